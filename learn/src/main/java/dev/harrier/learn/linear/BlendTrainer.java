package dev.harrier.learn.linear;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Three linear views of the same columns, pooled: logistic regression, logistic regression over
 * columns weighed by how much more often they occur in a class than elsewhere (Wang and Manning,
 * ACL 2012), and naive Bayes of the words.
 *
 * <p>They err apart: the first fits best, the second hears rare and telling columns, the third
 * keeps to frequencies and so carries furthest to texts of another source. Each view's log-odds are
 * put to scale on a quarter of the rows that it did not see (Platt's line), so that a view that
 * knows little counts little; their mean is the logarithmic opinion pool. All are linear in the
 * columns, and so is the pool: a model of no greater size or cost. Of more than two classes each
 * has a pool against all others.
 *
 * @param plain fits the columns as they are
 * @param ratio fits the columns times their log-count ratios
 * @param smoothing of naive Bayes: what each column has of each class unseen
 */
public record BlendTrainer(LogisticTrainer plain, LogisticTrainer ratio, double smoothing) {
  private static final int QUARTER = 4;

  /** What the project uses for texts. */
  public static final BlendTrainer STANDARD =
      new BlendTrainer(
          LogisticTrainer.STANDARD,
          new LogisticTrainer(
              0.5, true, LogisticTrainer.STANDARD.rounds(), LogisticTrainer.STANDARD.tolerance()),
          0.3);

  /** Which columns count as what: counts first, words in their first half, then other numbers. */
  private record Layout(int counted, int columns) {
    boolean isCount(int column) {
      return column < counted;
    }

    boolean isWord(int column) {
      return column < counted / 2;
    }
  }

  /**
   * Fits a model.
   *
   * @param truth the class of each row, 0 to classes − 1
   * @param counted the columns below are counts and have ratios, the first half of them words; the
   *     others are taken as they are
   * @param columns how many columns the model has
   * @throws IllegalArgumentException if a class has no row
   */
  public LinearModel fit(List<SparseRow> rows, int[] truth, int classes, int counted, int columns) {
    SparseMatrix matrix = SparseMatrix.of(rows, columns);
    Layout layout = new Layout(counted, columns);
    if (classes == 2) {
      return against(matrix, truth, 1, layout);
    }
    float[][] weights = new float[classes][];
    double[] bias = new double[classes];
    for (int k = 0; k < classes; k++) {
      LinearModel one = against(matrix, truth, k, layout);
      weights[k] = one.weights()[0];
      bias[k] = one.bias()[0];
    }
    return new LinearModel(weights, bias);
  }

  private LinearModel against(SparseMatrix matrix, int[] truth, int own, Layout layout) {
    int[] member = Arrays.stream(truth).map(k -> k == own ? 1 : 0).toArray();
    double[][] lines = lines(matrix, member, layout);
    double[][] views = views(matrix, member, layout);
    int width = matrix.original().length;
    double[] pooled = new double[width + 1];
    for (int v = 0; v < views.length; v++) {
      for (int j = 0; j <= width; j++) {
        pooled[j] += lines[v][0] * views[v][j] / views.length;
      }
      pooled[width] += lines[v][1] / views.length;
    }
    float[][] weights = new float[1][layout.columns()];
    for (int j = 0; j < width; j++) {
      weights[0][matrix.original()[j]] = (float) pooled[j];
    }
    return new LinearModel(weights, new double[] {pooled[width]});
  }

  private double[][] views(SparseMatrix matrix, int[] member, Layout layout) {
    int[] original = matrix.original();
    double[] ratios = matrix.logRatios(member, 1);
    for (int j = 0; j < ratios.length; j++) {
      ratios[j] = layout.isCount(original[j]) ? ratios[j] : 1;
    }
    double[] weighed = ratio.solve(matrix.scaled(ratios), member);
    for (int j = 0; j < ratios.length; j++) {
      weighed[j] *= ratios[j];
    }
    return new double[][] {
      plain.solve(matrix, member), weighed, matrix.naiveBayes(member, smoothing, layout::isWord)
    };
  }

  /** Slope and offset of each view, where a quarter of each class is held out. */
  private double[][] lines(SparseMatrix matrix, int[] member, Layout layout) {
    int[] seen = new int[2];
    boolean[] held = new boolean[member.length];
    for (int i = 0; i < held.length; i++) {
      held[i] = seen[member[i]]++ % QUARTER == QUARTER - 1;
    }
    if (Math.min(seen[0], seen[1]) < 2 * QUARTER) {
      return new double[][] {{1, 0}, {0, 0}, {0, 0}};
    }
    int[] kept = IntStream.range(0, held.length).filter(i -> !held[i]).toArray();
    int[] judged = IntStream.range(0, held.length).filter(i -> held[i]).toArray();
    int[] known = Arrays.stream(kept).map(i -> member[i]).toArray();
    double[][] views = views(matrix.some(kept), known, layout);
    double[][] lines = new double[views.length][];
    int[] truth = Arrays.stream(judged).map(i -> member[i]).toArray();
    for (int v = 0; v < views.length; v++) {
      double[] view = views[v];
      lines[v] =
          line(Arrays.stream(judged).mapToDouble(i -> matrix.margin(i, view)).toArray(), truth);
    }
    return lines;
  }

  /** Platt's line with balanced classes; no slope below zero. */
  private static double[] line(double[] margin, int[] truth) {
    double[] moments = moments(margin);
    List<SparseRow> rows =
        Arrays.stream(margin)
            .mapToObj(
                m ->
                    new SparseRow(
                        new int[] {0}, new float[] {(float) ((m - moments[0]) / moments[1])}))
            .toList();
    LogisticTrainer loose = new LogisticTrainer(1, true, 200, 1e-7);
    double[] line = loose.solve(SparseMatrix.of(rows, 1), truth);
    double slope = Math.max(0, line[0]) / moments[1];
    return new double[] {slope, line[1] - slope * moments[0]};
  }

  private static double[] moments(double[] values) {
    double mean = Arrays.stream(values).average().orElse(0);
    double square = Arrays.stream(values).map(x -> (x - mean) * (x - mean)).average().orElse(0);
    return new double[] {mean, Math.max(1e-9, Math.sqrt(square))};
  }
}
