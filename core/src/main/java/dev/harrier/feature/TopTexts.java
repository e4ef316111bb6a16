package dev.harrier.feature;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The most frequent texts of a window. Exact while the window has at most {@link #capacity}
 * distinct texts; beyond, the least frequent one (the longest unseen of several) makes room for a
 * new one, so that a text which is rare again and again may be missed, and one that is frequent is
 * not.
 */
final class TopTexts extends FeatureObject {
  private static final int ENTRIES_MAX = EntityState.ENTRIES_MAX;

  /** Longer texts are told apart by their first so many characters only. */
  private static final int LENGTH_MAX = 512;

  private final int k;
  private final TreeMap<String, Times> texts = new TreeMap<>();

  /** Times of one text with counts, in order. */
  private static final class Times {
    long[] entries = new long[4];
    int size;

    void add(long time, long bucket) {
      if (size >= 2 * ENTRIES_MAX) {
        merge(bucket);
      }
      if (size + 2 > entries.length) {
        entries = Arrays.copyOf(entries, 2 * size);
      }
      int place = size;
      for (; place > 0 && entries[place - 2] > time; place -= 2) {
        entries[place] = entries[place - 2];
        entries[place + 1] = entries[place - 1];
      }
      entries[place] = time;
      entries[place + 1] = 1;
      size += 2;
    }

    private void merge(long bucket) {
      int to = 0;
      for (int i = 0; i < size; i += 2) {
        if (to > 0 && Math.floorDiv(entries[to - 2], bucket) == Math.floorDiv(entries[i], bucket)) {
          entries[to - 2] = entries[i];
          entries[to - 1] += entries[i + 1];
        } else {
          entries[to] = entries[i];
          entries[to + 1] = entries[i + 1];
          to += 2;
        }
      }
      size = to;
    }

    void trim(long until) {
      int from = 0;
      while (from < size && entries[from] <= until) {
        from += 2;
      }
      System.arraycopy(entries, from, entries, 0, size - from);
      size -= from;
    }

    long count(long after, long until) {
      long sum = 0;
      for (int i = 0; i < size; i += 2) {
        sum += entries[i] > after && entries[i] <= until ? entries[i + 1] : 0;
      }
      return sum;
    }

    long newest() {
      return size == 0 ? Long.MIN_VALUE / 2 : entries[size - 2];
    }
  }

  TopTexts(int k) {
    this.k = k;
  }

  /** Distinct texts kept. */
  private int capacity() {
    return Math.max(64, 8 * k);
  }

  void add(String value, long time, long bucket, long until) {
    String text = value.length() > LENGTH_MAX ? value.substring(0, LENGTH_MAX) : value;
    Times times = texts.get(text);
    if (times == null) {
      if (texts.size() >= capacity()) {
        makeRoom(until);
      }
      times = new Times();
      texts.put(text, times);
    }
    times.trim(until);
    times.add(time, bucket);
  }

  private void makeRoom(long until) {
    texts.values().forEach(times -> times.trim(until));
    texts.values().removeIf(times -> times.size == 0);
    if (texts.size() < capacity()) {
      return;
    }
    String rarest = texts.firstKey();
    long fewest = Long.MAX_VALUE;
    long oldest = Long.MAX_VALUE;
    for (Map.Entry<String, Times> entry : texts.entrySet()) {
      long count = entry.getValue().count(Long.MIN_VALUE, Long.MAX_VALUE);
      long newest = entry.getValue().newest();
      if (count < fewest || (count == fewest && newest < oldest)) {
        rarest = entry.getKey();
        fewest = count;
        oldest = newest;
      }
    }
    texts.remove(rarest);
  }

  List<String> top(long after, long until) {
    record Counted(String text, long count) {}
    List<Counted> all = new ArrayList<>();
    texts.forEach(
        (text, times) -> {
          long count = times.count(after, until);
          if (count > 0) {
            all.add(new Counted(text, count));
          }
        });
    all.sort(Comparator.comparingLong(Counted::count).reversed().thenComparing(Counted::text));
    return all.stream().limit(k).map(Counted::text).toList();
  }

  @Override
  long bytes() {
    long sum = 64;
    for (Map.Entry<String, Times> entry : texts.entrySet()) {
      sum += 120 + 2L * entry.getKey().length() + 8L * entry.getValue().entries.length;
    }
    return sum;
  }

  @Override
  long newestMicros() {
    return texts.values().stream().mapToLong(Times::newest).max().orElse(Long.MIN_VALUE / 2);
  }

  @Override
  void write(StateBytes out) {
    out.octet(TOP).number(k).number(texts.size());
    texts.forEach(
        (text, times) -> {
          out.text(text).number(times.size);
          long before = 0;
          for (int i = 0; i < times.size; i += 2) {
            out.number(times.entries[i] - before).number(times.entries[i + 1]);
            before = times.entries[i];
          }
        });
  }

  static TopTexts read(StateBytes.Reader in) {
    TopTexts top = new TopTexts((int) in.number());
    int count = in.size();
    for (int i = 0; i < count; i++) {
      String text = in.text();
      Times times = new Times();
      times.size = in.size();
      if (times.size % 2 != 0) {
        throw new IllegalArgumentException("a text with a time and no count");
      }
      times.entries = new long[Math.max(4, times.size)];
      long before = 0;
      for (int j = 0; j < times.size; j += 2) {
        before += in.number();
        times.entries[j] = before;
        times.entries[j + 1] = in.number();
      }
      top.texts.put(text, times);
    }
    return top;
  }
}
