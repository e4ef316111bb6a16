package dev.harrier.learn.tree;

/** Shapley values by summing over all subsets of features; 2^features walks. */
final class ShapleyByDefinition {
  private ShapleyByDefinition() {}

  static double[] of(Trees trees, float[] row) {
    int features = trees.features();
    double[] values = new double[features];
    for (int f = 0; f < features; f++) {
      for (int known = 0; known < 1 << features; known++) {
        if ((known >> f & 1) == 0) {
          double gain = value(trees, row, known | 1 << f) - value(trees, row, known);
          values[f] += weight(Integer.bitCount(known), features) * gain;
        }
      }
    }
    return values;
  }

  private static double weight(int known, int features) {
    double choose = 1;
    for (int i = 0; i < known; i++) {
      choose = choose * (features - 1 - i) / (i + 1);
    }
    return 1 / (features * choose);
  }

  private static double value(Trees trees, float[] row, int known) {
    double sum = 0;
    for (int t = 0; t < trees.size(); t++) {
      sum += value(trees, trees.root(t), row, known);
    }
    return sum;
  }

  private static double value(Trees trees, int node, float[] row, int known) {
    if (trees.isLeaf(node)) {
      return trees.value(node);
    }
    if ((known >> trees.feature(node) & 1) == 1) {
      return value(trees, trees.step(node, row), row, known);
    }
    int left = trees.left(node);
    double a = trees.cover(left);
    double b = trees.cover(left + 1);
    return (a * value(trees, left, row, known) + b * value(trees, left + 1, row, known)) / (a + b);
  }
}
