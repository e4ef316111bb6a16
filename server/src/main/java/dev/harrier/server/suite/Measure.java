package dev.harrier.server.suite;

import dev.harrier.learn.metric.Ranking;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Figures of scores against truth, with intervals by bootstrap over groups. */
final class Measure {
  static final int DRAWS = 300;
  private static final int THRESHOLD_DRAWS = 101;
  private static final long SEED = 7;

  private Measure() {}

  /** A figure of some rows; rows may repeat. */
  interface Figure {
    double of(int[] rows);
  }

  /** A value and its 95 % interval. */
  record Interval(double value, double low, double high) {}

  /** The area under the ROC by ranks, ties a half; NaN if a class is absent. */
  static double auroc(double[] score, boolean[] truth, int[] rows) {
    int[] truths = of(truth, rows);
    return single(truths) ? Double.NaN : Ranking.auroc(of(score, rows), truths);
  }

  /** Average precision; NaN if no row is true. */
  static double averagePrecision(double[] score, boolean[] truth, int[] rows) {
    int[] truths = of(truth, rows);
    return single(truths)
        ? (rows.length > 0 && truths[0] == 1 ? 1 : Double.NaN)
        : Ranking.averagePrecision(of(score, rows), truths);
  }

  /** The largest recall of a threshold whose precision reaches a bound; 0 if no row is true. */
  static double recallAt(double precision, double[] score, boolean[] truth, int[] rows) {
    int[] truths = of(truth, rows);
    return single(truths)
        ? (rows.length > 0 && truths[0] == 1 ? 1 : 0)
        : Ranking.recallAtPrecision(of(score, rows), truths, precision);
  }

  private static boolean single(int[] truths) {
    int ones = Arrays.stream(truths).sum();
    return ones == 0 || ones == truths.length;
  }

  private static double[] of(double[] score, int[] rows) {
    return Arrays.stream(rows).mapToDouble(row -> score[row]).toArray();
  }

  private static int[] of(boolean[] truth, int[] rows) {
    return Arrays.stream(rows).map(row -> truth[row] ? 1 : 0).toArray();
  }

  /** The mean over classes of F1. */
  static double macroF1(int[] predicted, int[] truth, int classes, int[] rows) {
    double sum = 0;
    for (int k = 0; k < classes; k++) {
      sum += f1(predicted, truth, k, rows) / classes;
    }
    return sum;
  }

  static double f1(int[] predicted, int[] truth, int k, int[] rows) {
    int both = 0;
    int either = 0;
    for (int row : rows) {
      both += predicted[row] == k && truth[row] == k ? 1 : 0;
      either += (predicted[row] == k ? 1 : 0) + (truth[row] == k ? 1 : 0);
    }
    return either == 0 ? 0 : 2.0 * both / either;
  }

  /**
   * The median, over draws of the rows with replacement, of the threshold of the best macro-F1; a
   * row above it is of the second class. The best threshold of all rows hangs on single ones, and
   * the middle of those as good but for chance leans to the side on which the figure falls slowly.
   */
  static double bestThreshold(double[] score, int[] truth) {
    int[] order = sorted(score, all(score.length));
    SplittableRandom random = new SplittableRandom(SEED);
    double[] thresholds = new double[THRESHOLD_DRAWS];
    int[] times = new int[score.length];
    for (int draw = 0; draw < thresholds.length; draw++) {
      Arrays.fill(times, 0);
      for (int i = 0; i < times.length; i++) {
        times[random.nextInt(times.length)]++;
      }
      thresholds[draw] = best(score, truth, order, times);
    }
    Arrays.sort(thresholds);
    return thresholds.length == 0 ? 0 : thresholds[thresholds.length / 2];
  }

