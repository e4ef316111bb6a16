/**
 * Where the engine keeps what it must not lose.
 *
 * <p>{@link dev.harrier.runtime.store.Store} is an ordered map of bytes in named spaces with atomic
 * batches: in memory, and on RocksDB. One batch of events is one {@link
 * dev.harrier.runtime.store.Store.Batch}; opening the store after a crash is the recovery.
 */
@NullMarked
package dev.harrier.runtime.store;

import org.jspecify.annotations.NullMarked;
