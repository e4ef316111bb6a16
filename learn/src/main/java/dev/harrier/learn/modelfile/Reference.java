package dev.harrier.learn.modelfile;

import java.util.Arrays;

/**
 * Where the values of an input, or the scores, lay in training: what drift is measured against.
 *
 * @param input name of a number feature, or {@link #SCORE}
 * @param edges ascending, none twice: the deciles of what was present
 * @param shares of all rows: at or below the first edge, at or below each next one, above the last,
 *     absent; two more than edges. They add up to 1. Owned by this record, as are the edges
 */
public record Reference(String input, double[] edges, double[] shares) {
  /** Stands for the scores of held-out rows. */
  public static final String SCORE = "(score)";

  private static final int PARTS = 10;

  public Reference {
    if (shares.length != edges.length + 2) {
      throw new dev.harrier.learn.data.DataException(
          shares.length + " shares of `" + input + "`, expected " + (edges.length + 2));
    }
  }

  /** Measures values, absent = NaN; O(n log n). */
  public static Reference of(String input, double[] values) {
    double[] sorted =
        Arrays.stream(values).filter(value -> !Double.isNaN(value)).sorted().toArray();
    double[] edges = new double[PARTS - 1];
    int count = 0;
    for (int i = 1; i < PARTS && sorted.length > 0; i++) {
      double edge = sorted[(int) ((long) i * (sorted.length - 1) / PARTS)];
      if (count == 0 || edge > edges[count - 1]) {
        edges[count++] = edge;
      }
    }
    edges = Arrays.copyOf(edges, count);
    double[] shares = new double[count + 2];
    for (double value : values) {
      shares[bin(edges, value)] += 1.0 / values.length;
    }
    return new Reference(input, edges, shares);
  }

  /** The same of floats. */
  public static Reference of(String input, float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    return of(input, wide);
  }

  /** Place of a value among the shares. */
  public int bin(double value) {
    return bin(edges, value);
  }

  private static int bin(double[] edges, double value) {
    if (Double.isNaN(value)) {
      return edges.length + 1;
    }
    int bin = 0;
    while (bin < edges.length && value > edges[bin]) {
      bin++;
    }
    return bin;
  }

  /**
   * The population stability index {@code Σ (q − p) ln(q/p)} of rows counted by bin, each with half
   * a row added so that an empty bin is not infinite.
   */
  public double psi(long[] counts) {
    long rows = Arrays.stream(counts).sum();
    double sum = 0;
    for (int i = 0; i < shares.length; i++) {
      double p = (shares[i] * rows + .5) / (rows + .5 * shares.length);
      double q = (counts[i] + .5) / (rows + .5 * shares.length);
      sum += (q - p) * Math.log(q / p);
    }
    return sum;
  }
}
