package dev.harrier.learn.tree;

/**
 * Divides a score among the features of a row, in the unit of the score.
 *
 * <p>{@link #path} credits the change of the expected value from node to child to the feature of
 * the split: one walk, cheap enough for every decision. {@link #shap} is the path-dependent
 * TreeSHAP (Lundberg, Erion and Lee, 2018, algorithm 2): {@code O(trees · leaves · depth²)}, for
 * cases. Both add up to {@code score − expected}, where {@link #expected} is the score of the
 * training weight.
 */
public final class Explainer {
  private final Trees trees;
  private final double[] expectations;
  private final double expected;
  private final int deepest;

  /** Computes the expected value of every node once; eight bytes a node. */
  public Explainer(Trees trees) {
    this.trees = trees;
    this.expectations = new double[trees.nodeCount()];
    for (int n = expectations.length - 1; n >= 0; n--) {
      expectations[n] = trees.isLeaf(n) ? trees.value(n) : mean(n);
    }
    double sum = trees.base();
    int depth = 0;
    for (int t = 0; t < trees.size(); t++) {
      sum += expectations[trees.root(t)];
      depth = Math.max(depth, depth(trees.root(t)));
    }
    this.expected = sum;
    this.deepest = depth;
  }

  private double mean(int n) {
    int l = trees.left(n);
    double share = trees.cover(l) / ((double) trees.cover(l) + trees.cover(l + 1));
    return share * expectations[l] + (1 - share) * expectations[l + 1];
  }

  private int depth(int n) {
    int l = trees.left(n);
    return trees.isLeaf(n) ? 0 : 1 + Math.max(depth(l), depth(l + 1));
  }

  /** What the score is before anything is known of a row. */
  public double expected() {
    return expected;
  }

  /** Path attribution of each feature; O(trees · depth). */
  public double[] path(float[] row) {
    double[] credit = new double[trees.features()];
    for (int t = 0; t < trees.size(); t++) {
      int node = trees.root(t);
      while (!trees.isLeaf(node)) {
        int child = trees.step(node, row);
        credit[trees.feature(node)] += expectations[child] - expectations[node];
        node = child;
      }
    }
    return credit;
  }

  /** Shapley values of each feature. */
  public double[] shap(float[] row) {
    double[] credit = new double[trees.features()];
    Path[] paths = new Path[deepest + 2];
    for (int i = 0; i < paths.length; i++) {
      paths[i] = new Path(deepest + 2);
    }
    for (int t = 0; t < trees.size(); t++) {
      descend(trees.root(t), 0, paths, 1, 1, -1, row, credit);
    }
    return credit;
  }

  /** RECURSE of algorithm 2; {@code paths[level]} is the copy of the path that this call owns. */
  private void descend(
      int node,
      int level,
      Path[] paths,
      double zero,
      double one,
      int feature,
      float[] row,
      double[] credit) {
    Path path = paths[level];
    if (level == 0) {
      path.length = 0;
    } else {
      path.copy(paths[level - 1]);
    }
    double oldZero = zero;
    double oldOne = one;
    path.extend(oldZero, oldOne, feature);
    if (trees.isLeaf(node)) {
      for (int i = 1; i < path.length; i++) {
        credit[path.feature[i]] +=
            path.unwoundSum(i) * (path.one[i] - path.zero[i]) * trees.value(node);
      }
      return;
    }
    int split = trees.feature(node);
    int hot = trees.step(node, row);
    int cold = hot == trees.left(node) ? hot + 1 : hot - 1;
    double zeroBefore = 1;
    double oneBefore = 1;
    int seen = path.find(split);
    if (seen >= 0) {
      zeroBefore = path.zero[seen];
      oneBefore = path.one[seen];
      path.unwind(seen);
    }
    double all = (double) trees.cover(hot) + trees.cover(cold);
    double hotShare = trees.cover(hot) / all;
    descend(hot, level + 1, paths, zeroBefore * hotShare, oneBefore, split, row, credit);
    descend(cold, level + 1, paths, zeroBefore * (1 - hotShare), 0, split, row, credit);
  }

  /** Unique features on the way to a node, with shares of subsets (algorithm 2). */
  private static final class Path {
    final int[] feature;
    final double[] zero;
    final double[] one;
    final double[] weight;
    int length;

    Path(int capacity) {
      feature = new int[capacity];
      zero = new double[capacity];
      one = new double[capacity];
      weight = new double[capacity];
    }

    void copy(Path other) {
      length = other.length;
      System.arraycopy(other.feature, 0, feature, 0, length);
      System.arraycopy(other.zero, 0, zero, 0, length);
      System.arraycopy(other.one, 0, one, 0, length);
      System.arraycopy(other.weight, 0, weight, 0, length);
    }

    int find(int wanted) {
      for (int i = 1; i < length; i++) {
        if (feature[i] == wanted) {
          return i;
        }
      }
      return -1;
    }

    void extend(double z, double o, int f) {
      int l = length++;
      feature[l] = f;
      zero[l] = z;
      one[l] = o;
      weight[l] = l == 0 ? 1 : 0;
      for (int i = l - 1; i >= 0; i--) {
        weight[i + 1] += o * weight[i] * (i + 1) / (l + 1);
        weight[i] = z * weight[i] * (l - i) / (l + 1);
      }
    }

    void unwind(int at) {
      int l = length - 1;
      double next = weight[l];
      for (int i = l - 1; i >= 0; i--) {
        if (one[at] != 0) {
          double before = weight[i];
          weight[i] = next * (l + 1) / ((i + 1) * one[at]);
          next = before - weight[i] * zero[at] * (l - i) / (l + 1);
        } else {
          weight[i] = weight[i] * (l + 1) / (zero[at] * (l - i));
        }
      }
      for (int i = at; i < l; i++) {
        feature[i] = feature[i + 1];
        zero[i] = zero[i + 1];
        one[i] = one[i + 1];
      }
      length--;
    }

    double unwoundSum(int at) {
      int l = length - 1;
      double next = weight[l];
      double total = 0;
      for (int i = l - 1; i >= 0; i--) {
        if (one[at] != 0) {
          double share = next * (l + 1) / ((i + 1) * one[at]);
          total += share;
          next = weight[i] - share * zero[at] * (l - i) / (l + 1);
        } else {
          total += weight[i] * (l + 1) / (zero[at] * (l - i));
        }
      }
      return total;
    }
  }
}
