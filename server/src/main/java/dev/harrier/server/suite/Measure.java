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
   * The middle of the thresholds whose macro-F1 is within one standard error of the best; a row
   * above it is of the second class. The best itself hangs on single rows where classes are far
   * apart, and lies at the edge of the gap as often as in its middle.
   */
  static double bestThreshold(double[] score, int[] truth) {
    int[] order = sorted(score, all(score.length));
    double[] macro = macros(score, truth, order);
    double best = Arrays.stream(macro).max().orElse(0);
    double least = best - Math.sqrt(best * (1 - best) / Math.max(1, truth.length));
    int first = -1;
    int last = -1;
    for (int i = 0; i < macro.length; i++) {
      if (macro[i] >= least) {
        first = first < 0 ? i : first;
        last = i;
      }
    }
    return first < 0
        ? Double.NEGATIVE_INFINITY
        : (between(score, order, first) + between(score, order, last)) / 2;
  }

  private static double between(double[] score, int[] order, int i) {
    double next = i + 1 < order.length ? score[order[i + 1]] : score[order[i]] + 1;
    return (score[order[i]] + next) / 2;
  }

  /** Macro-F1 if all rows up to the i-th are called the first class; −1 among equal scores. */
  private static double[] macros(double[] score, int[] truth, int[] order) {
    int positives = Arrays.stream(truth).sum();
    int negatives = truth.length - positives;
    int truePositives = positives;
    int predicted = truth.length;
    double[] macro = new double[order.length];
    for (int i = 0; i < order.length; i++) {
      predicted--;
      truePositives -= truth[order[i]];
      boolean tied = i + 1 < order.length && score[order[i + 1]] == score[order[i]];
      int trueNegatives = negatives - (predicted - truePositives);
      macro[i] =
          tied
              ? -1
              : (double) truePositives / Math.max(1, predicted + positives)
                  + (double) trueNegatives / Math.max(1, truth.length - predicted + negatives);
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
