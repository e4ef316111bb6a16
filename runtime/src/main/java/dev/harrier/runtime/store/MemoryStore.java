package dev.harrier.runtime.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NoSuchElementException;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/** A store that ends with the process. */
public final class MemoryStore implements Store {
  /** Entries that a walk copies at a time, so that it neither blocks the writer nor meets it. */
  private static final int CHUNK = 256;

  private final Map<Space, ConcurrentNavigableMap<byte[], byte[]>> spaces =
      new EnumMap<>(Space.class);
  private final ReadWriteLock lock = new ReentrantReadWriteLock();

  public MemoryStore() {
    for (Space space : Space.values()) {
      spaces.put(space, new ConcurrentSkipListMap<>(Arrays::compareUnsigned));
    }
  }

  private ConcurrentNavigableMap<byte[], byte[]> space(Space space) {
    return spaces.getOrDefault(space, new ConcurrentSkipListMap<>(Arrays::compareUnsigned));
  }

  @Override
  public byte @Nullable [] get(Space space, byte[] key) {
    byte[] value = space(space).get(key);
    return value == null ? null : value.clone();
  }

  @Override
  public Cursor scan(Space space, byte @Nullable [] from, byte @Nullable [] to) {
    return new Walk(range(space, from, to));
  }

  @Override
  public Cursor scanBackwards(Space space, byte @Nullable [] from, byte @Nullable [] to) {
    return new Walk(range(space, from, to).descendingMap());
  }

  private NavigableMap<byte[], byte[]> range(
      Space space, byte @Nullable [] from, byte @Nullable [] to) {
    NavigableMap<byte[], byte[]> range = space(space);
    if (from != null && to != null && Arrays.compareUnsigned(from, to) >= 0) {
      return new ConcurrentSkipListMap<>(Arrays::compareUnsigned);
    }
    range = from == null ? range : range.tailMap(from, true);
    return to == null ? range : range.headMap(to, false);
  }

  @Override
  public Batch batch() {
    return new Changes();
  }

  @Override
  public void commit(Batch batch, boolean durable) {
    lock.writeLock().lock();
    try {
      ((Changes) batch).changes.forEach(Runnable::run);
    } finally {
      lock.writeLock().unlock();
    }
  }

  @Override
  public void sync() {}

  @Override
  public void close() {}

  private final class Changes implements Batch {
    private final List<Runnable> changes = new ArrayList<>();

    @Override
    public void put(Space space, byte[] key, byte[] value) {
      changes.add(() -> space(space).put(key, value));
    }

    @Override
    public void delete(Space space, byte[] key) {
      changes.add(() -> space(space).remove(key));
    }

    @Override
    public int size() {
      return changes.size();
    }
  }

  /** Walks over a live map, chunk by chunk. */
  private final class Walk implements Cursor {
    private NavigableMap<byte[], byte[]> rest;
    private final List<Map.Entry<byte[], byte[]>> chunk = new ArrayList<>();
    private int at = -1;

    Walk(NavigableMap<byte[], byte[]> range) {
      this.rest = range;
    }

    @Override
    public boolean next() {
      at++;
      if (at >= chunk.size()) {
        fill();
      }
      return at < chunk.size();
    }

    private void fill() {
      if (!chunk.isEmpty()) {
        rest = rest.tailMap(chunk.getLast().getKey(), false);
      }
      chunk.clear();
      at = 0;
      lock.readLock().lock();
      try {
        Iterator<Map.Entry<byte[], byte[]>> entries = rest.entrySet().iterator();
        while (chunk.size() < CHUNK && entries.hasNext()) {
          chunk.add(entries.next());
        }
      } finally {
        lock.readLock().unlock();
      }
    }

    private Map.Entry<byte[], byte[]> entry() {
      if (at < 0 || at >= chunk.size()) {
        throw new NoSuchElementException();
      }
      return chunk.get(at);
    }

    @Override
    public byte[] key() {
      return entry().getKey();
    }

    @Override
    public byte[] value() {
      return entry().getValue();
    }

    @Override
    public void close() {}
  }
}
