package dev.harrier.feature;

import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

final class FirstSeenTest extends AggregateContract {
  @Override
  Aggregate aggregate() {
    return new Aggregate.FirstSeen();
  }

  @Override
  @Nullable Object value(SplittableRandom random) {
    return null;
  }

  @Override
  @Nullable Object expected(List<Fold> folds, long time) {
    return folds.isEmpty()
        ? null
        : (Object) (time - folds.stream().mapToLong(Fold::time).min().getAsLong());
  }

  @Override
  int bytesMax() {
    return 32;
  }
}