  /** The threshold of the best macro-F1 if each row occurs so many times. */
  private static double best(double[] score, int[] truth, int[] order, int[] times) {
    double[] macro = macros(score, truth, order, times);
    int best = -1;
    for (int i = 0; i < macro.length; i++) {
      best = macro[i] >= 0 && (best < 0 || macro[i] > macro[best]) ? i : best;
    }
    if (best < 0) {
      return Double.NEGATIVE_INFINITY;
    }
    int last = best;
    while (last + 1 < macro.length && (macro[last + 1] < 0 || macro[last + 1] == macro[best])) {
      last++;
    }
    return (between(score, order, best) + between(score, order, last)) / 2;
  }

  private static double between(double[] score, int[] order, int i) {
    double next = i + 1 < order.length ? score[order[i + 1]] : score[order[i]] + 1;
    return (score[order[i]] + next) / 2;
  }

  /** Macro-F1 if all rows up to the i-th are called the first class; −1 among equal scores. */
  private static double[] macros(double[] score, int[] truth, int[] order, int[] times) {
    int positives = 0;
    int all = 0;
    for (int i = 0; i < truth.length; i++) {
      positives += times[i] * truth[i];
      all += times[i];
    }
    int negatives = all - positives;
    int truePositives = positives;
    int predicted = all;
    double[] macro = new double[order.length];
    for (int i = 0; i < order.length; i++) {
      predicted -= times[order[i]];
      truePositives -= times[order[i]] * truth[order[i]];
      boolean tied = i + 1 < order.length && score[order[i + 1]] == score[order[i]];
      int trueNegatives = negatives - (predicted - truePositives);
      macro[i] =
          tied
              ? -1
              : (double) truePositives / Math.max(1, predicted + positives)
                  + (double) trueNegatives / Math.max(1, all - predicted + negatives);
    }
    return macro;
  }

  /** A figure with its interval; rows of one group are drawn together. */
  static Interval interval(Figure figure, int[] rows, String[] group) {
    TreeMap<String, List<Integer>> members = new TreeMap<>();
    for (int row : rows) {
      members.computeIfAbsent(group[row], g -> new ArrayList<>()).add(row);
    }
    List<int[]> groups =
        members.values().stream().map(m -> m.stream().mapToInt(i -> i).toArray()).toList();
    SplittableRandom random = new SplittableRandom(SEED);
    double[] draws = new double[DRAWS];
    for (int i = 0; i < DRAWS; i++) {
      draws[i] = figure.of(drawn(groups, random));
    }
    Arrays.sort(draws);
    return new Interval(
        figure.of(rows), draws[(int) (DRAWS * 0.025)], draws[(int) (DRAWS * 0.975)]);
  }

  /** The same where every row stands for itself. */
  static Interval interval(Figure figure, int[] rows) {
    String[] own = new String[rows.length == 0 ? 0 : Arrays.stream(rows).max().getAsInt() + 1];
    Arrays.setAll(own, i -> String.valueOf(i));
    return interval(figure, rows, own);
  }

  private static int[] drawn(List<int[]> groups, SplittableRandom random) {
    int size = 0;
    int[][] picked = new int[groups.size()][];
    for (int i = 0; i < picked.length; i++) {
      picked[i] = groups.get(random.nextInt(groups.size()));
      size += picked[i].length;
    }
    int[] rows = new int[size];
    int at = 0;
    for (int[] part : picked) {
      System.arraycopy(part, 0, rows, at, part.length);
      at += part.length;
    }
    return rows;
  }

  static int[] all(int n) {
    int[] rows = new int[n];
    Arrays.setAll(rows, i -> i);
    return rows;
  }

  private static int[] sorted(double[] score, int[] rows) {
    long[] keys = new long[rows.length];
    int[] order = new int[rows.length];
    double[] values = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      values[i] = score[rows[i]];
    }
    double[] distinct = values.clone();
    Arrays.sort(distinct);
    for (int i = 0; i < rows.length; i++) {
      keys[i] = ((long) Arrays.binarySearch(distinct, values[i]) << 32) | i;
    }
    Arrays.sort(keys);
    for (int i = 0; i < rows.length; i++) {
      order[i] = rows[(int) keys[i]];
    }
    return order;
  }
}
