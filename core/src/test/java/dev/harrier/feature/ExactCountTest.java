package dev.harrier.feature;

import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

final class ExactCountTest extends AggregateContract {
  @Override
  Aggregate aggregate() {
    return new Aggregate.Count(3_600 * SECOND, true);
  }

  @Override
  @Nullable Object value(SplittableRandom random) {
    return null;
  }

  @Override
  @Nullable Object expected(List<Fold> folds, long time) {
    return (long) within(folds, time, 3_600 * SECOND).size();
  }

  @Override
  int bytesMax() {
    return 120_000;
  }
}
