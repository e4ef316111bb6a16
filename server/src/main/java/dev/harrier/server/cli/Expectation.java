package dev.harrier.server.cli;

import dev.harrier.decision.Decision;
import dev.harrier.decision.Effect;
import dev.harrier.decision.Effect.ChangeLabel;
import dev.harrier.decision.Effect.DeclareVerdict;
import dev.harrier.decision.Effect.Enforce;
import dev.harrier.decision.Effect.External;
import dev.harrier.decision.Effect.Review;
import dev.harrier.json.JsonDocument;
import dev.harrier.json.JsonException;
import dev.harrier.json.JsonParser;
import dev.harrier.runtime.ingress.EventReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Decisions that a run is compared with: a file of lines {@code {"action_id": 1, "rules": ["R1"],
 * "effects": ["label:spam", "verdict:deny"]}}. The order of rules and of effects does not bind.
 */
final class Expectation {
  /** Differences that are shown; the others are counted. */
  private static final int SHOWN = 10;

  private final Map<String, Expected> byId;
  private final List<String> differences = new ArrayList<>();
  private long compared;
  private long different;
  private long unexpected;

  private record Expected(TreeSet<String> rules, TreeSet<String> effects) {}

  private Expectation(Map<String, Expected> byId) {
    this.byId = byId;
  }

  static Expectation read(Path file) throws InputProblem, IOException {
    if (!Files.isRegularFile(file)) {
      throw new InputProblem("`" + file + "` is not a file, expected decisions to compare with");
    }
    Map<String, Expected> byId = new LinkedHashMap<>();
    JsonParser parser = new JsonParser();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(open(file), StandardCharsets.UTF_8))) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!line.isBlank()) {
          byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
          add(parser.parse(bytes, 0, bytes.length), byId, file + ":" + number);
        }
      }
    } catch (JsonException e) {
      throw new InputProblem("`" + file + "`, line " + (byId.size() + 1) + ": " + e.getMessage());
    }
    return new Expectation(byId);
  }

  private static InputStream open(Path file) throws IOException {
    return EventReader.decompressed(Files.newInputStream(file));
  }

  private static void add(JsonDocument json, Map<String, Expected> byId, String where)
      throws InputProblem {
    int id =
        json.kindCode(json.root()) == JsonDocument.OBJECT
            ? json.member(json.root(), "action_id")
            : JsonDocument.NONE;
    if (id == JsonDocument.NONE) {
      throw new InputProblem(
          where + ": expected an object with `action_id`, `rules` and `effects`");
    }
    String name =
        json.kindCode(id) == JsonDocument.STRING
            ? json.stringValue(id)
            : new String(
                json.bytes(),
                json.start(id),
                json.end(id) - json.start(id),
                StandardCharsets.UTF_8);
    byId.put(name, new Expected(texts(json, "rules"), texts(json, "effects")));
  }

  private static TreeSet<String> texts(JsonDocument json, String member) {
    TreeSet<String> texts = new TreeSet<>();
    int list = json.member(json.root(), member);
    if (list != JsonDocument.NONE && json.kindCode(list) == JsonDocument.ARRAY) {
      for (int item = json.firstChild(list);
          item != JsonDocument.NONE;
          item = json.nextSibling(item)) {
        texts.add(json.stringValue(item));
      }
    }
    return texts;
  }

  /** Compares the decision of the event with this id. */
  void compare(String id, Decision decision) {
    Expected expected = byId.remove(id);
    if (expected == null) {
      unexpected++;
      return;
    }
    compared++;
    TreeSet<String> rules = new TreeSet<>(decision.fired());
    TreeSet<String> effects = effects(decision);
    if (!rules.equals(expected.rules) || !effects.equals(expected.effects)) {
      different++;
      if (differences.size() < SHOWN) {
        differences.add(
            "event "
                + id
                + line("rules", expected.rules, rules)
                + line("effects", expected.effects, effects));
      }
    }
  }

  private static String line(String what, TreeSet<String> expected, TreeSet<String> found) {
    return expected.equals(found)
        ? ""
        : "\n    " + what + ": expected " + expected + ", found " + found;
  }

  private static TreeSet<String> effects(Decision decision) {
    TreeSet<String> effects = new TreeSet<>();
    for (Effect effect : decision.effects()) {
      effects.add(
          switch (effect) {
            case ChangeLabel change ->
                (change.status().present() ? "label:" : "unlabel:") + change.label();
            case DeclareVerdict verdict -> "verdict:" + verdict.verdict();
            case External external -> external.kind();
            case Enforce enforce -> "enforce:" + enforce.action();
            case Review review -> "review:" + review.queue();
          });
    }
    return effects;
  }

  boolean met() {
    return different == 0 && unexpected == 0 && byId.isEmpty();
  }

  /** What the comparison came to, over several lines if there are differences. */
  String report() {
    StringBuilder text = new StringBuilder();
    differences.forEach(difference -> text.append(difference).append('\n'));
    if (different > differences.size()) {
      text.append("… and %,d more%n".formatted(different - differences.size()));
    }
    text.append(
        "%,d decisions compared: %,d equal, %,d different"
            .formatted(compared, compared - different, different));
    if (unexpected > 0) {
      text.append("; %,d events have no expectation".formatted(unexpected));
    }
    if (!byId.isEmpty()) {
      text.append(
          "; %,d expected events did not come, the first is %s".formatted(byId.size(), first()));
    }
    return text.toString();
  }

  private @Nullable String first() {
    return byId.keySet().iterator().next();
  }
}
