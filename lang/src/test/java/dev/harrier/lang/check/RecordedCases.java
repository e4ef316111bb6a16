package dev.harrier.lang.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.harrier.lang.source.SourceFile;
import dev.harrier.lang.source.Sources;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tukaani.xz.XZInputStream;

/**
 * The recorded cases of the reference engine, read where they lie beside the checkout; see {@code
 * spec/sml-cases.md} there.
 */
final class RecordedCases {
  private RecordedCases() {}

  /** One case. */
  record Case(JsonNode json) {
    String id() {
      return json.get("id").asText();
    }

    String section() {
      return json.get("section").asText();
    }

    boolean deviates() {
      return json.hasNonNull("deviation");
    }

    JsonNode expect() {
      return json.get("expect");
    }

    Sources sources() {
      return new Sources(files("files"), files("config"), new TreeMap<>());
    }

    private SortedMap<String, SourceFile> files(String field) {
      SortedMap<String, SourceFile> files = new TreeMap<>();
      if (json.hasNonNull(field)) {
        json.get(field)
            .properties()
            .forEach(
                e -> files.put(e.getKey(), new SourceFile(e.getKey(), e.getValue().textValue())));
      }
      return files;
    }
  }

  /** Where the cases lie; need not exist. */
  static Path path() {
    return Path.of(System.getProperty("harrier.shared", "../../shared"))
        .resolve("spec/sml-cases.jsonl.xz");
  }

  static List<Case> read() {
    ObjectMapper mapper = new ObjectMapper();
    List<Case> cases = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new XZInputStream(Files.newInputStream(path())), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        cases.add(new Case(mapper.readTree(line)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return cases;
  }
}
