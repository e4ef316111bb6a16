package dev.harrier.learn.linear;

import dev.harrier.learn.data.Seeded;

/**
 * Logistic regression of two classes by coordinate steps in its dual (Yu, Huang and Lin, Machine
 * Learning 85, 2011, algorithm 5): one row after another, in an order drawn anew each pass.
 *
 * <p>For sparse rows and more columns than rows it needs a tenth of the time of {@link Lbfgs},
 * whose vectors are as long as there are columns. The bias is a column like others, of a value so
 * large that its penalty hardly counts.
 */
final class DualAscent {
  private static final double BIAS_VALUE = 3;
  private static final double STEP_BACK = 0.1;
  private static final double INNER_LEAST = 1e-8;
  private static final int INNER_MOST = 100;

  private final SparseMatrix matrix;
  private final int[] truth;
  private final double[] bound;
  private final double[] alpha;
  private final double[] square;
  private final double[] weights;
  private double inner = 1e-2;

  /**
   * @param bound how much each row's loss weighs against half the squared weights
   */
  private DualAscent(SparseMatrix matrix, int[] truth, double[] bound) {
    this.matrix = matrix;
    this.truth = truth;
    this.bound = bound;
    this.alpha = new double[truth.length];
    this.square = new double[truth.length];
    this.weights = new double[matrix.original().length + 1];
    for (int i = 0; i < truth.length; i++) {
      alpha[i] = Math.min(0.001 * bound[i], 1e-8);
      square[i] = BIAS_VALUE * BIAS_VALUE;
      for (int k = matrix.start()[i]; k < matrix.start()[i + 1]; k++) {
        square[i] += (double) matrix.value()[k] * matrix.value()[k];
      }
      add(i, alpha[i]);
    }
  }

  /** The weights of the columns, then the bias. */
  static double[] solve(
      SparseMatrix matrix, int[] truth, double[] bound, double tolerance, int passes, long seed) {
    DualAscent ascent = new DualAscent(matrix, truth, bound);
    for (int pass = 0; pass < passes; pass++) {
      if (ascent.pass(Seeded.of(seed, pass).permutation(truth.length)) <= tolerance) {
        break;
      }
    }
    double[] solved = ascent.weights.clone();
    solved[solved.length - 1] *= BIAS_VALUE;
    return solved;
  }

  /** One step of every row; the largest slope of the dual that was met. */
  private double pass(int[] order) {
    double largest = 0;
    int steps = 0;
    for (int i : order) {
      double before = alpha[i];
      double margin = margin(i);
      double slope = slope(i, before, before, margin);
      largest = Math.max(largest, Math.abs(slope));
      if (Math.abs(slope) >= inner) {
        alpha[i] = root(i, before, margin);
        add(i, alpha[i] - before);
        steps++;
      }
    }
    if (steps <= order.length / 10) {
      inner = Math.max(INNER_LEAST, inner * 0.1);
    }
    return largest;
  }

  /** Derivative of the dual by a row's part, at {@code z}, with the other rows as they are. */
  private double slope(int i, double z, double before, double margin) {
    return square[i] * (z - before) + margin + Math.log(z / (bound[i] - z));
  }

  /**
   * Where that derivative is zero, by Newton's steps from the end of the interval on whose side the
   * root lies, which come to it monotonically.
   */
  private double root(int i, double before, double margin) {
    double c = bound[i];
    boolean low = square[i] * (c / 2 - before) + margin > 0;
    double sign = low ? 1 : -1;
    double old = low ? before : c - before;
    double z = c - old < c / 2 ? STEP_BACK * old : old;
    for (int n = 0; n < INNER_MOST; n++) {
      double slope = square[i] * (z - old) + sign * margin + Math.log(z / (c - z));
      if (Math.abs(slope) < inner) {
        break;
      }
      double next = z - slope / (square[i] + c / (c - z) / z);
      z = next <= 0 ? z * STEP_BACK : next;
    }
    double end = Math.clamp(z, 1e-14 * c, c * (1 - 1e-14));
    return low ? end : c - end;
  }

  /** The row's margin, towards its own class. */
  private double margin(int i) {
    double sum = weights[weights.length - 1] * BIAS_VALUE;
    int[] column = matrix.column();
    float[] value = matrix.value();
    int end = matrix.start()[i + 1];
    for (int k = matrix.start()[i]; k < end; k++) {
      sum += weights[column[k]] * value[k];
    }
    return truth[i] == 1 ? sum : -sum;
  }

  private void add(int i, double step) {
    double signed = truth[i] == 1 ? step : -step;
    weights[weights.length - 1] += signed * BIAS_VALUE;
    int[] column = matrix.column();
    float[] value = matrix.value();
    int end = matrix.start()[i + 1];
    for (int k = matrix.start()[i]; k < end; k++) {
      weights[column[k]] += signed * value[k];
    }
  }
}
