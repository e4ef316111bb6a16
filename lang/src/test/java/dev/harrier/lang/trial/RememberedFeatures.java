package dev.harrier.lang.trial;

import dev.harrier.feature.Aggregate;
import dev.harrier.feature.FeatureDeclaration;
import dev.harrier.feature.FeatureKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Declared features as they are defined, and nothing more: every fold is kept for ever, and each
 * value is computed from all of them.
 */
public final class RememberedFeatures {
  private final Map<State, List<Fold>> folds = new HashMap<>();

  private record State(FeatureDeclaration feature, FeatureKey key) {}

  private record Fold(long timeMicros, @Nullable Object value, boolean crossed) {}

  /** Everything that is remembered, to be compared; what was only read is not told apart. */
  public Map<?, ?> state() {
    folds.values().removeIf(List::isEmpty);
    return folds;
  }

  /** As {@link dev.harrier.rule.Facts#observe}. */
  public @Nullable Object observe(
      FeatureDeclaration feature,
      FeatureKey key,
      long timeMicros,
      boolean add,
      @Nullable Object value) {
    List<Fold> past = folds.computeIfAbsent(new State(feature, key), k -> new ArrayList<>());
    Aggregate aggregate = feature.aggregate();
    if (aggregate instanceof Aggregate.Crossed crossed) {
      return crossed(crossed, past, timeMicros, add, value);
    }
    if (add) {
      past.add(new Fold(timeMicros, value, false));
    }
    return switch (aggregate) {
      case Aggregate.Count a -> (long) within(past, a.windowMicros(), timeMicros).size();
      case Aggregate.CountUnique a ->
          within(past, a.windowMicros(), timeMicros).stream().map(Fold::value).distinct().count();
      case Aggregate.Sum a ->
          within(past, a.windowMicros(), timeMicros).stream()
              .mapToDouble(fold -> (Double) fold.value())
              .sum();
      case Aggregate.Rate a ->
          past.stream()
              .mapToDouble(
                  f -> Math.pow(.5, (timeMicros - f.timeMicros()) / (double) a.halfLifeMicros()))
              .sum();
      case Aggregate.TopK a -> top(within(past, a.windowMicros(), timeMicros), a.k());
      case Aggregate.FirstSeen a ->
          past.isEmpty() ? null : (Object) (timeMicros - past.getFirst().timeMicros());
      case Aggregate.Sequence a -> add && completes(a, past, timeMicros);
      case Aggregate.Last a ->
          past.isEmpty() || past.getLast().timeMicros() + a.ttlMicros() <= timeMicros
              ? null
              : past.getLast().value();
      case Aggregate.Crossed a -> throw new AssertionError();
    };
  }

  private static boolean crossed(
      Aggregate.Crossed crossed,
      List<Fold> past,
      long timeMicros,
      boolean add,
      @Nullable Object value) {
    boolean reaches = add && value instanceof Double size && size >= crossed.threshold();
    boolean before =
        within(past, crossed.windowMicros(), timeMicros).stream().anyMatch(Fold::crossed);
    if (add) {
      past.add(new Fold(timeMicros, value, reaches && !before));
    }
    return reaches && !before;
  }

  private static List<Fold> within(List<Fold> past, long windowMicros, long timeMicros) {
    return past.stream()
        .filter(f -> f.timeMicros() > timeMicros - windowMicros && f.timeMicros() <= timeMicros)
        .toList();
  }

  private static List<String> top(List<Fold> folds, int k) {
    Map<String, Long> counts = new LinkedHashMap<>();
    folds.forEach(fold -> counts.merge((String) fold.value(), 1L, Long::sum));
    return counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey(Comparator.naturalOrder())))
        .limit(k)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Whether the last fold is the last step, and the others came before it, in order. */
  private static boolean completes(Aggregate.Sequence sequence, List<Fold> past, long timeMicros) {
    int step = sequence.steps() - 1;
    for (int i = past.size() - 1; i >= 0 && step >= 0; i--) {
      boolean holds = ((Long) past.get(i).value() >> step & 1) == 1;
      if (holds && timeMicros - past.get(i).timeMicros() <= sequence.withinMicros()) {
        step--;
      } else if (i == past.size() - 1) {
        return false;
      }
    }
    return step < 0;
  }
}
