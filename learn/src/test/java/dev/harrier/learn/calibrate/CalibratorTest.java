package dev.harrier.learn.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.harrier.learn.data.Seeded;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CalibratorTest {
  private static double[] scores(int n, long seed) {
    Seeded random = new Seeded(seed);
    double[] scores = new double[n];
    Arrays.setAll(scores, i -> 2 * random.nextGaussian());
    return scores;
  }

  /** Truths of which a share σ(a s + b) is 1. */
  private static int[] truths(double[] scores, double a, double b, long seed) {
    Seeded random = new Seeded(seed);
    return Arrays.stream(scores)
        .mapToInt(s -> random.nextDouble() < 1 / (1 + Math.exp(-(a * s + b))) ? 1 : 0)
        .toArray();
  }

  private static double[] ones(int n) {
    double[] ones = new double[n];
    Arrays.fill(ones, 1);
    return ones;
  }

  @Test
  void plattFindsTheLineThatMadeTheTruths() {
    double[] scores = scores(50_000, 1);

    Calibration.Platt map = Calibrator.platt(scores, truths(scores, 0.6, -1, 2), ones(50_000));

    assertThat(map.a()).isCloseTo(0.6, within(0.03));
    assertThat(map.b()).isCloseTo(-1, within(0.03));
  }

  @Test
  void isotonicMapsPassTheGateAndRawScoresDoNot() {
    double[] scores = scores(20_000, 3);
    Calibration map = Calibrator.fit(scores, truths(scores, 0.5, -1, 4), ones(20_000));
    double[] fresh = scores(20_000, 5);
    int[] truths = truths(fresh, 0.5, -1, 6);

    assertThat(map).isInstanceOf(Calibration.Isotonic.class);
    assertThat(Gate.check(map, null, fresh, truths).passed()).isTrue();
    assertThat(Gate.check(new Calibration.Platt(1, 0), null, fresh, truths).passed()).isFalse();
  }

  @Test
  void aMapWorseThanTheOneInForceDoesNotPass() {
    double[] scores = scores(5_000, 7);
    int[] truths = truths(scores, 1, 0, 8);
    Calibration right = new Calibration.Platt(1, 0);
    Calibration dull = new Calibration.Platt(0, 0);

    assertThat(Gate.check(dull, null, scores, truths).ece()).isLessThan(0.3);
    assertThat(Gate.check(dull, right, scores, truths).passed()).isFalse();
  }

  @Test
  void poolingGivesTheMeansOfTheBlocks() {
    double[] scores = {1, 2, 3, 4};
    Calibration.Isotonic map =
        Calibrator.isotonic(scores, new int[] {0, 1, 0, 1}, new double[] {1, 1, 3, 1});

    assertThat(map.probability(1)).isCloseTo(1.0 / 6, within(1e-12)); // clipped to 1/(n+2)
    assertThat(map.probability(2)).isCloseTo(0.25, within(1e-12));
    assertThat(map.probability(3)).isCloseTo(0.25, within(1e-12));
    assertThat(map.probability(3.5)).isBetween(0.25, 5.0 / 6);
    assertThat(map.probability(9)).isCloseTo(5.0 / 6, within(1e-12));
  }

  @Test
  void priorShiftIsUndoneByItsReverse() {
    double there = Calibration.shifted(0.3, 0.5, 0.01);

    assertThat(there).isLessThan(0.01);
    assertThat(Calibration.shifted(there, 0.01, 0.5)).isCloseTo(0.3, within(1e-12));
  }

  @Test
  void equalWeightsCountAsAllRowsAndOneGreatOneAsFew() {
    assertThat(Calibrator.effectiveRows(new double[] {2, 2, 2})).isCloseTo(3, within(1e-12));
    assertThat(Calibrator.effectiveRows(new double[] {50, 1, 1})).isLessThan(1.1);
    assertThat(Calibrator.weights(new double[] {0.001, 0.5})).containsExactly(50, 2);
  }
}
