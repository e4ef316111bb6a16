package dev.harrier.feature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

final class SumTest extends AggregateContract {
  @Override
  Aggregate aggregate() {
    return new Aggregate.Sum(3_600 * SECOND, false);
  }

  @Override
  @Nullable Object value(SplittableRandom random) {
    return (double) random.nextInt(10);
  }

  @Override
  @Nullable Object expected(List<Fold> folds, long time) {
    return within(folds, time, 3_600 * SECOND).stream().mapToDouble(f -> (Double) f.value()).sum();
  }

  @Override
  int bytesMax() {
    return 1_200;
  }

  /** Events of a full window are off by what one sub-bucket at its far edge holds. */
  @Override
  void check(@Nullable Object actual, @Nullable Object expected, String what) {
    double wanted = ((Number) expected).doubleValue();
    double found = ((Number) actual).doubleValue();
    assertThat(found)
        .as(what)
        .isBetween(wanted - 1e-6, wanted + 1e-6 + (wanted > 150 ? wanted / 8 : 0));
  }
}
