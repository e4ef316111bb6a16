package dev.harrier.engine;

import dev.harrier.event.EntityKey;
import dev.harrier.event.Event;
import dev.harrier.feature.Hash64;
import dev.harrier.json.JsonDocument;
import dev.harrier.json.JsonException;
import dev.harrier.json.JsonKind;
import dev.harrier.json.JsonParser;
import dev.harrier.json.JsonWriter;
import java.nio.charset.StandardCharsets;

/**
 * Makes events of what machines say.
 *
 * <p>The identifier is computed from the machine, its key, the cause and the place among the
 * outputs of that cause: a replay repeats it, a duplicate is dropped. The source is {@code
 * machine:NAME}. A derived event carries how many causes lie behind it; beyond {@link #DEPTH_MAX}
 * nothing is derived, so that two machines that answer each other come to an end.
 */
public final class DerivedEvents {
  /** Causes behind a derived event, at most. */
  public static final int DEPTH_MAX = 8;

  private static final String SOURCE = "machine:";

  private DerivedEvents() {}

  /** Whether a machine said it. */
  static boolean derived(Event event) {
    return event.source().startsWith(SOURCE);
  }

  /** Causes behind the event; 0 of one that came from outside. */
  public static int depth(Event event) {
    if (!derived(event)) {
      return 0;
    }
    JsonDocument document = event.document();
    int depth = document.member(document.root(), "depth");
    boolean told = depth != JsonDocument.NONE && document.kind(depth) == JsonKind.INT;
    return told ? Math.clamp(document.longValue(depth), 0, DEPTH_MAX) : DEPTH_MAX;
  }

  /**
   * The event that follows from a cause.
   *
   * @param ordinal place among all outputs of that machine, key and cause, from 0
   */
  static Event follow(
      Event cause, String machine, EntityKey key, int ordinal, String type, JsonWriter data) {
    int depth = depth(cause) + 1;
    String payload = data.toString();
    JsonWriter text = new JsonWriter().object();
    text.name("cause").text(cause.id()).name("source").text(cause.source());
    text.name("key").text(key.toString()).name("depth").number(depth);
    text.name("data").json(payload).end();
    JsonDocument document = parsed(text);
    return new Event(
        SOURCE + machine,
        identifier(cause, machine, key, ordinal),
        type,
        cause.timeMicros(),
        document,
        document.member(document.root(), "data"),
        Event.ABSENT);
  }

  private static String identifier(Event cause, String machine, EntityKey key, int ordinal) {
    String identity =
        machine + '\0' + key + '\0' + cause.source() + '\0' + cause.id() + '\0' + ordinal;
    return "d" + hex(Hash64.of(identity, 1)) + hex(Hash64.of(identity, 2));
  }

  private static String hex(long hash) {
    String digits = Long.toHexString(hash);
    return "0".repeat(16 - digits.length()) + digits;
  }

  private static JsonDocument parsed(JsonWriter text) {
    try {
      return JsonParser.parse(text.toString().getBytes(StandardCharsets.UTF_8));
    } catch (JsonException e) {
      throw new AssertionError("a machine wrote no JSON object: " + text, e);
    }
  }
}
