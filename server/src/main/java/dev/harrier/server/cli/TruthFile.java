package dev.harrier.server.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.harrier.runtime.ingress.EventReader;
import dev.harrier.runtime.replay.Truth;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is known of events or entities: CSV whose first line is {@code id,label} or {@code
 * entity,label}, or lines of JSON with these members. Compressed files are decompressed.
 */
final class TruthFile {
  private static final Set<String> BAD = Set.of("1", "true", "yes", "bad", "violating", "positive");
  private static final Set<String> GOOD =
      Set.of("0", "false", "no", "good", "benign", "ok", "negative");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final Map<String, Boolean> labels = new LinkedHashMap<>();
  private Truth.@Nullable Subject subject;
  private int line;

  private TruthFile(Path file) {
    this.file = file;
  }

  static Truth read(Path file) throws InputProblem, IOException {
    return new TruthFile(file).read();
  }

  private Truth read() throws InputProblem, IOException {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                EventReader.decompressed(Files.newInputStream(file)),
                StandardCharsets.UTF_8.newDecoder()))) {
      String first = in.readLine();
      if (first == null) {
        throw wrong("is empty, expected `id,label` or `entity,label` as its first line");
      }
      if (first.stripLeading().startsWith("{")) {
        jsonLines(first, in);
      } else {
        csv(first, in);
      }
    } catch (MalformedInputException e) {
      throw wrong("is not UTF-8");
    }
    if (subject == null || labels.isEmpty()) {
      throw wrong("holds no labels");
    }
    return Truth.of(subject, labels);
  }

  private void csv(String heading, BufferedReader in) throws InputProblem, IOException {
    line = 1;
    List<String> columns =
        cells(heading.startsWith("\ufeff") ? heading.substring(1) : heading).stream()
            .map(name -> name.strip().toLowerCase(Locale.ROOT))
            .toList();
    int id = Math.max(columns.indexOf("id"), columns.indexOf("entity"));
    int label = columns.indexOf("label");
    if (id < 0 || label < 0 || columns.contains("id") && columns.contains("entity")) {
      throw wrong("has the columns `" + heading + "`, expected `id,label` or `entity,label`");
    }
    subject = columns.contains("id") ? Truth.Subject.EVENT : Truth.Subject.ENTITY;
    for (String text = in.readLine(); text != null; text = in.readLine()) {
      line++;
      if (!text.isBlank()) {
        List<String> cells = cells(text);
        if (cells.size() <= Math.max(id, label)) {
          throw wrong("has " + cells.size() + " cells, expected " + columns.size());
        }
        add(cells.get(id), cells.get(label));
      }
    }
  }

  /** The cells of a line, by RFC 4180 but for line breaks within quotes. */
  private List<String> cells(String text) throws InputProblem {
    List<String> cells = new ArrayList<>();
    int at = 0;
    while (at <= text.length()) {
      if (at < text.length() && text.charAt(at) == '"') {
        StringBuilder cell = new StringBuilder();
        int end = closing(text, at + 1, cell);
        cells.add(cell.toString());
        at = end + 2;
      } else {
        int comma = text.indexOf(',', at);
        int end = comma < 0 ? text.length() : comma;
        cells.add(text.substring(at, end));
        at = end + 1;
      }
    }
    return cells;
  }

  private int closing(String text, int from, StringBuilder cell) throws InputProblem {
    for (int at = from; at < text.length(); at++) {
      if (text.charAt(at) != '"') {
        cell.append(text.charAt(at));
      } else if (at + 1 < text.length() && text.charAt(at + 1) == '"') {
        cell.append('"');
        at++;
      } else if (at + 1 == text.length() || text.charAt(at + 1) == ',') {
        return at;
      } else {
        throw wrong("has text after a closing quote");
      }
    }
    throw wrong("has a quote that does not close");
  }

  private void jsonLines(String first, BufferedReader in) throws InputProblem, IOException {
    for (String text = first; text != null; text = in.readLine()) {
      line++;
      if (!text.isBlank()) {
        jsonLine(text);
      }
    }
  }

  private void jsonLine(String text) throws InputProblem {
    JsonNode node;
    try {
      node = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw wrong("is not JSON: " + e.getOriginalMessage());
    }
    String name = node.has("id") ? "id" : "entity";
    if (!node.has(name) || !node.has("label") || node.has("id") && node.has("entity")) {
      throw wrong(
          "is `" + text + "`, expected an object of `id` and `label`, or `entity` and `label`");
    }
    Truth.Subject its = name.equals("id") ? Truth.Subject.EVENT : Truth.Subject.ENTITY;
    if (subject != null && subject != its) {
      throw wrong("has `" + name + "`, but lines before have the other of `id` and `entity`");
    }
    subject = its;
    add(node.get(name).asText(), node.get("label").asText());
  }

  private void add(String id, String label) throws InputProblem {
    String word = label.strip().toLowerCase(Locale.ROOT);
    if (!BAD.contains(word) && !GOOD.contains(word)) {
      throw wrong("has the label `" + label + "`, expected 1 or 0, true or false, bad or good");
    }
    Boolean before = labels.put(id.strip(), BAD.contains(word));
    if (before != null && before != BAD.contains(word)) {
      throw wrong("calls `" + id + "` bad and good");
    }
  }

  private InputProblem wrong(String what) {
    return new InputProblem("`" + file + "`" + (line > 0 ? " line " + line : "") + " " + what);
  }
}
