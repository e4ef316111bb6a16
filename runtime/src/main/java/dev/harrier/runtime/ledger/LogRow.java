package dev.harrier.runtime.ledger;

import dev.harrier.event.Event;
import dev.harrier.json.JsonDocument;
import dev.harrier.json.JsonException;
import dev.harrier.json.JsonParser;
import dev.harrier.runtime.store.StoreException;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the log: everything that changes what the engine remembers, in the order in which it
 * took effect.
 */
public sealed interface LogRow {
  /** Place in the log, from 1. */
  long sequence();

  /**
   * An event of the platform.
   *
   * @param data its payload as JSON; empty if it has none. Owned by the row, as is the other
   * @param secretData its secret payload as JSON; empty if it has none, or it has been erased
   * @param future whether it was ahead of the host's clock, and so did not move the engine's
   */
  record Happened(
      long sequence,
      String source,
      String id,
      String type,
      long timeMicros,
      byte[] data,
      byte[] secretData,
      boolean future)
      implements LogRow {
    public Happened {
      Objects.requireNonNull(source);
      Objects.requireNonNull(id);
      Objects.requireNonNull(type);
    }

    /** The row of an event. */
    public static Happened of(long sequence, Event event, boolean future) {
      return new Happened(
          sequence,
          event.source(),
          event.id(),
          event.type(),
          event.timeMicros(),
          payload(event, event.data()),
          payload(event, event.secretData()),
          future);
    }

    private static byte[] payload(Event event, int node) {
      JsonDocument json = event.document();
      return node == Event.ABSENT
          ? new byte[0]
          : Arrays.copyOfRange(json.bytes(), json.start(node), json.end(node));
    }

    /** The event, over a document of its own. */
    public Event event() {
      return event(new JsonParser());
    }

    /**
     * The event, over a document of its own.
     *
     * @param parser to read it with
     */
    public Event event(JsonParser parser) {
      try {
        return secretData.length == 0 ? open(parser) : withSecret(parser);
      } catch (JsonException e) {
        throw new StoreException(
            "event "
                + sequence
                + " of the log is damaged: "
                + e.getMessage()
                + "; restore the folder from a copy",
            e);
      }
    }

    private Event open(JsonParser parser) throws JsonException {
      byte[] bytes = data.length == 0 ? new byte[] {'{', '}'} : data;
      JsonDocument json = parser.parse(bytes, 0, bytes.length).detached();
      int node = data.length == 0 ? Event.ABSENT : json.root();
      return new Event(source, id, type, timeMicros, json, node, Event.ABSENT);
    }

    /** Both payloads in one document, as two items of an array. */
    private Event withSecret(JsonParser parser) throws JsonException {
      byte[] open = data.length == 0 ? new byte[] {'0'} : data;
      byte[] both = new byte[open.length + secretData.length + 3];
      both[0] = '[';
      System.arraycopy(open, 0, both, 1, open.length);
      both[open.length + 1] = ',';
      System.arraycopy(secretData, 0, both, open.length + 2, secretData.length);
      both[both.length - 1] = ']';
      JsonDocument json = parser.parse(both, 0, both.length).detached();
      int first = json.firstChild(json.root());
      return new Event(
          source,
          id,
          type,
          timeMicros,
          json,
          data.length == 0 ? Event.ABSENT : first,
          json.nextSibling(first));
    }
  }

  /** A label set or taken away by hand. */
  record Labelled(long sequence, ManualLabel label) implements LogRow {}

  /**
   * A bundle put in force for all events that follow.
   *
   * @param bundle its number in the store
   * @param edit the edit of a list that led to it; null if it came otherwise
   */
  record Activated(long sequence, long bundle, String who, long atMicros, @Nullable ListEdit edit)
      implements LogRow {
    public Activated {
      Objects.requireNonNull(who);
    }
  }
}
