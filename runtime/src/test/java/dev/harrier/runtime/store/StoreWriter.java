package dev.harrier.runtime.store;

import dev.harrier.runtime.store.Store.Batch;
import dev.harrier.runtime.store.Store.Space;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * A process that writes rows to two spaces at once and says which are durable, one number a line,
 * until it is killed.
 */
final class StoreWriter {
  private StoreWriter() {}

  public static void main(String[] arguments) {
    Path folder = Path.of(arguments[0]);
    try (RocksStore store = RocksStore.open(folder, new RocksStore.Settings(32L << 20))) {
      for (long row = Long.parseLong(arguments[1]); ; row++) {
        byte[] key = ByteBuffer.allocate(8).putLong(row).array();
        byte[] value = new byte[(int) (row * 37 % 5_000)];
        Batch batch = store.batch();
        batch.put(Space.LOG, key, value);
        batch.put(Space.STATE, key, value);
        store.commit(batch, true);
        System.out.println(row);
      }
    }
  }
}
