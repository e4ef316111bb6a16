package dev.harrier.runtime.replay;

import dev.harrier.decision.Decision;
import dev.harrier.event.Event;
import dev.harrier.json.JsonParser;
import dev.harrier.runtime.ingress.BadEventException;
import dev.harrier.runtime.ingress.BadLine;
import dev.harrier.runtime.ingress.EventParser;
import dev.harrier.runtime.ledger.LogRow;
import dev.harrier.runtime.ledger.ManualLabel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A few hundred events on their way: filled by the reader, parsed and decided early by a worker,
 * settled by the writer, used again. At any time one of the three owns it.
 */
final class Batch {
  /** Events of a batch: few enough to stay in the cache, many enough to be worth handing over. */
  static final int EVENTS = 256;

  /** Bytes after which a batch is full. */
  private static final int BYTES = 1 << 20;

  private byte[] bytes = new byte[1 << 16];
  private final int[] ends = new int[EVENTS];
  private final long[] numbers = new long[EVENTS];
  private int size;
  private final @Nullable LogRow[] rows = new LogRow[EVENTS];
  private final @Nullable Event[] events = new Event[EVENTS];
  private final @Nullable BadLine[] bad = new BadLine[EVENTS];
  private final @Nullable String[] entities = new String[EVENTS];
  private final @Nullable Decision[] fresh = new Decision[EVENTS];
  private final @Nullable Decision[] old = new Decision[EVENTS];

  int size() {
    return size;
  }

  boolean full() {
    return size == EVENTS || size > 0 && ends[size - 1] >= BYTES;
  }

  void clear() {
    if (bytes.length > 2 * BYTES) {
      bytes = new byte[BYTES];
    }
    size = 0;
  }

  /** Takes the current event of the stream. */
  void add(StoredEvents stream) {
    int from = size == 0 ? 0 : ends[size - 1];
    long lost = stream.lostBytes();
    int length = lost > 0 ? 0 : stream.end() - stream.start();
    if (from + length > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(from + length, 2 * bytes.length));
    }
    System.arraycopy(stream.buffer(), stream.start(), bytes, from, length);
    ends[size] = from + length;
    numbers[size] = stream.number();
    rows[size] = stream.row();
    bad[size] =
        lost > 0 ? new BadLine(stream.number(), 0, "too_large", EventParser.tooLarge(lost)) : null;
    size++;
  }

  /** Parses the event; it stays valid until the batch is filled again. */
  @Nullable Event parse(int i, EventParser lines, JsonParser log) {
    events[i] = null;
    LogRow row = rows[i];
    if (row != null) {
      events[i] = row instanceof LogRow.Happened happened ? happened.event(log) : null;
      return events[i];
    }
    if (bad[i] != null) {
      return null;
    }
    try {
      // A copy of what was found, not a parser for each: that would be megabytes to walk through.
      events[i] = lines.parse(bytes, i == 0 ? 0 : ends[i - 1], ends[i]).detached();
    } catch (BadEventException e) {
      bad[i] = new BadLine(numbers[i], e.column(), e.code(), String.valueOf(e.getMessage()));
    }
    return events[i];
  }

  void decided(
      int i, @Nullable String entity, @Nullable Decision early, @Nullable Decision before) {
    entities[i] = entity;
    fresh[i] = early;
    old[i] = before;
  }

  @Nullable Event event(int i) {
    return events[i];
  }

  /** Whether the event was ahead of the clock of the host that took it. */
  boolean future(int i) {
    return rows[i] instanceof LogRow.Happened happened && happened.future();
  }

  /** A label set by hand; null if it is an event. */
  @Nullable ManualLabel label(int i) {
    return rows[i] instanceof LogRow.Labelled labelled ? labelled.label() : null;
  }

  @Nullable BadLine bad(int i) {
    return bad[i];
  }

  @Nullable String entity(int i) {
    return entities[i];
  }

  @Nullable Decision fresh(int i) {
    return fresh[i];
  }

  @Nullable Decision old(int i) {
    return old[i];
  }
}
