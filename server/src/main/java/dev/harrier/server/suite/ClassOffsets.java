package dev.harrier.server.suite;

import java.util.Arrays;

/**
 * What is added to the margins of more than two classes before the greatest is taken, chosen for
 * macro-F1 on rows that the margins' models did not see: thresholds, class by class.
 */
final class ClassOffsets {
  private static final int STEPS = 40;
  private static final double REACH = 2;
  private static final int SWEEPS = 3;

  private ClassOffsets() {}

  /** Coordinate by coordinate, the middle of the steps as good as the best but for its error. */
  static double[] chosen(double[][] margins, int[] truth, int classes, int[] rows) {
    double unit = deviation(margins, rows);
    double[] offsets = new double[classes];
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      for (int k = 0; k < classes; k++) {
        offsets[k] = middle(margins, truth, rows, offsets, k, unit);
      }
    }
    return offsets;
  }

  private static double middle(
      double[][] margins, int[] truth, int[] rows, double[] offsets, int k, double unit) {
    double[] tried = offsets.clone();
    double[] figure = new double[2 * STEPS + 1];
    int[] predicted = new int[truth.length];
    int best = STEPS;
    for (int i = 0; i < figure.length; i++) {
      tried[k] = offset(i, unit);
      for (int row : rows) {
        predicted[row] = called(margins[row], tried);
      }
      figure[i] = Measure.macroF1(predicted, truth, offsets.length, rows);
      best = figure[i] > figure[best] ? i : best;
    }
    double least = figure[best] - TOLERANCE;
    int first = best;
    int last = best;
    while (first > 0 && figure[first - 1] >= least) {
      first--;
    }
    while (last + 1 < figure.length && figure[last + 1] >= least) {
      last++;
    }
    return (offset(first, unit) + offset(last, unit)) / 2;
  }

  /** Steps whose macro-F1 differs by less are alike. */
  private static final double TOLERANCE = 0.0005;

  private static double offset(int step, double unit) {
    return unit * REACH * (step - STEPS) / STEPS;
  }

  private static double deviation(double[][] margins, int[] rows) {
    double[] all =
        Arrays.stream(rows).boxed().flatMapToDouble(r -> Arrays.stream(margins[r])).toArray();
    double mean = Arrays.stream(all).average().orElse(0);
    return Math.sqrt(Arrays.stream(all).map(m -> (m - mean) * (m - mean)).average().orElse(1));
  }

  /** The class of the greatest margin with its offset. */
  static int called(double[] margins, double[] offsets) {
    int best = 0;
    for (int i = 1; i < margins.length; i++) {
      best = margins[i] + offsets[i] > margins[best] + offsets[best] ? i : best;
    }
    return best;
  }
}
