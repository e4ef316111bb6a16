package dev.harrier.runtime.store;

import org.jspecify.annotations.Nullable;

/**
 * An ordered map of bytes, keys compared as unsigned bytes, with atomic batches. Any thread may
 * read; batches are committed by one thread at a time.
 *
 * <p>Failures of the disk are {@link StoreException}: the batch is then not committed, in whole.
 */
public interface Store extends AutoCloseable {
  /** The separate maps of a store. */
  enum Space {
    LOG,
    STATE,
    MACHINE,
    LEDGER,
    OUTBOX,
    SEEN,
    META
  }

  /** The value, or null. The array belongs to the caller. */
  byte @Nullable [] get(Space space, byte[] key);

  /** Entries with {@code from ≤ key < to} in order as of now; null bounds are open. */
  Cursor scan(Space space, byte @Nullable [] from, byte @Nullable [] to);

  /** Entries with {@code from ≤ key < to}, greatest first, as of now; null bounds are open. */
  Cursor scanBackwards(Space space, byte @Nullable [] from, byte @Nullable [] to);

  /** An empty batch. */
  Batch batch();

  /**
   * Commits a batch: all of it or, on failure or crash, nothing.
   *
   * @param durable return only when it survives a power cut
   */
  void commit(Batch batch, boolean durable);

  /** Makes everything committed so far survive a power cut. */
  void sync();

  @Override
  void close();

  /** Changes to be committed together, applied in order. Owned by one thread. */
  interface Batch {
    void put(Space space, byte[] key, byte[] value);

    void delete(Space space, byte[] key);

    /** Number of changes. */
    int size();
  }

  /** A walk over entries; starts before the first. Owned by one thread. */
  interface Cursor extends AutoCloseable {
    /** Moves to the next entry; false at the end. */
    boolean next();

    byte[] key();

    byte[] value();

    @Override
    void close();
  }
}
