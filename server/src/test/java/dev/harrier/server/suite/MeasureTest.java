package dev.harrier.server.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MeasureTest {
  private static final double[] SCORE = {0.9, 0.8, 0.7, 0.7, 0.1};
  private static final boolean[] TRUTH = {true, false, true, false, false};
  private static final int[] ALL = {0, 1, 2, 3, 4};

  @Test
  void tiesCountAHalfInTheRoc() {
    assertThat(Measure.auroc(SCORE, TRUTH, ALL)).isCloseTo(4.5 / 6, within(1e-12));
  }

  @Test
  void averagePrecisionTakesTiesTogether() {
    assertThat(Measure.averagePrecision(SCORE, TRUTH, ALL)).isCloseTo(0.75, within(1e-12));
  }

  @Test
  void recallIsThatOfTheBestThresholdPreciseEnough() {
    assertThat(Measure.recallAt(0.95, SCORE, TRUTH, ALL)).isEqualTo(0.5);
    assertThat(Measure.recallAt(0.5, SCORE, TRUTH, ALL)).isEqualTo(1);
  }

  @Test
  void noGroupIsInTwoFolds() {
    String[] group = {"a", "b", "a", "c", "b", "d"};
    int[] fold = Folds.grouped(group, 2);

    assertThat(fold[0]).isEqualTo(fold[2]);
    assertThat(fold[1]).isEqualTo(fold[4]);
    assertThat(fold).contains(0, 1);
  }
}
