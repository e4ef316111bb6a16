package dev.harrier.label;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An immutable map of few names, in their order: two arrays, searched from one end to the other.
 * What entities wear are a handful of labels with a handful of reasons, changed all the time: a
 * change copies the arrays.
 */
final class SmallMap<V> extends AbstractMap<String, V> {
  private static final SmallMap<Object> EMPTY = new SmallMap<>(new String[0], new Object[0]);

  private final String[] names;
  private final Object[] values;

  private SmallMap(String[] names, Object[] values) {
    this.names = names;
    this.values = values;
  }

  @SuppressWarnings("unchecked")
  static <V> SmallMap<V> copyOf(Map<String, V> map) {
    if (map instanceof SmallMap<V> small) {
      return small;
    }
    if (map.isEmpty()) {
      return (SmallMap<V>) EMPTY;
    }
    TreeMap<String, V> sorted = new TreeMap<>(map);
    return new SmallMap<>(sorted.keySet().toArray(new String[0]), sorted.values().toArray());
  }

  static <V> SmallMap<V> of(String name, V value) {
    return new SmallMap<>(new String[] {name}, new Object[] {value});
  }

  /** This map with one entry added or replaced. */
  SmallMap<V> with(String name, V value) {
    int at = place(name);
    if (at >= 0) {
      Object[] changed = values.clone();
      changed[at] = value;
      return new SmallMap<>(names, changed);
    }
    at = -at - 1;
    int size = names.length;
    String[] moreNames = Arrays.copyOf(names, size + 1);
    Object[] moreValues = Arrays.copyOf(values, size + 1);
    System.arraycopy(names, at, moreNames, at + 1, size - at);
    System.arraycopy(values, at, moreValues, at + 1, size - at);
    moreNames[at] = name;
    moreValues[at] = value;
    return new SmallMap<>(moreNames, moreValues);
  }

  /** Index of a name, or where it would stand as {@code −index − 1}. */
  private int place(String name) {
    // Names are mostly the program's constants: the same object.
    for (int i = 0; i < names.length; i++) {
      if (names[i] == name) {
        return i;
      }
    }
    return Arrays.binarySearch(names, name);
  }

  @SuppressWarnings("unchecked")
  V value(int index) {
    return (V) values[index];
  }

  @Override
  public int size() {
    return names.length;
  }

  @Override
  public @Nullable V get(@Nullable Object key) {
    if (key instanceof String name) {
      int at = place(name);
      return at >= 0 ? value(at) : null;
    }
    return null;
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return key instanceof String name && place(name) >= 0;
  }

  @Override
  public Set<Map.Entry<String, V>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public int size() {
        return names.length;
      }

      @Override
      public Iterator<Map.Entry<String, V>> iterator() {
        return new Iterator<>() {
          private int next;

          @Override
          public boolean hasNext() {
            return next < names.length;
          }

          @Override
          public Map.Entry<String, V> next() {
            if (next == names.length) {
              throw new NoSuchElementException();
            }
            int at = next++;
            return Map.entry(names[at], value(at));
          }
        };
      }
    };
  }
}
