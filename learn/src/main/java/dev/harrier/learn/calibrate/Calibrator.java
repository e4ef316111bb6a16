package dev.harrier.learn.calibrate;

import dev.harrier.learn.data.DataException;
import java.util.Arrays;
import java.util.Comparator;

/** Fits maps on scores of rows that the model did not learn from. */
public final class Calibrator {
  /** Truths below which Platt's two parameters are all that can be fitted. */
  public static final int ISOTONIC_ROWS = 1_000;

  /** The most that one reviewed row may stand for. */
  public static final double WEIGHT_MAX = 50;

  private static final int NEWTON_STEPS = 100;

  private Calibrator() {}

  /** Isotonic from {@link #ISOTONIC_ROWS} truths on, else Platt. */
  public static Calibration fit(double[] scores, int[] truths, double[] weights) {
    return scores.length >= ISOTONIC_ROWS
        ? isotonic(scores, truths, weights)
        : platt(scores, truths, weights);
  }

  /** Weights {@code 1/propensity} of reviewed rows, at most {@link #WEIGHT_MAX}. */
  public static double[] weights(double[] propensities) {
    return Arrays.stream(propensities).map(p -> Math.min(WEIGHT_MAX, 1 / p)).toArray();
  }

  /** Effective number of rows {@code (Σw)²/Σw²} (Kish, 1965). */
  public static double effectiveRows(double[] weights) {
    double sum = Arrays.stream(weights).sum();
    return sum * sum / Arrays.stream(weights).map(w -> w * w).sum();
  }

  /**
   * Logistic map with smoothed targets {@code (N₊+1)/(N₊+2)} and {@code 1/(N₋+2)} (Platt, 1999,
   * §2.2), by Newton steps with halving (Lin, Lin and Weng, 2007).
   */
  public static Calibration.Platt platt(double[] scores, int[] truths, double[] weights) {
    double ones = 0;
    for (int truth : truths) {
      ones += truth;
    }
    double zeros = truths.length - ones;
    both(ones, zeros);
    double high = (ones + 1) / (ones + 2);
    double low = 1 / (zeros + 2);
    double a = 0;
    double b = StrictMath.log((ones + 1) / (zeros + 1));
    double loss = loss(scores, truths, weights, a, b, high, low);
    for (int step = 0; step < NEWTON_STEPS; step++) {
      double[] move = newton(scores, truths, weights, a, b, high, low);
      double size = 1;
      double better = loss;
      while (size > 1e-10) {
        better = loss(scores, truths, weights, a + size * move[0], b + size * move[1], high, low);
        if (better < loss) {
          break;
        }
        size /= 2;
      }
      if (!(better < loss - 1e-12)) {
        break;
      }
      a += size * move[0];
      b += size * move[1];
      loss = better;
    }
    return new Calibration.Platt(Math.max(0, a), b);
  }

  private static double[] newton(
      double[] s, int[] t, double[] w, double a, double b, double high, double low) {
    double ga = 0;
    double gb = 0;
    double aa = 1e-12;
    double ab = 0;
    double bb = 1e-12;
    for (int i = 0; i < s.length; i++) {
      double p = 1 / (1 + StrictMath.exp(-(a * s[i] + b)));
      double off = w[i] * (p - (t[i] == 1 ? high : low));
      double h = w[i] * p * (1 - p);
      ga += off * s[i];
      gb += off;
      aa += h * s[i] * s[i];
      ab += h * s[i];
      bb += h;
    }
    double det = aa * bb - ab * ab;
    if (!(det > 0)) {
      return new double[] {-ga, -gb};
    }
    return new double[] {-(bb * ga - ab * gb) / det, -(aa * gb - ab * ga) / det};
  }

  private static double loss(
      double[] s, int[] t, double[] w, double a, double b, double high, double low) {
    double sum = 0;
    for (int i = 0; i < s.length; i++) {
      double z = a * s[i] + b;
      double target = t[i] == 1 ? high : low;
      double softplus = Math.max(0, z) + StrictMath.log1p(StrictMath.exp(-Math.abs(z)));
      sum += w[i] * (softplus - target * z);
    }
    return sum;
  }

  /**
   * Isotonic regression by pooling adjacent violators (Ayer et al., 1955; Zadrozny and Elkan, KDD
   * 2002), equal scores pooled first, kept within {@code 1/(n+2)} of 0 and 1.
   */
  public static Calibration.Isotonic isotonic(double[] scores, int[] truths, double[] weights) {
    Integer[] order = new Integer[scores.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> scores[i]));
    double[] weight = new double[order.length];
    double[] sum = new double[order.length];
    double[] first = new double[order.length];
    double[] last = new double[order.length];
    int blocks = 0;
    for (int row : order) {
      boolean same = blocks > 0 && last[blocks - 1] == scores[row];
      int at = same ? blocks - 1 : blocks++;
      if (!same) {
        weight[at] = 0;
        sum[at] = 0;
        first[at] = scores[row];
      }
      last[at] = scores[row];
      weight[at] += weights[row];
      sum[at] += weights[row] * truths[row];
    }
    blocks = pool(weight, sum, first, last, blocks);
    return knots(weight, sum, first, last, blocks, 1.0 / (scores.length + 2));
  }

  private static int pool(
      double[] weight, double[] sum, double[] first, double[] last, int blocks) {
    int made = 0;
    for (int b = 0; b < blocks; b++) {
      weight[made] = weight[b];
      sum[made] = sum[b];
      first[made] = first[b];
      last[made] = last[b];
      made++;
      while (made > 1 && sum[made - 2] * weight[made - 1] >= sum[made - 1] * weight[made - 2]) {
        made--;
        weight[made - 1] += weight[made];
        sum[made - 1] += sum[made];
        last[made - 1] = last[made];
      }
    }
    return made;
  }

  private static Calibration.Isotonic knots(
      double[] weight, double[] sum, double[] first, double[] last, int blocks, double clip) {
    double[] x = new double[2 * blocks];
    double[] y = new double[2 * blocks];
    int count = 0;
    for (int b = 0; b < blocks; b++) {
      double p = weight[b] == 0 ? 0.5 : sum[b] / weight[b];
      double clipped = Math.max(clip, Math.min(1 - clip, p));
      x[count] = first[b];
      y[count++] = clipped;
      if (last[b] > first[b]) {
        x[count] = last[b];
        y[count++] = clipped;
      }
    }
    return new Calibration.Isotonic(Arrays.copyOf(x, count), Arrays.copyOf(y, count));
  }

  private static void both(double ones, double zeros) {
    if (ones == 0 || zeros == 0) {
      throw new DataException(
          (long) ones + " truths are 1 and " + (long) zeros + " are 0, expected some of each");
    }
  }
}
