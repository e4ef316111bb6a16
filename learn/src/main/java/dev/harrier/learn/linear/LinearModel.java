package dev.harrier.learn.linear;

/**
 * A weight per column and class, and a bias per class. Two classes have one set of weights, of the
 * second class's log-odds.
 *
 * @param weights by class, then by column; not to be written to
 * @param bias by class
 */
public record LinearModel(float[][] weights, double[] bias) {
  /** The log-odds of the second class, or the margin of each class where there are more. */
  public double[] margins(SparseRow row) {
    double[] margins = bias.clone();
    for (int c = 0; c < margins.length; c++) {
      margins[c] += dot(weights[c], row);
    }
    return margins;
  }

  /** The log-odds of the second of two classes. */
  public double margin(SparseRow row) {
    return bias[0] + dot(weights[0], row);
  }

  private static double dot(float[] weights, SparseRow row) {
    double sum = 0;
    int[] index = row.index();
    float[] value = row.value();
    for (int i = 0; i < index.length; i++) {
      if (index[i] < weights.length) {
        sum += (double) weights[index[i]] * value[i];
      }
    }
    return sum;
  }
}
