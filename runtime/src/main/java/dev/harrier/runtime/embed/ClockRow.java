package dev.harrier.runtime.embed;

import dev.harrier.runtime.ledger.RowReader;
import dev.harrier.runtime.ledger.RowWriter;
import dev.harrier.runtime.store.Store;
import dev.harrier.runtime.store.Store.Batch;
import dev.harrier.runtime.store.Store.Space;
import java.nio.charset.StandardCharsets;

/** The event clock's row in a store. */
final class ClockRow {
  private static final byte[] KEY = "clock".getBytes(StandardCharsets.US_ASCII);

  private ClockRow() {}

  static void write(long micros, Batch batch) {
    batch.put(Space.META, KEY, new RowWriter().fixed(micros).toBytes());
  }

  /** {@link Long#MIN_VALUE} where there is none. */
  static long read(Store store) {
    byte[] bytes = store.get(Space.META, KEY);
    return bytes == null ? Long.MIN_VALUE : new RowReader(bytes).fixed();
  }
}
