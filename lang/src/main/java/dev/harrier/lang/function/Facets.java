package dev.harrier.lang.function;

import dev.harrier.event.Event;
import dev.harrier.json.JsonDocument;
import dev.harrier.json.JsonKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * The annotations of a post's text, at {@code $.operation.record.facets} or, in Jetstream's frames,
 * {@code $.commit.record.facets}.
 */
final class Facets {
  private static final List<String> HOLDERS = List.of("operation", "commit");

  private Facets() {}

  /** The member {@code name} of each feature of a type, in lower case and in order. */
  static List<String> values(Event event, String type, String name) {
    JsonDocument json = event.document();
    List<String> values = new ArrayList<>();
    for (String holder : HOLDERS) {
      int operation =
          event.data() == Event.ABSENT ? JsonDocument.NONE : member(json, event.data(), holder);
      int facets = member(json, member(json, operation, "record"), "facets");
      for (int facet = first(json, facets); facet >= 0; facet = json.nextSibling(facet)) {
        int features = member(json, facet, "features");
        for (int one = first(json, features); one >= 0; one = json.nextSibling(one)) {
          String value = text(json, member(json, one, name));
          if (text(json, member(json, one, "$type")).equals(type) && !value.isEmpty()) {
            values.add(value.toLowerCase(Locale.ROOT));
          }
        }
      }
    }
    return Collections.unmodifiableList(values);
  }

  private static int member(JsonDocument json, int node, String name) {
    return node >= 0 && json.kind(node) == JsonKind.OBJECT
        ? json.member(node, name)
        : JsonDocument.NONE;
  }

  private static int first(JsonDocument json, int node) {
    return node >= 0 && json.kind(node) == JsonKind.ARRAY
        ? json.firstChild(node)
        : JsonDocument.NONE;
  }

  private static String text(JsonDocument json, int node) {
    return node >= 0 && json.kind(node) == JsonKind.STRING ? json.stringValue(node) : "";
  }
}
