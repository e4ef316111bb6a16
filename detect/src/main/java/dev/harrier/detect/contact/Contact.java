package dev.harrier.detect.contact;

import dev.harrier.event.Event;
import dev.harrier.json.JsonDocument;
import dev.harrier.json.JsonKind;
import org.jspecify.annotations.Nullable;

/**
 * One account's words reaching another, with what is known of the sender: read from the derived
 * event that {@link ContactMachine} says.
 *
 * @param object what the words belong to; empty if untold
 * @param first whether the two never met before
 * @param score hostility of the words, 0..1; NaN if it could not be told
 * @param usualScore the sender's own mean, drawn towards that of strangers
 * @param shingles what the words have in common with others ({@link Shingles}); not copied
 * @param recent hashes of what the sender acted on last, newest first, this object and this
 *     receiver left out; not copied
 */
public record Contact(
    String sender,
    String receiver,
    String object,
    boolean first,
    double score,
    double usualScore,
    int[] shingles,
    int[] recent) {

  /** Type of the derived event. */
  public static final String TYPE = "contact_observed";

  private static final int[] NONE = {};

  /** The event as a contact; null if it is none. */
  public static @Nullable Contact of(Event event) {
    if (!event.type().equals(TYPE) || !event.source().equals("machine:contact")) {
      return null;
    }
    return new Contact(
        text(event, "sender"),
        text(event, "receiver"),
        text(event, "object"),
        event.document().kind(member(event, "first")) == JsonKind.TRUE,
        number(event, "score"),
        number(event, "usual_score"),
        numbers(event.document(), member(event, "shingles")),
        numbers(event.document(), member(event, "recent")));
  }

  private static int member(Event event, String name) {
    return event.document().member(event.data(), name);
  }

  private static String text(Event event, String name) {
    return event.document().stringValue(member(event, name));
  }

  private static double number(Event event, String name) {
    JsonDocument document = event.document();
    int node = member(event, name);
    return document.kind(node) == JsonKind.FLOAT ? document.doubleValue(node) : Double.NaN;
  }

  private static int[] numbers(JsonDocument document, int array) {
    if (document.size(array) == 0) {
      return NONE;
    }
    int[] numbers = new int[document.size(array)];
    int count = 0;
    for (int item = document.firstChild(array);
        item != JsonDocument.NONE;
        item = document.nextSibling(item)) {
      numbers[count++] = (int) document.longValue(item);
    }
    return numbers;
  }
}
