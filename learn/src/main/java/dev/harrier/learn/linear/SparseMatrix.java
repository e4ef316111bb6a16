package dev.harrier.learn.linear;

import java.util.List;

/**
 * Rows as one compressed matrix of the columns that occur.
 *
 * @param start where each row's cells begin, and the end
 * @param column of each cell, among those that occur
 * @param value of each cell
 * @param original the number that a column had
 */
record SparseMatrix(int[] start, int[] column, float[] value, int[] original) {
  static SparseMatrix of(List<SparseRow> rows, int columns) {
    int[] start = new int[rows.size() + 1];
    int[] compact = new int[columns];
    for (int i = 0; i < rows.size(); i++) {
      start[i + 1] = start[i] + rows.get(i).index().length;
      for (int j : rows.get(i).index()) {
        compact[j] = 1;
      }
    }
    int used = 0;
    for (int j = 0; j < columns; j++) {
      compact[j] = compact[j] == 1 ? used++ : -1;
    }
    int[] original = new int[used];
    for (int j = 0; j < columns; j++) {
      if (compact[j] >= 0) {
        original[compact[j]] = j;
      }
    }
    int[] column = new int[start[rows.size()]];
    float[] value = new float[start[rows.size()]];
    for (int i = 0; i < rows.size(); i++) {
      SparseRow row = rows.get(i);
      for (int k = 0; k < row.index().length; k++) {
        column[start[i] + k] = compact[row.index()[k]];
        value[start[i] + k] = row.value()[k];
      }
    }
    return new SparseMatrix(start, column, value, original);
  }

  int rows() {
    return start.length - 1;
  }

  /** The same with each column times its scale. */
  SparseMatrix scaled(double[] scale) {
    float[] values = new float[value.length];
    for (int k = 0; k < values.length; k++) {
      values[k] = (float) (value[k] * scale[column[k]]);
    }
    return new SparseMatrix(start, column, values, original);
  }

  /**
   * How much more often each column occurs among the rows of a class than among the others, as a
   * logarithm; every column counts as if one row of each side had it (Wang and Manning 2012).
   *
   * @param own the class
   */
  double[] logRatios(int[] truth, int own) {
    int[] inside = new int[original.length];
    int[] outside = new int[original.length];
    int members = 0;
    for (int i = 0; i < rows(); i++) {
      boolean member = truth[i] == own;
      members += member ? 1 : 0;
      int[] counts = member ? inside : outside;
      for (int k = start[i]; k < start[i + 1]; k++) {
        counts[column[k]]++;
      }
    }
    double shift = Math.log((rows() - members + 2.0) / (members + 2.0));
    double[] ratios = new double[original.length];
    for (int j = 0; j < ratios.length; j++) {
      ratios[j] = Math.log((inside[j] + 1.0) / (outside[j] + 1.0)) + shift;
    }
    return ratios;
  }

  /** These rows only, of the same columns. */
  SparseMatrix some(int[] rows) {
    int[] begin = new int[rows.length + 1];
    for (int i = 0; i < rows.length; i++) {
      begin[i + 1] = begin[i] + start[rows[i] + 1] - start[rows[i]];
    }
    int[] columns = new int[begin[rows.length]];
    float[] values = new float[begin[rows.length]];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(column, start[rows[i]], columns, begin[i], begin[i + 1] - begin[i]);
      System.arraycopy(value, start[rows[i]], values, begin[i], begin[i + 1] - begin[i]);
    }
    return new SparseMatrix(begin, columns, values, original);
  }

  /** The margin of a row, the bias after the last column's weight. */
  double margin(int row, double[] weights) {
    double margin = weights[original.length];
    for (int k = start[row]; k < start[row + 1]; k++) {
      margin += weights[column[k]] * value[k];
    }
    return margin;
  }

  /**
   * The weights of multinomial naive Bayes: how large a part of the class each column is, against
   * its part of the others, as a logarithm. Hashed signs are kept: a column's sign is that of its
   * sum.
   *
   * @param wanted whether a column counts
   */
  double[] naiveBayes(int[] truth, double smoothing, java.util.function.IntPredicate wanted) {
    double[][] sums = new double[2][original.length];
    double[] signs = new double[original.length];
    for (int i = 0; i < rows(); i++) {
      for (int k = start[i]; k < start[i + 1]; k++) {
        sums[truth[i]][column[k]] += Math.abs(value[k]);
        signs[column[k]] += value[k];
      }
    }
    double[] total = new double[2];
    int columns = 0;
    for (int j = 0; j < original.length; j++) {
      if (wanted.test(original[j])) {
        columns++;
        total[0] += sums[0][j];
        total[1] += sums[1][j];
      }
    }
    double shift =
        Math.log(total[0] + smoothing * columns) - Math.log(total[1] + smoothing * columns);
    double[] weights = new double[original.length + 1];
    for (int j = 0; j < original.length; j++) {
      if (wanted.test(original[j])) {
        double ratio = Math.log((sums[1][j] + smoothing) / (sums[0][j] + smoothing)) + shift;
        weights[j] = Math.signum(signs[j]) * ratio;
      }
    }
    return weights;
  }
}
