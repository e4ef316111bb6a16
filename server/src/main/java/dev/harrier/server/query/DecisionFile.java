package dev.harrier.server.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.harrier.runtime.ingress.EventReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A file of decisions as {@code harrier run} writes them, compressed or not. */
public final class DecisionFile implements StoredDecisions {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;

  public DecisionFile(Path file) {
    this.file = file;
  }

  /** The file holds something else; the message says where and what. */
  public static final class Malformed extends IOException {
    private static final long serialVersionUID = 1L;

    Malformed(String message) {
      super(message);
    }
  }

  @Override
  public void forEach(Each each) throws IOException {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                EventReader.decompressed(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      long number = 0;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        number++;
        if (!line.isBlank()) {
          each.decision(decision(line, number));
        }
      }
    }
  }

  private StoredDecision decision(String line, long number) throws Malformed {
    try {
      JsonNode json = JSON.readTree(line);
      if (!json.hasNonNull("id") || !json.hasNonNull("time") || !json.has("verdict")) {
        throw new Malformed(place(number) + "is no decision, expected a line of `harrier run`");
      }
      return new StoredDecision(
          json.get("id").asText(),
          json.path("source").asText(""),
          json.path("type").asText(""),
          ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(json.get("time").asText())),
          json.get("verdict").asText(),
          texts(json.path("verdicts")),
          texts(json.path("rules").path("fired")),
          json.path("effects").isMissingNode() ? "[]" : json.get("effects").toString(),
          labels(json.path("effects")),
          json.path("bundle").asText(""),
          features(json.path("features")));
    } catch (JsonProcessingException e) {
      throw new Malformed(place(number) + "is not JSON: " + e.getOriginalMessage());
    } catch (DateTimeException e) {
      throw new Malformed(place(number) + "has no time such as `2026-01-31T12:00:00Z`");
    }
  }

  private String place(long number) {
    return "`" + file + "` line " + number + " ";
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(item -> texts.add(item.asText()));
    return texts;
  }

  private static List<String> labels(JsonNode effects) {
    List<String> labels = new ArrayList<>();
    for (JsonNode effect : effects) {
      label(effect.path("add_label"), 1, labels);
      label(effect.path("remove_label"), 0, labels);
    }
    return labels;
  }

  private static void label(JsonNode change, int status, List<String> labels) {
    if (change.has("label") && change.path("applied").asBoolean(true)) {
      if (!change.path("suppressed").asBoolean(false)) {
        String entity = change.path("entity").asText();
        String type = entity.substring(0, Math.max(0, entity.indexOf('/')));
        labels.add(type + "/" + change.get("label").asText() + "/" + status);
      }
    }
  }

  private static Map<String, @Nullable Object> features(JsonNode object) {
    Map<String, @Nullable Object> features = new LinkedHashMap<>();
    object.properties().forEach(e -> features.put(e.getKey(), value(e.getValue())));
    return features;
  }

  private static @Nullable Object value(JsonNode node) {
    return switch (node.getNodeType()) {
      case BOOLEAN -> node.booleanValue();
      case NUMBER -> node.numberValue();
      case STRING -> node.textValue();
      case ARRAY -> {
        List<@Nullable Object> items = new ArrayList<>();
        node.forEach(item -> items.add(value(item)));
        yield items;
      }
      case NULL, MISSING -> null;
      case OBJECT, BINARY, POJO -> node.toString();
    };
  }
}
