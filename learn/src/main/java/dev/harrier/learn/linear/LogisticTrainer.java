package dev.harrier.learn.linear;

import java.util.Arrays;
import java.util.List;

/**
 * Logistic regression with an L2 penalty, two classes or softmax over more.
 *
 * <p>Minimises {@code ½ Σ w² / (C N) + mean of weighted log-loss}; the biases are not penalised.
 * Only columns that occur are solved for. Deterministic: one thread, one order of sums.
 *
 * @param c inverse strength of the penalty, as summed loss against ½ Σ w²; 4 by default
 * @param balanced whether each class weighs as much as every other ({@code N / (classes · N_c)})
 * @param rounds most iterations
 * @param tolerance largest component of the gradient at which to stop
 */
public record LogisticTrainer(double c, boolean balanced, int rounds, double tolerance) {
  /** What the project uses everywhere unless a recipe says otherwise. */
  public static final LogisticTrainer STANDARD = new LogisticTrainer(4, true, 200, 1e-4);

  private static final double DUAL_TOLERANCE = 0.05;
  private static final long SEED = 7;

  public LogisticTrainer {
    if (!(c > 0) || rounds < 1 || !(tolerance >= 0)) {
      throw new IllegalArgumentException(
          "c " + c + ", rounds " + rounds + ", tolerance " + tolerance);
    }
  }

  /**
   * Fits a model.
   *
   * @param rows what is known
   * @param truth the class of each row, 0 to classes − 1
   * @param columns how many columns the model has
   * @throws IllegalArgumentException if a class has no row
   */
  public LinearModel fit(List<SparseRow> rows, int[] truth, int classes, int columns) {
    float[] ones = new float[truth.length];
    Arrays.fill(ones, 1);
    return fit(rows, truth, ones, classes, columns);
  }

  /** The same with a weight for each row, multiplied by that of its class. */
  public LinearModel fit(
      List<SparseRow> rows, int[] truth, float[] weight, int classes, int columns) {
    double[] classWeight = classWeights(truth, weight, classes);
    SparseMatrix matrix = SparseMatrix.of(rows, columns);
    LogisticObjective objective =
        LogisticObjective.of(matrix, truth, weight, classWeight, 1 / (c * rows.size()));
    double[] x = new double[objective.size()];
    Lbfgs.minimize(objective, x, tolerance, rounds);
    return objective.model(x, columns);
  }

  /** The weights of two classes' columns, those that occur, then the bias; every row weighs one. */
  double[] solve(SparseMatrix matrix, int[] truth) {
    float[] ones = new float[truth.length];
    Arrays.fill(ones, 1);
    double[] classWeight = classWeights(truth, ones, 2);
    double[] bound = Arrays.stream(truth).mapToDouble(k -> c * classWeight[k]).toArray();
    return DualAscent.solve(matrix, truth, bound, DUAL_TOLERANCE, rounds, SEED);
  }

  private double[] classWeights(int[] truth, float[] weight, int classes) {
    double[] sum = new double[classes];
    double all = 0;
    for (int i = 0; i < truth.length; i++) {
      sum[truth[i]] += weight[i];
      all += weight[i];
    }
    double[] weights = new double[classes];
    for (int k = 0; k < classes; k++) {
      if (sum[k] == 0) {
        throw new IllegalArgumentException(
            "class " + k + " of " + classes + " has no row, each needs at least one");
      }
      weights[k] = balanced ? all / (classes * sum[k]) : 1;
    }
    return weights;
  }
}
