package dev.harrier.server.recipe;

import dev.harrier.learn.linear.LinearModel;
import dev.harrier.learn.linear.LogisticTrainer;
import dev.harrier.learn.linear.SparseRow;
import java.util.Arrays;
import java.util.List;

/**
 * A sum of step functions, one a feature: logistic regression on the feature's quantile bins,
 * absent values in a bin of their own. What each feature adds can be read off; no feature acts
 * through another.
 */
public final class AdditiveModel {
  private static final int BINS = 24;
  private static final int CELLS = BINS + 1;
  private static final LogisticTrainer TRAINER = new LogisticTrainer(0.5, true, 200, 1e-5);

  private final float[][] cuts;
  private final LinearModel model;

  private AdditiveModel(float[][] cuts, LinearModel model) {
    this.cuts = cuts;
    this.model = model;
  }

  /** Fits cuts and steps to rows of features, NaN where absent. */
  public static AdditiveModel fit(List<float[]> rows, int[] truth) {
    int n = rows.getFirst().length;
    float[][] cuts = new float[n][];
    for (int j = 0; j < n; j++) {
      cuts[j] = cuts(rows, j);
    }
    List<SparseRow> binned = rows.stream().map(row -> binned(row, cuts)).toList();
    return new AdditiveModel(cuts, TRAINER.fit(binned, truth, 2, n * CELLS));
  }

  private static float[] cuts(List<float[]> rows, int j) {
    float[] sorted = new float[rows.size()];
    int known = 0;
    for (float[] row : rows) {
      if (!Float.isNaN(row[j])) {
        sorted[known++] = row[j];
      }
    }
    Arrays.sort(sorted, 0, known);
    float[] cuts = new float[BINS - 1];
    int kept = 0;
    for (int i = 1; i < BINS && known > 0; i++) {
      float cut = sorted[(int) ((long) i * known / BINS)];
      if (cut > sorted[0] && (kept == 0 || cut > cuts[kept - 1])) {
        cuts[kept++] = cut;
      }
    }
    return Arrays.copyOf(cuts, kept);
  }

  private static SparseRow binned(float[] row, float[][] cuts) {
    int[] index = new int[row.length];
    float[] value = new float[row.length];
    for (int j = 0; j < row.length; j++) {
      index[j] = j * CELLS + bin(row[j], cuts[j]);
      value[j] = 1;
    }
    return new SparseRow(index, value);
  }

  private static int bin(float value, float[] cuts) {
    if (Float.isNaN(value)) {
      return BINS;
    }
    int found = Arrays.binarySearch(cuts, value);
    return found >= 0 ? found + 1 : -found - 1;
  }

  /** The log-odds of a row. */
  public double margin(float[] row) {
    return model.margin(binned(row, cuts));
  }
}
