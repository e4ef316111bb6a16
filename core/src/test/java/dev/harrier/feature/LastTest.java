package dev.harrier.feature;

import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

final class LastTest extends AggregateContract {
  @Override
  Aggregate aggregate() {
    return new Aggregate.Last(3_600 * SECOND);
  }

  @Override
  @Nullable Object value(SplittableRandom random) {
    return random.nextBoolean() ? (Object) ("t" + random.nextInt(9)) : (Object) random.nextLong(9);
  }

  @Override
  @Nullable Object expected(List<Fold> folds, long time) {
    return folds.getLast().time() + 3_600 * SECOND > time ? folds.getLast().value() : null;
  }

  @Override
  int bytesMax() {
    return 64;
  }

  @Override
  boolean dependsOnOrder() {
    return false;
  }
}
