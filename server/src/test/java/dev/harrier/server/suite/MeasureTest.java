package dev.harrier.server.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
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

  @Test
  void theThresholdLiesInTheMiddleOfThoseThatDoAsWell() {
    double[] score = {0, 1, 2, 10, 11, 12};
    int[] truth = {0, 0, 0, 1, 1, 1};

    assertThat(Measure.bestThreshold(score, truth)).isCloseTo(6, within(1e-12));
  }

  @Test
  void shuffledTruthShowsAScorerThatReadsTheTestRows() {
    assertThat(shuffled(truth -> Arrays.stream(truth).asDoubleStream().toArray()).value())
        .isCloseTo(1, within(1e-12));
  }

  @Test
  void shuffledTruthLeavesAnHonestScorerAtAHalf() {
    SuiteRow row = shuffled(truth -> IntStream.range(0, truth.length).asDoubleStream().toArray());

    assertThat(row.low()).isLessThan(0.5);
    assertThat(row.high()).isGreaterThan(0.5);
  }

  private static SuiteRow shuffled(Function<int[], double[]> scorer) {
    int[] truth = IntStream.range(0, 400).map(i -> i % 4 == 0 ? 1 : 0).toArray();
    List<SuiteRow> rows = new ArrayList<>();
    Shuffles.control(
        "",
        truth,
        IntStream.range(0, 300).toArray(),
        IntStream.range(300, 400).toArray(),
        scorer,
        rows::add);
    return rows.getFirst();
  }
}
