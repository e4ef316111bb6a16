package dev.harrier.detect.contact;

import dev.harrier.event.Event;
import dev.harrier.json.JsonDocument;
import dev.harrier.json.JsonKind;
import org.jspecify.annotations.Nullable;

/**
 * What one account did to another, read from an event.
 *
 * @param sender who did it
 * @param receiver whom it concerns; another account than the sender
 * @param object the post, thread or conversation it belongs to; empty if untold
 * @param text the words, empty if there are none
 * @param textScore hostility of the words, 0..1, as the platform's own model told it; NaN if untold
 */
record Act(Kind kind, String sender, String receiver, String object, String text, float textScore) {

  /** Longest identifier that is read; an event with a longer one does not count. */
  static final int ID_CHARS_MAX = 128;

  /** The event as an act; null if it is none, or says too little. */
  static @Nullable Act of(Event event) {
    Kind kind = Kind.of(event.type());
    if (kind == null || event.data() == Event.ABSENT) {
      return null;
    }
    String sender = text(event, "sender");
    String receiver = text(event, "receiver");
    if (!isId(sender) || !isId(receiver) || sender.equals(receiver)) {
      return null;
    }
    return new Act(
        kind, sender, receiver, text(event, "object"), text(event, "text"), score(event));
  }

  private static boolean isId(String id) {
    return !id.isEmpty() && id.length() <= ID_CHARS_MAX;
  }

  private static String text(Event event, String name) {
    JsonDocument document = event.document();
    if (document.kind(event.data()) != JsonKind.OBJECT) {
      return "";
    }
    int node = document.member(event.data(), name);
    boolean given = node != JsonDocument.NONE && document.kind(node) == JsonKind.STRING;
    return given ? document.stringValue(node) : "";
  }

  private static float score(Event event) {
    JsonDocument document = event.document();
    int node = document.member(event.data(), "text_score");
    if (node == JsonDocument.NONE) {
      return Float.NaN;
    }
    double value =
        switch (document.kind(node)) {
          case INT -> document.longValue(node);
          case FLOAT -> document.doubleValue(node);
          default -> Double.NaN;
        };
    return value >= 0 && value <= 1 ? (float) value : Float.NaN;
  }
}
