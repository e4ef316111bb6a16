package dev.harrier.feature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

final class ExactSumTest extends AggregateContract {
  @Override
  Aggregate aggregate() {
    return new Aggregate.Sum(3_600 * SECOND, true);
  }

  @Override
  @Nullable Object value(SplittableRandom random) {
    return random.nextDouble();
  }

  @Override
  @Nullable Object expected(List<Fold> folds, long time) {
    return within(folds, time, 3_600 * SECOND).stream().mapToDouble(f -> (Double) f.value()).sum();
  }

  @Override
  int bytesMax() {
    return 400_000;
  }

  @Override
  void check(@Nullable Object actual, @Nullable Object expected, String what) {
    assertThat((Double) actual)
        .as(what)
        .isCloseTo((Double) expected, org.assertj.core.data.Offset.offset(1e-9));
  }
}
