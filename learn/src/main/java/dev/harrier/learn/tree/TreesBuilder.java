package dev.harrier.learn.tree;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Grown trees put one after the other. */
final class TreesBuilder {
  private final List<GrownTree> trees = new ArrayList<>();

  void add(GrownTree tree) {
    trees.add(tree);
  }

  int size() {
    return trees.size();
  }

  /** The first trees as flat arrays, each leaf multiplied by a scale. */
  Trees build(int features, double base, int kept, float scale) {
    int count = 0;
    for (GrownTree tree : trees.subList(0, kept)) {
      count += tree.count;
    }
    int[] roots = new int[kept];
    int[] nodes = new int[count * Trees.STRIDE];
    float[] values = new float[count];
    float[] covers = new float[count];
    int at = 0;
    for (int t = 0; t < kept; t++) {
      GrownTree tree = trees.get(t);
      roots[t] = at;
      for (int n = 0; n < tree.count; n++) {
        boolean leaf = tree.left[n] < 0;
        int node = (at + n) * Trees.STRIDE;
        nodes[node] = leaf ? 1 : tree.feature[n] << 1 | (tree.defaultLeft[n] ? 1 : 0);
        nodes[node + 1] = Float.floatToIntBits(leaf ? Float.NaN : tree.threshold[n]);
        nodes[node + 2] = leaf ? at + n : at + tree.left[n];
        values[at + n] = tree.value[n] * scale;
        covers[at + n] = tree.cover[n];
      }
      at += tree.count;
    }
    return new Trees(features, base, roots, nodes, values, covers);
  }

  /** A tree while it grows; nodes in breadth-first order, right child after the left one. */
  static final class GrownTree {
    int count;
    int[] feature = new int[64];
    int[] bin = new int[64];
    float[] threshold = new float[64];
    int[] left = new int[64];
    boolean[] defaultLeft = new boolean[64];
    float[] value = new float[64];
    float[] cover = new float[64];

    int add(double weight, double covered) {
      if (count == left.length) {
        grow(count * 2);
      }
      left[count] = -1;
      value[count] = (float) weight;
      cover[count] = (float) covered;
      return count++;
    }

    private void grow(int length) {
      feature = Arrays.copyOf(feature, length);
      bin = Arrays.copyOf(bin, length);
      threshold = Arrays.copyOf(threshold, length);
      left = Arrays.copyOf(left, length);
      defaultLeft = Arrays.copyOf(defaultLeft, length);
      value = Arrays.copyOf(value, length);
      cover = Arrays.copyOf(cover, length);
    }

    /** The leaf of a binned row; equal to the walk over floats, since a cut is a threshold. */
    float leafValue(byte[][] cells, int row) {
      int n = 0;
      while (left[n] >= 0) {
        int b = cells[feature[n]][row] & 255;
        n = left[n] + (goesLeft(n, b) ? 0 : 1);
      }
      return value[n];
    }

    boolean goesLeft(int n, int b) {
      return b == dev.harrier.learn.data.Bins.ABSENT ? defaultLeft[n] : b <= bin[n];
    }
  }
}
