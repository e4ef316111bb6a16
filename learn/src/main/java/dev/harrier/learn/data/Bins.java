package dev.harrier.learn.data;

import java.util.Arrays;

/**
 * Cuts of each column: bin {@code b} holds {@code cut[b−1] ≤ x < cut[b]}, absent values have bin
 * {@link #ABSENT}.
 *
 * <p>A column with at most 255 distinct values gets a cut between each two; others get weighted
 * quantiles (a value's rank is the weight of all smaller ones: Chen and Guestrin, KDD 2016, §3.3,
 * eq. 8, computed exactly instead of by sketch, since the column is in memory). A cut is the middle
 * of the two values it parts, so that a score does not hang on which training row was nearest.
 *
 * @param cuts ascending cuts of each column, at most 254; owned by this record
 */
public record Bins(float[][] cuts) {
  /** Bins of present values. */
  public static final int MAX = 255;

  /** The bin of an absent value. */
  public static final int ABSENT = 255;

  /** Measures a frame; O(rows log rows) a column. */
  public static Bins of(Frame frame) {
    float[][] cuts = new float[frame.width()][];
    float[] weights = frame.weights();
    for (int column = 0; column < cuts.length; column++) {
      cuts[column] = cuts(frame.column(column), weights);
    }
    return new Bins(cuts);
  }

  /** The bin of a value in a column, 0..255. */
  public int bin(int column, float value) {
    if (Float.isNaN(value)) {
      return ABSENT;
    }
    float[] cut = cuts[column];
    int low = 0;
    int high = cut.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (value < cut[middle]) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /** How many bins of present values a column has. */
  public int count(int column) {
    return cuts[column].length + 1;
  }

  static float[] cuts(float[] values, float[] weights) {
    long[] keyed = new long[values.length];
    int present = 0;
    for (int i = 0; i < values.length; i++) {
      if (!Float.isNaN(values[i])) {
        keyed[present++] = ((long) ordered(values[i] + 0f) << 32) | i;
      }
    }
    Arrays.sort(keyed, 0, present);
    float[] distinct = new float[present];
    double[] mass = new double[present];
    int count = 0;
    for (int i = 0; i < present; i++) {
      int row = (int) keyed[i];
      float value = values[row] + 0f;
      if (count == 0 || distinct[count - 1] != value) {
        distinct[count++] = value;
      }
      mass[count - 1] += weights[row];
    }
    return count <= MAX ? between(distinct, count) : quantiles(distinct, mass, count);
  }

  /** An int that sorts as the float does. */
  private static int ordered(float value) {
    int bits = Float.floatToRawIntBits(value);
    return bits < 0 ? bits ^ 0x7fffffff : bits;
  }

  private static float[] between(float[] distinct, int count) {
    float[] cuts = new float[Math.max(0, count - 1)];
    for (int i = 0; i < cuts.length; i++) {
      cuts[i] = middle(distinct[i], distinct[i + 1]);
    }
    return cuts;
  }

  /**
   * Greedy: a bin ends where it holds its share of what is left, so a frequent value stays alone.
   */
  private static float[] quantiles(float[] distinct, double[] mass, int count) {
    double left = 0;
    for (int i = 0; i < count; i++) {
      left += mass[i];
    }
    float[] cuts = new float[MAX - 1];
    int made = 0;
    double held = 0;
    for (int i = 0; i < count - 1 && made < MAX - 1; i++) {
      double share = left / (MAX - made);
      held += mass[i];
      if (held + mass[i + 1] / 2 > share) {
        cuts[made++] = middle(distinct[i], distinct[i + 1]);
        left -= held;
        held = 0;
      }
    }
    return Arrays.copyOf(cuts, made);
  }

  /** A float m with a &lt; m ≤ b. */
  private static float middle(float a, float b) {
    float middle = (float) (((double) a + b) / 2);
    return middle > a ? middle : b;
  }
}
