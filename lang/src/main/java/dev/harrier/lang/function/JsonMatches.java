package dev.harrier.lang.function;

import dev.harrier.json.JsonDocument;
import dev.harrier.json.JsonKind;
import dev.harrier.lang.value.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * All matches of a path, as texts: {@code $.links[*].url}.
 *
 * <p>A path is a chain of {@code .name}, {@code ['name']}, {@code [3]}, {@code [*]} and {@code .*};
 * what {@code JsonData} understands beyond that serves to find one match and has no place in a
 * list.
 *
 * @param steps names; {@code null} for every child; numbers for places
 */
public record JsonMatches(List<Step> steps) {
  private static final Pattern STEP =
      Pattern.compile(
          "\\.([^.\\[\\]'\"*\\s]+)|\\['([^']+)'\\]|\\[\"([^\"]+)\"\\]|\\[(\\d{1,9})\\]|\\[\\*\\]|\\.\\*");

  public JsonMatches {
    steps = List.copyOf(steps);
  }

  /** One step down: to a member, to a place, or to all children. */
  public record Step(@Nullable String name, int place) {}

  /** The path, or null if it is not in the language. */
  static @Nullable JsonMatches parsed(String path) {
    if (!path.startsWith("$")) {
      return null;
    }
    List<Step> steps = new ArrayList<>();
    Matcher matcher = STEP.matcher(path).region(1, path.length());
    while (matcher.lookingAt()) {
      steps.add(step(matcher));
      matcher.region(matcher.end(), path.length());
    }
    return matcher.regionStart() == path.length() ? new JsonMatches(steps) : null;
  }

  private static Step step(Matcher matcher) {
    for (int group = 1; group <= 3; group++) {
      if (matcher.group(group) != null) {
        return new Step(matcher.group(group), -1);
      }
    }
    return new Step(null, matcher.group(4) == null ? -1 : Integer.parseInt(matcher.group(4)));
  }

  /**
   * Texts of the matches below a node, in document order; null, objects and arrays are left out.
   */
  List<String> of(JsonDocument json, int node) {
    List<String> texts = new ArrayList<>();
    collect(json, node, 0, texts);
    return texts;
  }

  private void collect(JsonDocument json, int node, int depth, List<String> texts) {
    if (depth == steps.size()) {
      String text = text(json, node);
      if (text != null) {
        texts.add(text);
      }
      return;
    }
    Step step = steps.get(depth);
    JsonKind kind = json.kind(node);
    String name = step.name();
    if (name != null) {
      int member = kind == JsonKind.OBJECT ? json.member(node, name) : JsonDocument.NONE;
      if (member != JsonDocument.NONE) {
        collect(json, member, depth + 1, texts);
      }
    } else if (kind == JsonKind.ARRAY || (kind == JsonKind.OBJECT && step.place() < 0)) {
      int place = 0;
      for (int child = json.firstChild(node); child >= 0; child = json.nextSibling(child)) {
        if (step.place() < 0 || step.place() == place) {
          collect(json, child, depth + 1, texts);
        }
        place++;
      }
    }
  }

  private static @Nullable String text(JsonDocument json, int node) {
    return switch (json.kind(node)) {
      case NULL, ARRAY, OBJECT -> null;
      case TRUE -> "True";
      case FALSE -> "False";
      case INT -> Text.str(json.longValue(node));
      case BIG_INT -> json.bigIntegerValue(node).toString();
      case FLOAT -> Text.str(json.doubleValue(node));
      case STRING -> json.stringValue(node);
    };
  }
}
