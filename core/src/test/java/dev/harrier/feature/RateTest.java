package dev.harrier.feature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

final class RateTest extends AggregateContract {
  @Override
  Aggregate aggregate() {
    return new Aggregate.Rate(600 * SECOND);
  }

  @Override
  @Nullable Object value(SplittableRandom random) {
    return null;
  }

  @Override
  @Nullable Object expected(List<Fold> folds, long time) {
    return folds.stream()
        .mapToDouble(f -> Math.pow(.5, (time - f.time()) / (600.0 * SECOND)))
        .sum();
  }

  @Override
  int bytesMax() {
    return 64;
  }

  @Override
  void check(@Nullable Object actual, @Nullable Object expected, String what) {
    assertThat((Double) actual)
        .as(what)
        .isCloseTo((Double) expected, org.assertj.core.data.Offset.offset(1e-9));
  }
}
