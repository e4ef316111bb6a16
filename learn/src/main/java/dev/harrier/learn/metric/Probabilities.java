package dev.harrier.learn.metric;

import dev.harrier.learn.data.Seeded;

/** Measures of probabilities. */
public final class Probabilities {
  private static final int BINS = 15;

  private Probabilities() {}

  /** Mean squared error (Brier, 1950). */
  public static double brier(double[] probabilities, int[] truths) {
    double sum = 0;
    for (int i = 0; i < truths.length; i++) {
      double off = probabilities[i] - truths[i];
      sum += off * off;
    }
    return sum / truths.length;
  }

  /** Mean log-loss in nats; probabilities are kept 1e-12 away from 0 and 1. */
  public static double logLoss(double[] probabilities, int[] truths) {
    double sum = 0;
    for (int i = 0; i < truths.length; i++) {
      double p = truths[i] == 1 ? probabilities[i] : 1 - probabilities[i];
      sum -= StrictMath.log(Math.max(1e-12, p));
    }
    return sum / truths.length;
  }

  /**
   * Expected calibration error over 15 bins of equal mass (Naeini, Cooper and Hauskrecht, AAAI
   * 2015, with bins after Nguyen and O'Connor, 2015): Σ share × |mean probability − share of ones|.
   */
  public static double ece(double[] probabilities, int[] truths) {
    return ece(probabilities, truths, Ranking.ascending(probabilities));
  }

  private static double ece(double[] probabilities, int[] truths, int[] order) {
    double sum = 0;
    for (int b = 0; b < BINS; b++) {
      int from = (int) ((long) order.length * b / BINS);
      int to = (int) ((long) order.length * (b + 1) / BINS);
      double off = 0;
      for (int i = from; i < to; i++) {
        off += probabilities[order[i]] - truths[order[i]];
      }
      sum += Math.abs(off);
    }
    return sum / order.length;
  }

  /**
   * What {@link #ece} would be if the probabilities were true: the mean over 100 draws of truths
   * from them. ECE is biased upwards where rows are few; print this beside it.
   */
  public static double eceIfPerfect(double[] probabilities, long seed) {
    int[] order = Ranking.ascending(probabilities);
    int[] drawn = new int[probabilities.length];
    double sum = 0;
    for (int r = 0; r < 100; r++) {
      Seeded random = Seeded.of(seed, r);
      for (int i = 0; i < drawn.length; i++) {
        drawn[i] = random.nextDouble() < probabilities[i] ? 1 : 0;
      }
      sum += ece(probabilities, drawn, order);
    }
    return sum / 100;
  }
}
