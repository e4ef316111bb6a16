package dev.harrier.learn.tree;

import org.jspecify.annotations.Nullable;

/**
 * Shallow trees, each filled up to a perfect one, so that a walk asks nothing but {@code x < t} as
 * often as the tree is deep, and computes where it goes on: no pointers, no leaves to look out for,
 * no branch. Eight trees are walked at once, since one walk alone waits for its own result.
 *
 * <p>The nodes of a tree lie level by level; node {@code i} is followed by {@code 2i + 1} and
 * {@code 2i + 2}, and the comparison decides for the first where it is true. An absent value (NaN)
 * makes every comparison false and so goes to the second: a node that sends absent values left asks
 * {@code −x < nextUp(−t)} instead, which is {@code x ≥ t}, and has its children the other way
 * round. The sign is the top bit of the feature. Below a leaf, its value is repeated.
 */
final class PerfectTrees {
  /** Deeper trees are mostly air when filled up. */
  static final int DEPTH_MAX = 8;

  /** Nodes of all filled trees together; 12 bytes each. */
  private static final long NODES_MAX = 1 << 22;

  private static final int LANES = 8;

  private final int depth;
  private final int count;
  private final int inner;

  /** By tree and node: the feature, and whether its sign is turned. */
  private final int[] features;

  private final float[] thresholds;

  /** By tree and place in the lowest level. */
  private final float[] leaves;

  private PerfectTrees(Trees trees, int depth) {
    this.depth = depth;
    this.count = trees.size();
    this.inner = (1 << depth) - 1;
    this.features = new int[count * inner];
    this.thresholds = new float[count * inner];
    this.leaves = new float[count * (inner + 1)];
    for (int t = 0; t < count; t++) {
      fill(trees, trees.root(t), t, 0, 0);
    }
  }

  /** The same trees filled up; null if they are too deep for that. */
  static @Nullable PerfectTrees of(Trees trees, int depth) {
    boolean small = depth <= DEPTH_MAX && ((long) trees.size() << depth + 1) <= NODES_MAX;
    return small && depth > 0 ? new PerfectTrees(trees, depth) : null;
  }

  private void fill(Trees trees, int node, int tree, int at, int level) {
    if (level == depth) {
      leaves[tree * (inner + 1) + at - inner] = trees.value(node);
      return;
    }
    if (trees.isLeaf(node)) {
      fill(trees, node, tree, 2 * at + 1, level + 1);
      fill(trees, node, tree, 2 * at + 2, level + 1);
      return;
    }
    boolean turned = trees.defaultLeft(node);
    float threshold = trees.threshold(node);
    features[tree * inner + at] = trees.feature(node) | (turned ? Integer.MIN_VALUE : 0);
    thresholds[tree * inner + at] = turned ? Math.nextUp(-threshold) : threshold;
    int left = trees.left(node);
    fill(trees, turned ? left + 1 : left, tree, 2 * at + 1, level + 1);
    fill(trees, turned ? left : left + 1, tree, 2 * at + 2, level + 1);
  }

  /** Adds the leaves of all trees, in their order, to a sum. */
  double add(double base, float[] row) {
    double sum = base;
    int tree = 0;
    for (; tree + LANES <= count; tree += LANES) {
      sum = addEight(sum, tree, row);
    }
    for (; tree < count; tree++) {
      int at = 0;
      for (int level = 0; level < depth; level++) {
        at = next(tree * inner, at, row);
      }
      sum += leaves[tree * (inner + 1) + at - inner];
    }
    return sum;
  }

  private double addEight(double before, int tree, float[] row) {
    int first = tree * inner;
    int a = 0;
    int b = 0;
    int c = 0;
    int d = 0;
    int e = 0;
    int f = 0;
    int g = 0;
    int h = 0;
    for (int level = 0; level < depth; level++) {
      a = next(first, a, row);
      b = next(first + inner, b, row);
      c = next(first + 2 * inner, c, row);
      d = next(first + 3 * inner, d, row);
      e = next(first + 4 * inner, e, row);
      f = next(first + 5 * inner, f, row);
      g = next(first + 6 * inner, g, row);
      h = next(first + 7 * inner, h, row);
    }
    int leaf = tree * (inner + 1) - inner;
    int step = inner + 1;
    double sum = before + leaves[leaf + a];
    sum += leaves[leaf + step + b];
    sum += leaves[leaf + 2 * step + c];
    sum += leaves[leaf + 3 * step + d];
    sum += leaves[leaf + 4 * step + e];
    sum += leaves[leaf + 5 * step + f];
    sum += leaves[leaf + 6 * step + g];
    return sum + leaves[leaf + 7 * step + h];
  }

  private int next(int first, int at, float[] row) {
    int head = features[first + at];
    float x = row[head & Integer.MAX_VALUE];
    int bits = Float.floatToRawIntBits(x) ^ (head & Integer.MIN_VALUE);
    return 2 * at + (Float.intBitsToFloat(bits) < thresholds[first + at] ? 1 : 2);
  }
}
