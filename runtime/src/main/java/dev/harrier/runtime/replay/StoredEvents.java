package dev.harrier.runtime.replay;

import dev.harrier.runtime.ingress.EventReader;
import dev.harrier.runtime.ingress.Lines;
import dev.harrier.runtime.ledger.Ledger;
import dev.harrier.runtime.ledger.LogRow;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** A walk over the bytes of stored events; starts before the first. Owned by one thread. */
public interface StoredEvents extends AutoCloseable {
  /** Moves to the next event; false at the end. */
  boolean next() throws IOException;

  /** The bytes that hold the current event; valid until {@link #next}. */
  byte[] buffer();

  int start();

  int end();

  /** Place of the current event, from 1: a line's number. */
  long number();

  /**
   * Bytes of the current event if it is too large to be held, so that its bytes are gone; else 0.
   */
  long lostBytes();

  /** The entry, if the stream is a log; else null, and the bytes hold the event. */
  default @Nullable LogRow row() {
    return null;
  }

  @Override
  void close() throws IOException;

  /** What the log of an engine holds as of now: its events, and the labels set by hand. */
  static StoredEvents log(Ledger ledger) {
    return new LogEvents(ledger.entries(1, Long.MAX_VALUE));
  }

  /**
   * Events of newline-delimited JSON, decompressed if need be; blank lines are passed over.
   *
   * @throws IOException the stream cannot be read
   */
  static StoredEvents lines(InputStream in) throws IOException {
    return new LineEvents(new Lines(EventReader.decompressed(in), EventReader.MAX_EVENT_BYTES));
  }
}
