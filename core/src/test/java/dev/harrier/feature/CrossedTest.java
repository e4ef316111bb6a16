package dev.harrier.feature;

import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

final class CrossedTest extends AggregateContract {
  @Override
  Aggregate aggregate() {
    return new Aggregate.Crossed(3_600 * SECOND, 7);
  }

  @Override
  @Nullable Object value(SplittableRandom random) {
    return (double) (random.nextInt(20) == 0 ? 9 : 1);
  }

  @Override
  @Nullable Object expected(List<Fold> folds, long time) {
    boolean now = false;
    long last = Long.MIN_VALUE / 2;
    for (Fold fold : folds) {
      now = (Double) fold.value() >= 7 && fold.time() - 3_600 * SECOND >= last;
      last = now ? fold.time() : last;
    }
    return now && folds.getLast().time() == time;
  }

  @Override
  int bytesMax() {
    return 32;
  }

  @Override
  boolean dependsOnOrder() {
    return true;
  }
}
