package dev.harrier.feature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

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

  /** Up to sixty events are counted exactly; {@link #aFullWindowReachesBackASixtiethAtMost}. */
  @Override
  void check(@Nullable Object actual, @Nullable Object expected, String what) {
    if ((Long) expected < 60) {
      assertThat(actual).as(what).isEqualTo(expected);
    } else {
      assertThat((Long) actual).as(what).isGreaterThanOrEqualTo((Long) expected);
    }
  }

  @Test
  void aFullWindowReachesBackASixtiethAtMost() {
    FeatureDeclaration feature = new FeatureDeclaration("F", "F: test", aggregate());
    long window = 3_600 * SECOND;
    for (long seed = 0; seed < 10; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      EntityState state = new EntityState();
      List<Fold> folds = new ArrayList<>();
      long time = START;
      for (int i = 0; i < 1_000; i++) {
        time += random.nextLong((random.nextInt(50) == 0 ? 900 : 20) * SECOND);
        folds.add(new Fold(time, null));
        long least = within(folds, time, window).size();
        long most = within(folds, time, window + window / 60).size();
        assertThat((Long) state.observe(feature, "", time, true, null))
            .as("seed %d, event %d", seed, i)
            .isBetween(least, most);
      }
    }
  }
}
