package dev.harrier.feature;

import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

final class SequenceTest extends AggregateContract {
  @Override
  Aggregate aggregate() {
    return new Aggregate.Sequence(3, 3_600 * SECOND);
  }

  @Override
  @Nullable Object value(SplittableRandom random) {
    return (long) random.nextInt(8);
  }

  @Override
  @Nullable Object expected(List<Fold> folds, long time) {
    int step = 2;
    for (int i = folds.size() - 1; i >= 0 && step >= 0; i--) {
      boolean holds = ((Long) folds.get(i).value() >> step & 1) == 1;
      if (holds && time - folds.get(i).time() <= 3_600 * SECOND) {
        step--;
      } else if (i == folds.size() - 1) {
        return false;
      }
    }
    return step < 0 && folds.getLast().time() == time;
  }

  @Override
  int bytesMax() {
    return 48;
  }

  @Override
  boolean dependsOnOrder() {
    return true;
  }
}
