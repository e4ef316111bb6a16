package dev.harrier.learn.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.harrier.learn.data.Seeded;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricTest {
  private static final double[] SCORES = {0.9, 0.8, 0.8, 0.3, 0.1};
  private static final int[] TRUTHS = {1, 1, 0, 1, 0};

  @Test
  void tiesCountOneHalfInTheArea() {
    // pairs: .9 beats both; .8 ties one, beats one; .3 loses one, beats one
    assertThat(Ranking.auroc(SCORES, TRUTHS)).isCloseTo((2 + 1.5 + 1) / 6, within(1e-12));
  }

  @Test
  void averagePrecisionTakesTiesAsOneStep() {
    double expected = (1.0 + 2.0 / 3 + 3.0 / 4) / 3;
    assertThat(Ranking.averagePrecision(SCORES, TRUTHS)).isCloseTo(expected, within(1e-12));
  }

  @Test
  void recallIsThatOfTheLowestThresholdThatIsPreciseEnough() {
    assertThat(Ranking.recallAtPrecision(SCORES, TRUTHS, 0.95)).isCloseTo(1 / 3.0, within(1e-12));
    assertThat(Ranking.recallAtPrecision(SCORES, TRUTHS, 0.7)).isEqualTo(1);
    assertThat(Ranking.recallAtSurePrecision(SCORES, TRUTHS, 0.95)).isZero();
  }

  @Test
  void theBestThresholdReachesTheBestMacroF1() {
    double threshold = Ranking.bestThreshold(SCORES, TRUTHS);

    double best = Ranking.macroF1(SCORES, TRUTHS, threshold);
    for (double other : new double[] {0.05, 0.2, 0.5, 0.85}) {
      assertThat(best).isGreaterThanOrEqualTo(Ranking.macroF1(SCORES, TRUTHS, other));
    }
  }

  @Test
  void wilsonsIntervalIsThatOfTheBooks() {
    Interval half = Intervals.wilson(5, 10);

    assertThat(half.low()).isCloseTo(0.2366, within(1e-4));
    assertThat(half.high()).isCloseTo(0.7634, within(1e-4));
    assertThat(Intervals.wilson(0, 10).low()).isZero();
  }

  @Test
  void delongAndBootstrapAgree() {
    Seeded random = new Seeded(5);
    double[] scores = new double[400];
    int[] truths = new int[400];
    for (int i = 0; i < scores.length; i++) {
      truths[i] = i % 4 == 0 ? 1 : 0;
      scores[i] = random.nextGaussian() + truths[i];
    }

    Interval delong = Intervals.delong(scores, truths);
    Interval boot = Intervals.bootstrap(scores, truths, Ranking::auroc, 7);

    assertThat(delong.low()).isCloseTo(boot.low(), within(0.012));
    assertThat(delong.high()).isCloseTo(boot.high(), within(0.012));
  }

  @Test
  void aSystemDoesNotDifferFromItself() {
    List<String> groups = List.of("a", "b", "c", "d", "e");
    Interval none = Intervals.paired(SCORES, SCORES, TRUTHS, groups, Ranking::auroc, 7);

    assertThat(List.of(none.value(), none.low(), none.high())).containsOnly(0.0);
  }

  @Test
  void calibrationErrorFallsToItsFloorWhereProbabilitiesAreTrue() {
    Seeded random = new Seeded(6);
    double[] p = new double[5_000];
    int[] truths = new int[p.length];
    double[] doubled = new double[p.length];
    for (int i = 0; i < p.length; i++) {
      p[i] = random.nextDouble() / 2;
      truths[i] = random.nextDouble() < p[i] ? 1 : 0;
      doubled[i] = 2 * p[i];
    }

    assertThat(Probabilities.ece(p, truths))
        .isCloseTo(Probabilities.eceIfPerfect(p, 7), within(0.008));
    assertThat(Probabilities.ece(doubled, truths)).isCloseTo(0.25, within(0.02));
  }

  @Test
  void noGroupStandsOnBothSides() {
    List<String> groups =
        java.util.stream.IntStream.range(0, 100).mapToObj(i -> "g" + i * i % 13).toList();

    for (Splits.Split split : Splits.groupFolds(groups, 3, 7)) {
      List<String> train = java.util.Arrays.stream(split.train()).mapToObj(groups::get).toList();
      List<String> test = java.util.Arrays.stream(split.test()).mapToObj(groups::get).toList();
      assertThat(Collections.disjoint(train, test)).isTrue();
    }
  }

  @Test
  void foldsKeepTheShareOfOnes() {
    int[] truths = new int[100];
    java.util.Arrays.fill(truths, 0, 20, 1);

    for (Splits.Split split : Splits.folds(truths, 5, 7)) {
      assertThat(java.util.Arrays.stream(split.test()).map(i -> truths[i]).sum()).isEqualTo(4);
    }
  }

  @Test
  void driftIsNoneForTheSameValuesAndAlarmsForShiftedOnes() {
    float[] before = new float[5_000];
    float[] after = new float[5_000];
    Seeded random = new Seeded(8);
    for (int i = 0; i < before.length; i++) {
      before[i] = (float) random.nextGaussian();
      after[i] = (float) random.nextGaussian() + 1;
    }

    assertThat(Controls.drift(before, before)).isZero();
    assertThat(Controls.drift(before, after)).isGreaterThan(0.5);
  }

  @Test
  void firstRightAnswersAreCountedByTheirRank() {
    int[] ranks = {1, 2, 0, 4};

    assertThat(Ranking.meanReciprocalRank(ranks)).isCloseTo((1 + 0.5 + 0.25) / 4, within(1e-12));
    assertThat(Ranking.hitAt(ranks, 2)).isEqualTo(0.5);
    assertThat(Ranking.averagePrecisionAt(new boolean[] {false, true, true}, 2, 5))
        .isCloseTo((0.5 + 2.0 / 3) / 2, within(1e-12));
  }
}
