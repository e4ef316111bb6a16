package dev.harrier.decision;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A decision's features: an immutable map in the order of its making, of two arrays. Getting a
 * value looks at the names one after the other.
 */
public final class FeatureValues extends AbstractMap<String, @Nullable Object> {
  private final String[] names;
  private final @Nullable Object[] values;
  private final int size;

  private FeatureValues(String[] names, @Nullable Object[] values, int size) {
    this.names = names;
    this.values = values;
    this.size = size;
  }

  /** Collects features; used once. */
  public static final class Builder {
    private String[] names;
    private @Nullable Object[] values;
    private int size;

    /**
     * @param expected number of features that are expected; more are taken
     */
    public Builder(int expected) {
      names = new String[Math.max(1, expected)];
      values = new Object[names.length];
    }

    /** Adds a feature whose name is not among those added before. */
    public void add(String name, @Nullable Object value) {
      if (size == names.length) {
        names = Arrays.copyOf(names, 2 * size);
        values = Arrays.copyOf(values, 2 * size);
      }
      names[size] = name;
      values[size++] = value;
    }

    public Map<String, @Nullable Object> build() {
      return new FeatureValues(names, values, size);
    }
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
  public @Nullable Object get(@Nullable Object name) {
    int at = place(name);
    return at < 0 ? null : values[at];
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    return place(name) >= 0;
  }

  @Override
  public Set<Map.Entry<String, @Nullable Object>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public int size() {
        return size;
      }

      @Override
      public Iterator<Map.Entry<String, @Nullable Object>> iterator() {
        return new Entries();
      }
    };
  }

  private final class Entries implements Iterator<Map.Entry<String, @Nullable Object>> {
    private int next;

    @Override
    public boolean hasNext() {
      return next < size;
    }

    @Override
    public Map.Entry<String, @Nullable Object> next() {
      if (next == size) {
        throw new NoSuchElementException();
      }
      int at = next++;
      return new SimpleImmutableEntry<>(names[at], values[at]);
    }
  }
}
