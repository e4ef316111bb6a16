package dev.harrier.runtime.embed;

import dev.harrier.runtime.store.MemoryStore;
import dev.harrier.runtime.store.Store;
import dev.harrier.runtime.store.StoreException;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A store on a disk that is full when a test says so, and slow when it says so. */
final class FailingStore implements Store {
  private final MemoryStore store = new MemoryStore();
  volatile boolean full;
  volatile @Nullable CountDownLatch held;

  @Override
  public byte @Nullable [] get(Space space, byte[] key) {
    return store.get(space, key);
  }

  @Override
  public Cursor scan(Space space, byte @Nullable [] from, byte @Nullable [] to) {
    return store.scan(space, from, to);
  }

  @Override
  public Cursor scanBackwards(Space space, byte @Nullable [] from, byte @Nullable [] to) {
    return store.scanBackwards(space, from, to);
  }

  @Override
  public Batch batch() {
    return store.batch();
  }

  @Override
  public void commit(Batch batch, boolean durable) {
    CountDownLatch latch = held;
    if (latch != null) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
    if (full) {
      throw new StoreException("no space left on the disk", null);
    }
    store.commit(batch, durable);
  }

  @Override
  public void sync() {
    if (full) {
      throw new StoreException("no space left on the disk", null);
    }
  }

  @Override
  public void close() {}
}
