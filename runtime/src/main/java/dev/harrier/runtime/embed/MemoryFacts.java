package dev.harrier.runtime.embed;

import dev.harrier.decision.Effect;
import dev.harrier.decision.LabelRequests;
import dev.harrier.event.EntityKey;
import dev.harrier.feature.FeatureDeclaration;
import dev.harrier.feature.FeatureKey;
import dev.harrier.label.LabelChanges;
import dev.harrier.label.LabelState;
import dev.harrier.rule.Facts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * {@link Facts} in the memory of the process: labels, exact sliding windows, cached values. Event
 * time; owned by one thread.
 *
 * <p>A window keeps the times of its newest events in order, at most its cap; a cached value is
 * dropped when it is asked for after its end, and all that have ended are dropped whenever their
 * number doubles.
 */
public final class MemoryFacts implements Facts {
  /** Number of keys after which ended windows and values are first looked for. */
  private static final int SWEEP_KEYS = 10_000;

  private final Map<EntityKey, Map<String, LabelState>> labels = new HashMap<>();
  private final Map<String, Window> windows = new HashMap<>();
  private final Map<String, Cached> cache = new HashMap<>();
  private final MemoryFeatures features = new MemoryFeatures();
  private int sweepWindowsAt = SWEEP_KEYS;
  private int sweepCacheAt = SWEEP_KEYS;

  private record Cached(Object value, long endMicros) {}

  @Override
  public Map<String, LabelState> labels(EntityKey entity) {
    return labels.getOrDefault(entity, Map.of());
  }

  /** All entities that have labels, in order. */
  public SortedMap<EntityKey, Map<String, LabelState>> labels() {
    return new TreeMap<>(labels);
  }

  /** Replaces the labels of an entity. */
  public void setLabels(EntityKey entity, Map<String, LabelState> states) {
    if (states.isEmpty()) {
      labels.remove(entity);
    } else {
      labels.put(entity, states);
    }
  }

  /**
   * Applies the label effects of one decision.
   *
   * @return what became of them, one outcome per entity, in order of first appearance
   */
  public List<LabelChanges.Outcome> apply(List<Effect> effects, long timeMicros) {
    List<LabelChanges.Outcome> outcomes = new ArrayList<>();
    LabelRequests.of(effects, timeMicros)
        .forEach(
            (entity, changes) -> {
              LabelChanges.Outcome outcome =
                  LabelChanges.apply(entity, labels(entity), changes, timeMicros);
              setLabels(entity, outcome.labels());
              outcomes.add(outcome);
            });
    return outcomes;
  }

  @Override
  public long incrementWindow(String key, long timeMicros, long windowMicros, long cap) {
    if (windows.size() >= sweepWindowsAt) {
      windows.values().removeIf(window -> window.endedAt(timeMicros));
      sweepWindowsAt = Math.max(SWEEP_KEYS, 2 * windows.size());
    }
    Window window = windows.computeIfAbsent(key, k -> new Window());
    window.add(timeMicros, windowMicros, cap);
    return Math.min(cap, window.count(timeMicros, windowMicros));
  }

  @Override
  public long windowCount(String key, long timeMicros, long windowMicros) {
    Window window = windows.get(key);
    return window == null ? 0 : window.count(timeMicros, windowMicros);
  }

  @Override
  public void put(String key, Object value, long timeMicros, long ttlMicros) {
    if (cache.size() >= sweepCacheAt) {
      cache.values().removeIf(cached -> cached.endMicros <= timeMicros);
      sweepCacheAt = Math.max(SWEEP_KEYS, 2 * cache.size());
    }
    cache.put(key, new Cached(value, timeMicros + ttlMicros));
  }

  @Override
  public @Nullable Object get(String key, long timeMicros) {
    Cached cached = cache.get(key);
    return cached == null || cached.endMicros <= timeMicros ? null : cached.value;
  }

  @Override
  public @Nullable Object observe(
      FeatureDeclaration feature,
      FeatureKey key,
      long timeMicros,
      boolean add,
      @Nullable Object value) {
    return features.observe(feature, key, timeMicros, add, value);
  }

  /** Number of windows and cached values kept, ended ones included until they are looked for. */
  int keys() {
    return windows.size() + cache.size() + features.keys();
  }

  /** Event times of one key, oldest first, in a ring. */
  private static final class Window {
    private long[] times = new long[4];
    private int head;
    private int size;
    private long longestMicros;

    void add(long timeMicros, long windowMicros, long cap) {
      longestMicros = Math.max(longestMicros, windowMicros);
      while (size > 0 && at(0) <= at(size - 1) - longestMicros) {
        removeOldest();
      }
      while (size > 0 && size >= cap) {
        removeOldest();
      }
      if (size == times.length) {
        grow();
      }
      int place = size++;
      for (; place > 0 && at(place - 1) > timeMicros; place--) {
        set(place, at(place - 1));
      }
      set(place, timeMicros);
    }

    /** Number of times in {@code (time − window, time]}. */
    long count(long timeMicros, long windowMicros) {
      return firstAfter(timeMicros) - firstAfter(timeMicros - windowMicros);
    }

    boolean endedAt(long timeMicros) {
      return size == 0 || at(size - 1) <= timeMicros - longestMicros;
    }

    /** Index of the oldest time later than the given one. */
    private int firstAfter(long timeMicros) {
      int low = 0;
      int high = size;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (at(middle) <= timeMicros) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low;
    }

    private long at(int index) {
      return times[(head + index) & (times.length - 1)];
    }

    private void set(int index, long time) {
      times[(head + index) & (times.length - 1)] = time;
    }

    private void removeOldest() {
      head = (head + 1) & (times.length - 1);
      size--;
    }

    private void grow() {
      long[] more = new long[2 * times.length];
      for (int i = 0; i < size; i++) {
        more[i] = at(i);
      }
      times = more;
      head = 0;
    }
  }
}
