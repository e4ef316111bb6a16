package dev.harrier.learn.tree;

import dev.harrier.learn.data.DataException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A sum of trees over a row of floats. Immutable; safe for all threads; no allocation a score.
 *
 * <p>A node is three ints in one array, so that a step of the walk touches one cache line: {@code
 * feature << 1 | defaultLeft}, the bits of the threshold, and the index of the left child; the
 * right child follows it. A row goes left if {@code x < threshold}, absent values go to the
 * recorded side. A leaf is its own left child and sends everything there, so that all trees of a
 * batch can be walked the same number of steps without asking whether a leaf is reached; four trees
 * are walked at once, since one walk alone waits for memory. Shallow trees are walked as {@link
 * PerfectTrees} (300 trees of depth 6: see {@code bench --models}). The leaves are added in the
 * order of the trees, in double.
 */
public final class Trees {
  static final int STRIDE = 3;
  private static final int FLAT_DEPTH_MAX = 10;

  private final int features;
  private final double base;
  private final int[] roots;
  private final int[] nodes;
  private final float[] values;
  private final float[] covers;
  private final int[] depths;
  private final @Nullable PerfectTrees perfect;

  /**
   * Trees of given parts, which are checked; the arrays are owned by this object from now on.
   *
   * @param features width of a row
   * @param base what is added to the sum of leaves
   * @param roots first node of each tree
   * @param nodes three ints a node, as above; a child comes after its parent
   * @param values of leaves, in the unit of the score; those of inner nodes are not read
   * @param covers training weight (sum of Hessians) that reached each node
   * @throws DataException if a node points backwards or out of its tree, or reads no such feature
   */
  public Trees(
      int features, double base, int[] roots, int[] nodes, float[] values, float[] covers) {
    this.features = features;
    this.base = base;
    this.roots = roots;
    this.nodes = nodes;
    this.values = values;
    this.covers = covers;
    check();
    this.depths = new int[roots.length];
    for (int t = 0; t < roots.length; t++) {
      depths[t] = depth(roots[t]);
    }
    this.perfect = PerfectTrees.of(this, Arrays.stream(depths).max().orElse(0));
  }

  private void check() {
    int count = nodes.length / STRIDE;
    if (nodes.length % STRIDE != 0 || values.length != count || covers.length != count) {
      throw new DataException(
          nodes.length
              + " ints of nodes, "
              + values.length
              + " values and "
              + covers.length
              + " covers, expected three ints, a value and a cover each");
    }
    for (int t = 0; t < roots.length; t++) {
      int end = t + 1 < roots.length ? roots[t + 1] : count;
      if (roots[t] < 0 || roots[t] >= end || end > count) {
        throw new DataException("tree " + t + " has no node, expected at least one");
      }
      for (int n = roots[t]; n < end; n++) {
        checkNode(n, end);
      }
    }
  }

  private void checkNode(int n, int end) {
    boolean ahead = left(n) > n && left(n) + 1 < end;
    boolean leaf = left(n) == n && Float.isNaN(threshold(n)) && defaultLeft(n);
    if (!(ahead || leaf) || nodes[n * STRIDE] < 0 || feature(n) >= Math.max(1, features)) {
      throw new DataException(
          "node "
              + n
              + " reads feature "
              + feature(n)
              + " and has left child "
              + left(n)
              + ", expected a feature below "
              + features
              + " and a later node below "
              + end);
    }
  }

  private int depth(int node) {
    return isLeaf(node) ? 0 : 1 + Math.max(depth(left(node)), depth(left(node) + 1));
  }

  /** Width of a row. */
  public int features() {
    return features;
  }

  /** How many trees. */
  public int size() {
    return roots.length;
  }

  /** What is added to the leaves. */
  public double base() {
    return base;
  }

  /**
   * The score of a row: log-odds of a boosted classifier, the mean of a forest.
   *
   * @param row one float a feature, absent = NaN
   */
  public double score(float[] row) {
    return perfect == null ? walked(row) : perfect.add(base, row);
  }

  /** The same for trees of any depth. */
  double walked(float[] row) {
    double sum = base;
    int t = 0;
    for (; t + 4 <= roots.length; t += 4) {
      int steps =
          Math.max(Math.max(depths[t], depths[t + 1]), Math.max(depths[t + 2], depths[t + 3]));
      if (steps > FLAT_DEPTH_MAX) {
        break;
      }
      int a = roots[t];
      int b = roots[t + 1];
      int c = roots[t + 2];
      int d = roots[t + 3];
      for (int i = 0; i < steps; i++) {
        a = next(a, row);
        b = next(b, row);
        c = next(c, row);
        d = next(d, row);
      }
      sum += values[a];
      sum += values[b];
      sum += values[c];
      sum += values[d];
    }
    for (; t < roots.length; t++) {
      sum += values[leaf(t, row)];
    }
    return sum;
  }

  /** Scores a batch. */
  public double[] scores(dev.harrier.learn.data.Frame frame) {
    double[] scores = new double[frame.rows()];
    float[] row = new float[frame.width()];
    for (int i = 0; i < scores.length; i++) {
      frame.row(i, row);
      scores[i] = score(row);
    }
    return scores;
  }

  private int leaf(int tree, float[] row) {
    int node = roots[tree];
    int child = next(node, row);
    while (child != node) {
      node = child;
      child = next(node, row);
    }
    return node;
  }

  private int next(int node, float[] row) {
    int at = node * STRIDE;
    int head = nodes[at];
    float x = row[head >> 1];
    float threshold = Float.intBitsToFloat(nodes[at + 1]);
    int right = (head & 1) == 0 ? (x < threshold ? 0 : 1) : (x >= threshold ? 1 : 0);
    return nodes[at + 2] + right;
  }

  int root(int tree) {
    return roots[tree];
  }

  int feature(int node) {
    return nodes[node * STRIDE] >> 1;
  }

  boolean defaultLeft(int node) {
    return (nodes[node * STRIDE] & 1) == 1;
  }

  float threshold(int node) {
    return Float.intBitsToFloat(nodes[node * STRIDE + 1]);
  }

  int left(int node) {
    return nodes[node * STRIDE + 2];
  }

  boolean isLeaf(int node) {
    return left(node) == node;
  }

  int step(int node, float[] row) {
    return next(node, row);
  }

  float value(int node) {
    return values[node];
  }

  float cover(int node) {
    return covers[node];
  }

  int nodeCount() {
    return values.length;
  }

  /** First nodes, a copy. */
  public int[] roots() {
    return roots.clone();
  }

  /** Three ints a node, a copy. */
  public int[] nodes() {
    return nodes.clone();
  }

  /** Values of the nodes, a copy. */
  public float[] values() {
    return values.clone();
  }

  /** Covers of the nodes, a copy. */
  public float[] covers() {
    return covers.clone();
  }
}
