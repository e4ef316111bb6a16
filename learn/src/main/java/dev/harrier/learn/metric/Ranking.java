package dev.harrier.learn.metric;

import dev.harrier.learn.data.DataException;
import java.util.Arrays;

/** Measures of the order of scores; equal scores are one step, never an order of their own. */
public final class Ranking {
  private Ranking() {}

  /**
   * Area under the ROC curve by ranks, ties one half (Mann and Whitney, 1947; Hanley and McNeil,
   * 1982).
   *
   * @param truths 0 or 1
   * @throws DataException if only one class occurs
   */
  public static double auroc(double[] scores, int[] truths) {
    int[] order = ascending(scores);
    double ranks = 0;
    long ones = 0;
    for (int i = 0; i < order.length; ) {
      int end = i;
      long here = 0;
      while (end < order.length && scores[order[end]] == scores[order[i]]) {
        here += truths[order[end++]];
      }
      ranks += here * ((i + 1 + end) / 2.0);
      ones += here;
      i = end;
    }
    long zeros = order.length - ones;
    both(ones, zeros);
    return (ranks - ones * (ones + 1) / 2.0) / ((double) ones * zeros);
  }

  /**
   * Average precision: Σ (recall step) × precision at the step, without interpolation (Buckley and
   * Voorhees, 2000).
   */
  public static double averagePrecision(double[] scores, int[] truths) {
    double sum = 0;
    long before = 0;
    for (Step step : steps(scores, truths)) {
      sum += (step.hits - before) * step.precision();
      before = step.hits;
    }
    return sum / before;
  }

  /** The largest recall of a threshold whose precision is at least the given one; 0 if none. */
  public static double recallAtPrecision(double[] scores, int[] truths, double precision) {
    Step[] steps = steps(scores, truths);
    double recall = 0;
    for (Step step : steps) {
      if (step.precision() >= precision) {
        recall = step.hits / (double) steps[steps.length - 1].hits;
      }
    }
    return recall;
  }

  /** The same where the lower end of Wilson's 95 % interval of the precision must reach it. */
  public static double recallAtSurePrecision(double[] scores, int[] truths, double precision) {
    Step[] steps = steps(scores, truths);
    double recall = 0;
    for (Step step : steps) {
      if (Intervals.wilson(step.hits, step.flagged).low() >= precision) {
        recall = step.hits / (double) steps[steps.length - 1].hits;
      }
    }
    return recall;
  }

  /** F1 of both classes, averaged, if {@code score ≥ threshold} is called 1. */
  public static double macroF1(double[] scores, int[] truths, double threshold) {
    long hits = 0;
    long flagged = 0;
    long ones = 0;
    for (int i = 0; i < scores.length; i++) {
      boolean called = scores[i] >= threshold;
      flagged += called ? 1 : 0;
      ones += truths[i];
      hits += called ? truths[i] : 0;
    }
    return macroF1(hits, flagged, ones, scores.length);
  }

  static double macroF1(long hits, long flagged, long ones, long all) {
    long misses = all - flagged - (ones - hits);
    return (f1(hits, flagged, ones) + f1(misses, all - flagged, all - ones)) / 2;
  }

  private static double f1(long hits, long called, long real) {
    return called + real == 0 ? 0 : 2.0 * hits / (called + real);
  }

  /**
   * The threshold with the greatest macro-F1, to be chosen on training folds only; midway between
   * two scores, the greater of equals.
   */
  public static double bestThreshold(double[] scores, int[] truths) {
    Step[] steps = steps(scores, truths);
    long ones = steps[steps.length - 1].hits;
    double best = -1;
    double threshold = Double.POSITIVE_INFINITY;
    for (int i = 0; i < steps.length; i++) {
      double f1 = macroF1(steps[i].hits, steps[i].flagged, ones, scores.length);
      if (f1 > best) {
        best = f1;
        threshold =
            i + 1 < steps.length
                ? (steps[i].threshold + steps[i + 1].threshold) / 2
                : steps[i].threshold;
      }
    }
    return threshold;
  }

  /**
   * What calling everything from a threshold upwards would find.
   *
   * @param threshold lowest score called 1
   * @param hits ones among the flagged
   * @param flagged rows with this score or more
   */
  public record Step(double threshold, long hits, long flagged) {
    /** Share of ones among the flagged. */
    public double precision() {
      return hits / (double) flagged;
    }
  }

  /** One step for each distinct score, from the highest down. */
  public static Step[] steps(double[] scores, int[] truths) {
    int[] order = ascending(scores);
    Step[] steps = new Step[order.length];
    int count = 0;
    long hits = 0;
    for (int i = order.length - 1; i >= 0; i--) {
      hits += truths[order[i]];
      if (i == 0 || scores[order[i - 1]] != scores[order[i]]) {
        steps[count++] = new Step(scores[order[i]], hits, order.length - i);
      }
    }
    both(hits, order.length - hits);
    return Arrays.copyOf(steps, count);
  }

  /** Mean of 1/rank of the first right answer, ranks from 1, 0 = not found (MRR). */
  public static double meanReciprocalRank(int[] ranks) {
    double sum = 0;
    for (int rank : ranks) {
      sum += rank > 0 ? 1.0 / rank : 0;
    }
    return sum / ranks.length;
  }

  /** Share of queries whose first right answer has rank ≤ k. */
  public static double hitAt(int[] ranks, int k) {
    int hits = 0;
    for (int rank : ranks) {
      hits += rank > 0 && rank <= k ? 1 : 0;
    }
    return hits / (double) ranks.length;
  }

  /**
   * Average precision of one ranked list, cut after k (Manning, Raghavan and Schütze, 2008, §8.4,
   * divided by {@code min(k, relevant)}); MAP@k is its mean over queries.
   *
   * @param right whether the answer at each rank is right, best first
   * @param relevant how many right answers exist
   */
  public static double averagePrecisionAt(boolean[] right, int relevant, int k) {
    double sum = 0;
    int hits = 0;
    for (int i = 0; i < Math.min(k, right.length); i++) {
      if (right[i]) {
        sum += ++hits / (i + 1.0);
      }
    }
    return relevant == 0 ? 0 : sum / Math.min(k, relevant);
  }

  static int[] ascending(double[] scores) {
    for (int i = 0; i < scores.length; i++) {
      if (Double.isNaN(scores[i])) {
        throw new DataException("score " + i + " is not a number, expected one");
      }
    }
    // Sorted as numbers, not as objects: bootstraps do it a thousand times. Equal scores find the
    // same place among the sorted ones, so that they keep their order.
    double[] sorted = scores.clone();
    Arrays.sort(sorted);
    long[] keys = new long[scores.length];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = (long) Arrays.binarySearch(sorted, scores[i]) << 32 | i;
    }
    Arrays.sort(keys);
    int[] order = new int[keys.length];
    for (int i = 0; i < order.length; i++) {
      order[i] = (int) keys[i];
    }
    return order;
  }

  private static void both(long ones, long zeros) {
    if (ones == 0 || zeros == 0) {
      throw new DataException(
          ones + " truths are 1 and " + zeros + " are 0, expected at least one of each");
    }
  }
}
