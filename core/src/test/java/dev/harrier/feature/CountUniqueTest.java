package dev.harrier.feature;

import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

final class CountUniqueTest extends AggregateContract {
  @Override
  Aggregate aggregate() {
    return new Aggregate.CountUnique(3_600 * SECOND);
  }

  @Override
  @Nullable Object value(SplittableRandom random) {
    return "v" + random.nextInt(200);
  }

  @Override
  @Nullable Object expected(List<Fold> folds, long time) {
    return within(folds, time, 3_600 * SECOND).stream().map(Fold::value).distinct().count();
  }

  @Override
  int bytesMax() {
    return 8_000;
  }
}
