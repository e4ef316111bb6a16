package dev.harrier.learn.calibrate;

import java.util.Arrays;

/** A map from scores (log-odds or any ascending measure) to probabilities; never descending. */
public sealed interface Calibration {
  /** The probability that belongs to a score, strictly between 0 and 1. */
  double probability(double score);

  /** {@code σ(a · score + b)} (Platt, 1999), {@code a ≥ 0}. */
  record Platt(double a, double b) implements Calibration {
    @Override
    public double probability(double score) {
      return 1 / (1 + StrictMath.exp(-(a * score + b)));
    }
  }

  /**
   * Straight lines between knots, flat beyond the ends.
   *
   * @param scores ascending; owned by this record
   * @param probabilities never descending; owned by this record
   */
  record Isotonic(double[] scores, double[] probabilities) implements Calibration {
    @Override
    public double probability(double score) {
      int at = Arrays.binarySearch(scores, score);
      if (at >= 0) {
        return probabilities[at];
      }
      int next = -at - 1;
      if (next == 0 || next == scores.length) {
        return probabilities[next == 0 ? 0 : next - 1];
      }
      double share = (score - scores[next - 1]) / (scores[next] - scores[next - 1]);
      return probabilities[next - 1] + share * (probabilities[next] - probabilities[next - 1]);
    }
  }

  /**
   * The probability where ones are a share {@code now} instead of {@code then} (Elkan, IJCAI 2001,
   * theorem 2): {@code p(π'/π) / (p π'/π + (1−p)(1−π')/(1−π))}.
   */
  static double shifted(double p, double then, double now) {
    double one = p * now / then;
    double zero = (1 - p) * (1 - now) / (1 - then);
    return one / (one + zero);
  }
}
