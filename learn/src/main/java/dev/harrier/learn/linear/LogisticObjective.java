package dev.harrier.learn.linear;

import java.util.Arrays;

/** The penalised log-loss of rows kept as one compressed matrix, columns that occur only. */
final class LogisticObjective implements Lbfgs.Objective {
  private final int[] start;
  private final int[] column;
  private final float[] value;
  private final int[] truth;
  private final double[] rowWeight;
  private final int[] original;
  private final int sets;
  private final double penalty;

  private LogisticObjective(
      int[] start,
      int[] column,
      float[] value,
      int[] truth,
      double[] rowWeight,
      int[] original,
      int sets,
      double penalty) {
    this.start = start;
    this.column = column;
    this.value = value;
    this.truth = truth;
    this.rowWeight = rowWeight;
    this.original = original;
    this.sets = sets;
    this.penalty = penalty;
  }

  static LogisticObjective of(
      SparseMatrix matrix, int[] truth, float[] weight, double[] classWeight, double penalty) {
    double[] rowWeight = new double[truth.length];
    for (int i = 0; i < truth.length; i++) {
      rowWeight[i] = weight[i] * classWeight[truth[i]] / truth.length;
    }
    int sets = classWeight.length == 2 ? 1 : classWeight.length;
    return new LogisticObjective(
        matrix.start(),
        matrix.column(),
        matrix.value(),
        truth,
        rowWeight,
        matrix.original(),
        sets,
        penalty);
  }

  /** Weights of each column by class, then the biases. */
  int size() {
    return (original.length + 1) * sets;
  }

  @Override
  public double at(double[] x, double[] gradient) {
    double loss = 0;
    int biases = original.length * sets;
    for (int i = 0; i < biases; i++) {
      loss += x[i] * x[i];
      gradient[i] = penalty * x[i];
    }
    loss *= penalty / 2;
    Arrays.fill(gradient, biases, gradient.length, 0);
    double[] margin = new double[sets];
    for (int i = 0; i < truth.length; i++) {
      loss += sets == 1 ? binary(i, x, gradient, biases) : softmax(i, x, gradient, biases, margin);
    }
    return loss;
  }

  private double binary(int i, double[] x, double[] gradient, int bias) {
    double margin = x[bias];
    for (int k = start[i]; k < start[i + 1]; k++) {
      margin += x[column[k]] * value[k];
    }
    double signed = truth[i] == 1 ? margin : -margin;
    double missed = 1 / (1 + Math.exp(signed));
    double slope = rowWeight[i] * (truth[i] == 1 ? -missed : missed);
    for (int k = start[i]; k < start[i + 1]; k++) {
      gradient[column[k]] += slope * value[k];
    }
    gradient[bias] += slope;
    double loss =
        signed > 0 ? Math.log1p(Math.exp(-signed)) : Math.log1p(Math.exp(signed)) - signed;
    return rowWeight[i] * loss;
  }

  private double softmax(int i, double[] x, double[] gradient, int bias, double[] margin) {
    System.arraycopy(x, bias, margin, 0, sets);
    for (int k = start[i]; k < start[i + 1]; k++) {
      int base = column[k] * sets;
      for (int c = 0; c < sets; c++) {
        margin[c] += x[base + c] * value[k];
      }
    }
    double highest = margin[0];
    for (double one : margin) {
      highest = Math.max(highest, one);
    }
    double sum = 0;
    double own = margin[truth[i]];
    for (int c = 0; c < sets; c++) {
      margin[c] = Math.exp(margin[c] - highest);
      sum += margin[c];
    }
    for (int c = 0; c < sets; c++) {
      margin[c] = rowWeight[i] * (margin[c] / sum - (c == truth[i] ? 1 : 0));
      gradient[bias + c] += margin[c];
    }
    for (int k = start[i]; k < start[i + 1]; k++) {
      int base = column[k] * sets;
      for (int c = 0; c < sets; c++) {
        gradient[base + c] += margin[c] * value[k];
      }
    }
    return rowWeight[i] * (Math.log(sum) + highest - own);
  }

  LinearModel model(double[] x, int columns) {
    float[][] weights = new float[sets][columns];
    double[] bias = new double[sets];
    for (int c = 0; c < sets; c++) {
      for (int j = 0; j < original.length; j++) {
        weights[c][original[j]] = (float) x[j * sets + c];
      }
      bias[c] = x[original.length * sets + c];
    }
    return new LinearModel(weights, bias);
  }
}
