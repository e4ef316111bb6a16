package dev.harrier.feature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

final class CountTest extends AggregateContract {
  @Override
  Aggregate aggregate() {
    return new Aggregate.Count(3_600 * SECOND, false);
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
    return 700;
  }

  /** Events of a full window are off by what one sub-bucket at its far edge holds. */
  @Override
  void check(@Nullable Object actual, @Nullable Object expected, String what) {
    double wanted = ((Number) expected).doubleValue();
    double found = ((Number) actual).doubleValue();
    assertThat(found)
        .as(what)
        .isBetween(wanted, wanted + Math.max(0, wanted > 60 ? wanted / 10 : 0));
  }
}
