package dev.harrier.event;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A few values by name, such as a decision's features: an immutable map in the order of its making,
 * of two arrays. Getting a value looks at the names one after the other.
 */
public final class NamedValues<V extends @Nullable Object> extends AbstractMap<String, V> {
  private final String[] names;
  private final @Nullable Object[] values;
  private final int size;

  private NamedValues(String[] names, @Nullable Object[] values, int size) {
    this.names = names;
    this.values = values;
    this.size = size;
  }

  /** The map itself if it is one of these, else a copy in its order. */
  public static <V extends @Nullable Object> Map<String, V> copyOf(Map<String, V> map) {
    if (map instanceof NamedValues<V>) {
      return map;
    }
    Builder<V> copy = new Builder<>(map.size());
    map.forEach(copy::add);
    return copy.build();
  }

  /** Collects values; used once. */
  public static final class Builder<V extends @Nullable Object> {
    private String[] names;
    private @Nullable Object[] values;
    private int size;

    /**
     * @param expected number of values that are expected; more are taken
     */
    public Builder(int expected) {
      names = new String[Math.max(1, expected)];
      values = new Object[names.length];
    }

    /** Adds a value under a name that is not among those added before. */
    public void add(String name, @Nullable V value) {
      if (size == names.length) {
        names = Arrays.copyOf(names, 2 * size);
        values = Arrays.copyOf(values, 2 * size);
      }
      names[size] = name;
      values[size++] = value;
    }

    /** Adds a value, or replaces the one that was added under its name. */
    public void set(String name, @Nullable V value) {
      for (int i = 0; i < size; i++) {
        if (names[i].equals(name)) {
          values[i] = value;
          return;
        }
      }
      add(name, value);
    }

    public Map<String, V> build() {
      return new NamedValues<>(names, values, size);
    }
  }

  @SuppressWarnings("unchecked")
  private V value(int at) {
    return (V) values[at];
  }

  private int place(@Nullable Object name) {
    for (int i = 0; i < size; i++) {
      if (names[i].equals(name)) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public @Nullable V get(@Nullable Object name) {
    int at = place(name);
    return at < 0 ? null : value(at);
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    return place(name) >= 0;
  }

  @Override
  public Set<Map.Entry<String, V>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public int size() {
        return size;
      }

      @Override
      public Iterator<Map.Entry<String, V>> iterator() {
        return new Entries();
      }
    };
  }

  private final class Entries implements Iterator<Map.Entry<String, V>> {
    private int next;

    @Override
    public boolean hasNext() {
      return next < size;
    }

    @Override
    public Map.Entry<String, V> next() {
      if (next == size) {
        throw new NoSuchElementException();
      }
      int at = next++;
      return new SimpleImmutableEntry<>(names[at], value(at));
    }
  }
}
