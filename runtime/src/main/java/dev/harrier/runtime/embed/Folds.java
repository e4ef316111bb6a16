package dev.harrier.runtime.embed;

import dev.harrier.feature.Aggregate;
import dev.harrier.runtime.ledger.RowReader;
import dev.harrier.runtime.ledger.RowWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was folded into one declared feature for one key, oldest first; of equal times in order of
 * arrival. Every fold within the window is kept, at most {@link Aggregate#EXACT_MAX}: values are
 * exact. A count takes time in proportion to the logarithm of their number, other windows to the
 * number itself.
 */
final class Folds {
  /** Half-lives after which an event counts for nothing: less than 1e-12. */
  private static final int HALF_LIVES = 40;

  /** For how long a fold matters. */
  private static long reach(Aggregate aggregate) {
    return switch (aggregate) {
      case Aggregate.Count a -> a.windowMicros();
      case Aggregate.Sum a -> a.windowMicros();
      case Aggregate.CountUnique a -> a.windowMicros();
      case Aggregate.Rate a -> saturated(a.halfLifeMicros(), HALF_LIVES);
      case Aggregate.TopK a -> a.windowMicros();
      case Aggregate.FirstSeen a -> Long.MAX_VALUE;
      case Aggregate.Crossed a -> a.windowMicros();
      case Aggregate.Sequence a -> a.withinMicros() + 1;
      case Aggregate.Last a -> a.ttlMicros();
    };
  }

  private static long saturated(long micros, int times) {
    return micros > Long.MAX_VALUE / times ? Long.MAX_VALUE : micros * times;
  }

  private final long reachMicros;
  private long[] times = new long[4];
  private @Nullable Object[] values = new Object[4];
  private int head;
  private int size;
  private @Nullable Object newest;
  private long newestMicros = Long.MIN_VALUE;

  private Folds(long reachMicros) {
    this.reachMicros = reachMicros;
  }

  static Folds of(Aggregate aggregate) {
    return new Folds(reach(aggregate));
  }

  /** The feature's value just after an event, which is folded or only reads. */
  @Nullable Object observe(
      Aggregate aggregate, long timeMicros, boolean add, @Nullable Object value) {
    Object now = value(aggregate, timeMicros, add, value);
    if (add && timeMicros >= newestMicros) {
      newest = now;
      newestMicros = timeMicros;
    }
    return now;
  }

  /** From when on no fold matters. */
  long endMicros() {
    if (size == 0) {
      return Long.MIN_VALUE;
    }
    long last = times[at(size - 1)];
    return reachMicros >= Long.MAX_VALUE - Math.max(0, last) ? Long.MAX_VALUE : last + reachMicros;
  }

  /** The value just after the newest event that was folded, and that event's time, for people. */
  @Nullable Object newest() {
    return newest;
  }

  long newestMicros() {
    return newestMicros;
  }

  void write(RowWriter row) {
    row.value(newest).number(newestMicros).number(reachMicros).count(size);
    long before = 0;
    for (int i = 0; i < size; i++) {
      row.number(times[at(i)] - before).value(values[at(i)]);
      before = times[at(i)];
    }
  }

  static Folds read(RowReader row) {
    Object newest = row.value();
    long newestMicros = row.number();
    Folds folds = new Folds(row.number());
    folds.newest = newest;
    folds.newestMicros = newestMicros;
    int size = row.count();
    int room = Integer.highestOneBit(Math.max(4, size) * 2 - 1);
    folds.times = new long[room];
    folds.values = new Object[room];
    long before = 0;
    for (int i = 0; i < size; i++) {
      before += row.number();
      folds.times[i] = before;
      folds.values[i] = row.value();
    }
    folds.size = size;
    return folds;
  }

  private @Nullable Object value(
      Aggregate aggregate, long timeMicros, boolean add, @Nullable Object value) {
    if (aggregate instanceof Aggregate.Crossed crossed) {
      return crossed(crossed, timeMicros, add, value);
    }
    if (aggregate instanceof Aggregate.FirstSeen) {
      return sinceFirst(timeMicros, add);
    }
    if (add) {
      add(timeMicros, value);
    }
    return switch (aggregate) {
      case Aggregate.Count a -> (long) (end(timeMicros) - start(timeMicros, a.windowMicros()));
      case Aggregate.Sum a -> sum(timeMicros, a.windowMicros());
      case Aggregate.CountUnique a -> unique(timeMicros, a.windowMicros());
      case Aggregate.Rate a -> rate(timeMicros, a.halfLifeMicros());
      case Aggregate.TopK a -> top(timeMicros, a);
      case Aggregate.Sequence a -> add && completes(a, timeMicros);
      case Aggregate.Last a -> last(timeMicros, a.ttlMicros());
      case Aggregate.Crossed a -> throw new AssertionError(a);
      case Aggregate.FirstSeen a -> throw new AssertionError(a);
    };
  }

  private double sum(long timeMicros, long windowMicros) {
    double sum = 0;
    for (int i = start(timeMicros, windowMicros); i < end(timeMicros); i++) {
      sum += values[at(i)] instanceof Double number ? number : 0;
    }
    return sum;
  }

  private long unique(long timeMicros, long windowMicros) {
    Set<Object> distinct = new HashSet<>();
    for (int i = start(timeMicros, windowMicros); i < end(timeMicros); i++) {
      distinct.add(String.valueOf(values[at(i)]));
    }
    return distinct.size();
  }

  private double rate(long timeMicros, long halfLifeMicros) {
    double rate = 0;
    for (int i = 0; i < end(timeMicros); i++) {
      rate += Math.pow(.5, (timeMicros - times[at(i)]) / (double) halfLifeMicros);
    }
    return rate;
  }

  private List<String> top(long timeMicros, Aggregate.TopK top) {
    Map<String, Long> counts = new HashMap<>();
    for (int i = start(timeMicros, top.windowMicros()); i < end(timeMicros); i++) {
      counts.merge(String.valueOf(values[at(i)]), 1L, Long::sum);
    }
    List<Map.Entry<String, Long>> entries = new ArrayList<>(counts.entrySet());
    entries.sort(
        Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
            .thenComparing(Map.Entry.comparingByKey()));
    return entries.stream().limit(top.k()).map(Map.Entry::getKey).toList();
  }

  /** Whether the newest fold is the last step, and the others came before it, in order. */
  private boolean completes(Aggregate.Sequence sequence, long timeMicros) {
    int step = sequence.steps() - 1;
    int newest = end(timeMicros) - 1;
    for (int i = newest; i >= 0 && step >= 0; i--) {
      boolean soon = timeMicros - times[at(i)] <= sequence.withinMicros();
      boolean holds = values[at(i)] instanceof Long steps && (steps >> step & 1) == 1;
      if (soon && holds) {
        step--;
      } else if (!soon || i == newest) {
        return false;
      }
    }
    return step < 0;
  }

  private @Nullable Object last(long timeMicros, long ttlMicros) {
    int newest = end(timeMicros) - 1;
    return newest < 0 || timeMicros - times[at(newest)] >= ttlMicros ? null : values[at(newest)];
  }

  /** Folds are the crossings alone. */
  private boolean crossed(
      Aggregate.Crossed crossed, long timeMicros, boolean add, @Nullable Object value) {
    boolean reaches = add && value instanceof Double number && number >= crossed.threshold();
    boolean again = end(timeMicros) > start(timeMicros, crossed.windowMicros());
    if (reaches && !again) {
      add(timeMicros, null);
    }
    return reaches && !again;
  }

  private @Nullable Long sinceFirst(long timeMicros, boolean add) {
    if (add && (size == 0 || timeMicros < times[head])) {
      size = 0;
      add(timeMicros, null);
    }
    return size == 0 ? null : (Long) Math.max(0, timeMicros - times[head]);
  }

  // Folds in order of time.

  private void add(long timeMicros, @Nullable Object value) {
    while (size > 0 && times[at(size - 1)] - times[head] >= reachMicros) {
      dropOldest();
    }
    if (size == Aggregate.EXACT_MAX) {
      dropOldest();
    }
    if (size == times.length) {
      grow();
    }
    int place = size++;
    for (; place > 0 && times[at(place - 1)] > timeMicros; place--) {
      times[at(place)] = times[at(place - 1)];
      values[at(place)] = values[at(place - 1)];
    }
    times[at(place)] = timeMicros;
    values[at(place)] = value;
  }

  private void dropOldest() {
    values[head] = null;
    head = at(1);
    size--;
  }

  private void grow() {
    long[] moreTimes = new long[2 * times.length];
    Object[] moreValues = Arrays.copyOf(new Object[0], moreTimes.length);
    for (int i = 0; i < size; i++) {
      moreTimes[i] = times[at(i)];
      moreValues[i] = values[at(i)];
    }
    times = moreTimes;
    values = moreValues;
    head = 0;
  }

  private int at(int index) {
    return head + index & times.length - 1;
  }

  /** Index of the oldest fold within the window. */
  private int start(long timeMicros, long windowMicros) {
    return end(timeMicros - windowMicros);
  }

  /** Index of the oldest fold later than the given time. */
  private int end(long timeMicros) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = low + high >>> 1;
      if (times[at(middle)] <= timeMicros) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
