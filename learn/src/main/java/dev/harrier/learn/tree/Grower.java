package dev.harrier.learn.tree;

import dev.harrier.learn.data.BinnedFrame;
import dev.harrier.learn.data.Bins;
import dev.harrier.learn.data.Parallel;
import dev.harrier.learn.data.Seeded;
import dev.harrier.learn.tree.TreesBuilder.GrownTree;
import java.util.Arrays;

/**
 * Grows one tree after the other on binned rows.
 *
 * <p>Rows of a node stand together in one array, in ascending order. For each node a histogram a
 * column is needed: sums of gradient and Hessian for each of 256 bins. Only the smaller of two
 * siblings is counted, the larger is parent minus smaller (Ke et al., 2017, §3). A task is one
 * column of one node; it adds rows in their order, so sums do not depend on the number of threads,
 * and ties between splits are broken by the lower column and bin.
 *
 * <p>Memory: two histograms of 4 kB a column for each node of one level, and 12 bytes a row.
 */
final class Grower {
  private static final int BINS = 256;
  private static final int WIDTH = 2 * BINS;

  private final BinnedFrame data;
  private final int[] monotone;
  private final Shape shape;
  private final Parallel parallel;
  private final int[] rows;
  private final int[] spare;
  private final float[] pairs;

  /** What limits a tree. */
  record Shape(int depth, double minHessian, double lambda, double gamma, int columnsOfNode) {}

  /** A node whose split is sought; its rows are {@code from..to−1}. */
  private static final class Open {
    final int node;
    final int from;
    final int to;
    final double g;
    final double h;
    final double low;
    final double high;
    double[][] histogram = new double[0][];

    Open(int node, int from, int to, double g, double h, double low, double high) {
      this.node = node;
      this.from = from;
      this.to = to;
      this.g = g;
      this.h = h;
      this.low = low;
      this.high = high;
    }

    int size() {
      return to - from;
    }
  }

  /** The best split of a node by one column; a gain of 0 is no split. */
  private static final class Split {
    double gain;
    int column = -1;
    int bin;
    boolean absentLeft;
    double g;
    double h;
  }

  Grower(BinnedFrame data, int[] monotone, Shape shape, Parallel parallel) {
    this.data = data;
    this.monotone = monotone;
    this.shape = shape;
    this.parallel = parallel;
    this.rows = new int[data.rows()];
    this.spare = new int[data.rows()];
    this.pairs = new float[2 * data.rows()];
  }

  /**
   * Grows a tree on chosen rows.
   *
   * @param chosen ascending rows
   * @param gradient and hessian, one each a row of the frame
   * @param columns ascending columns that may be read
   */
  GrownTree grow(
      int[] chosen, int count, float[] gradient, float[] hessian, int[] columns, Seeded random) {
    System.arraycopy(chosen, 0, rows, 0, count);
    double g = 0;
    double h = 0;
    for (int i = 0; i < count; i++) {
      g += gradient[rows[i]];
      h += hessian[rows[i]];
    }
    GrownTree tree = new GrownTree();
    double weight = clipped(-g / (h + shape.lambda), -Double.MAX_VALUE, Double.MAX_VALUE);
    Open root = new Open(tree.add(weight, h), 0, count, g, h, -Double.MAX_VALUE, Double.MAX_VALUE);
    Open[] level = {root};
    for (int depth = 0; depth < shape.depth && level.length > 0; depth++) {
      if (depth == 0 && !few(columns)) {
        count(root, gradient, hessian, columns);
      }
      level = next(tree, level, gradient, hessian, columns, random, depth + 1 < shape.depth);
    }
    return tree;
  }

  private Open[] next(
      GrownTree tree,
      Open[] level,
      float[] gradient,
      float[] hessian,
      int[] columns,
      Seeded random,
      boolean deeper) {
    Split[] splits =
        few(columns) ? bestOfFew(level, gradient, hessian, columns, random) : best(level, columns);
    Open[] children = new Open[2 * level.length];
    int made = 0;
    for (int i = 0; i < level.length; i++) {
      Open parent = level[i];
      if (splits[i].column >= 0) {
        divide(tree, parent, splits[i], children, made);
        if (deeper && !few(columns)) {
          counted(parent, children[made], children[made + 1], gradient, hessian, columns);
        }
        made += 2;
      }
      parent.histogram = new double[0][];
    }
    return splittable(children, made);
  }

  /** A node with less than twice the least Hessian has no two children that have it. */
  private Open[] splittable(Open[] children, int made) {
    int kept = 0;
    for (int i = 0; i < made; i++) {
      if (canSplit(children[i])) {
        children[kept++] = children[i];
      }
    }
    return Arrays.copyOf(children, kept);
  }

  private boolean canSplit(Open node) {
    return node.size() >= 2 && node.h >= 2 * shape.minHessian;
  }

  private void counted(
      Open parent, Open left, Open right, float[] gradient, float[] hessian, int[] columns) {
    if (!canSplit(left) && !canSplit(right)) {
      return;
    }
    Open small = left.size() <= right.size() ? left : right;
    Open large = small == left ? right : left;
    count(small, gradient, hessian, columns);
    large.histogram = parent.histogram;
    parallel.run(
        columns.length,
        k -> {
          double[] into = large.histogram[k];
          double[] minus = small.histogram[k];
          for (int i = 0; i < into.length; i++) {
            into[i] -= minus[i];
          }
        });
  }

  private void count(Open node, float[] gradient, float[] hessian, int[] columns) {
    gather(node, gradient, hessian);
    double[][] histogram = new double[columns.length][];
    parallel.run(columns.length, k -> histogram[k] = count(node, data.cells()[columns[k]]));
    node.histogram = histogram;
  }

  private void gather(Open node, float[] gradient, float[] hessian) {
    for (int i = node.from, at = 0; i < node.to; i++) {
      pairs[at++] = gradient[rows[i]];
      pairs[at++] = hessian[rows[i]];
    }
  }

  private double[] count(Open node, byte[] cells) {
    double[] sums = new double[WIDTH];
    int at = 0;
    for (int i = node.from; i < node.to; i++) {
      int bin = (cells[rows[i]] & 255) << 1;
      sums[bin] += pairs[at];
      sums[bin + 1] += pairs[at + 1];
      at += 2;
    }
    return sums;
  }

  /**
   * Whether a node tries some columns only. Then those are counted afresh in each node: keeping the
   * counts of all columns, to get a sibling's by subtraction, costs more than it saves.
   */
  private boolean few(int[] columns) {
    return shape.columnsOfNode < columns.length;
  }

  private Split[] bestOfFew(
      Open[] level, float[] gradient, float[] hessian, int[] columns, Seeded random) {
    Split[] best = new Split[level.length];
    for (int i = 0; i < level.length; i++) {
      Open node = level[i];
      gather(node, gradient, hessian);
      int[] tried = random.permutation(columns.length);
      Split[] found = new Split[shape.columnsOfNode];
      parallel.run(
          found.length,
          k -> {
            int column = columns[tried[k]];
            found[k] = new Split();
            search(node, count(node, data.cells()[column]), column, found[k]);
          });
      best[i] = new Split();
      for (Split split : found) {
        best[i] = split.gain > best[i].gain ? split : best[i];
      }
    }
    return best;
  }

  private Split[] best(Open[] level, int[] columns) {
    Split[][] found = new Split[columns.length][level.length];
    parallel.run(
        columns.length,
        k -> {
          for (int i = 0; i < level.length; i++) {
            found[k][i] = new Split();
            search(level[i], level[i].histogram[k], columns[k], found[k][i]);
          }
        });
    Split[] best = new Split[level.length];
    for (int i = 0; i < level.length; i++) {
      best[i] = new Split();
      for (int k = 0; k < columns.length; k++) {
        if (found[k][i].gain > best[i].gain) {
          best[i] = found[k][i];
        }
      }
    }
    return best;
  }

  /**
   * Scans the cuts of one column, absent values on either side (Chen and Guestrin, algorithm 3).
   */
  private void search(Open node, double[] sums, int column, Split into) {
    double absentG = sums[2 * Bins.ABSENT];
    double absentH = sums[2 * Bins.ABSENT + 1];
    boolean absent = absentH > 1e-12 * node.h;
    int last = data.bins().count(column) - (absent ? 0 : 1);
    double parent = score(node.g, node.h, node.low, node.high);
    double g = 0;
    double h = 0;
    for (int b = 0; b < last; b++) {
      if (sums[2 * b + 1] == 0 && b > 0) {
        continue; // no row of the node: the same two sets as the cut before
      }
      g += sums[2 * b];
      h += sums[2 * b + 1];
      if (absent) {
        offer(node, column, b, g, h, false, parent, into);
        offer(node, column, b, g + absentG, h + absentH, true, parent, into);
      } else {
        offer(node, column, b, g, h, h >= node.h - h, parent, into);
      }
    }
  }

  private void offer(
      Open node,
      int column,
      int b,
      double g,
      double h,
      boolean absentLeft,
      double parent,
      Split best) {
    double otherG = node.g - g;
    double otherH = node.h - h;
    if (h < shape.minHessian || otherH < shape.minHessian) {
      return;
    }
    if (monotone[column] != 0) {
      double left = clipped(-g / (h + shape.lambda), node.low, node.high);
      double right = clipped(-otherG / (otherH + shape.lambda), node.low, node.high);
      if (monotone[column] * (right - left) < 0) {
        return;
      }
    }
    double gain =
        score(g, h, node.low, node.high)
            + score(otherG, otherH, node.low, node.high)
            - parent
            - shape.gamma;
    if (gain > best.gain && gain > 1e-9) {
      best.gain = gain;
      best.column = column;
      best.bin = b;
      best.absentLeft = absentLeft;
      best.g = g;
      best.h = h;
    }
  }

  /** Half of G²/(H+λ); less if a bound keeps the leaf from its best weight (eq. 5 and 6). */
  private double score(double g, double h, double low, double high) {
    double free = -g / (h + shape.lambda);
    double weight = clipped(free, low, high);
    return weight == free
        ? 0.5 * g * g / (h + shape.lambda)
        : -(g * weight + 0.5 * (h + shape.lambda) * weight * weight);
  }

  private static double clipped(double weight, double low, double high) {
    return Math.max(low, Math.min(high, weight));
  }

  private void divide(GrownTree tree, Open parent, Split split, Open[] children, int at) {
    int n = parent.node;
    tree.feature[n] = split.column;
    tree.bin[n] = split.bin;
    float[] cuts = data.bins().cuts()[split.column];
    tree.threshold[n] = split.bin < cuts.length ? cuts[split.bin] : Float.POSITIVE_INFINITY;
    tree.defaultLeft[n] = split.absentLeft;
    int middle = partition(tree, n, parent.from, parent.to, data.cells()[split.column]);
    double g = parent.g - split.g;
    double h = parent.h - split.h;
    double left = clipped(-split.g / (split.h + shape.lambda), parent.low, parent.high);
    double right = clipped(-g / (h + shape.lambda), parent.low, parent.high);
    double bound = (left + right) / 2;
    int sign = monotone[split.column];
    int l = tree.add(left, split.h);
    tree.left[n] = l;
    children[at] =
        new Open(
            l,
            parent.from,
            middle,
            split.g,
            split.h,
            sign < 0 ? bound : parent.low,
            sign > 0 ? bound : parent.high);
    int r = tree.add(right, h);
    children[at + 1] =
        new Open(
            r,
            middle,
            parent.to,
            g,
            h,
            sign > 0 ? bound : parent.low,
            sign < 0 ? bound : parent.high);
  }

  /** Puts the rows that go left first, both parts in their old order. */
  private int partition(GrownTree tree, int n, int from, int to, byte[] cells) {
    int bin = tree.bin[n];
    boolean absentLeft = tree.defaultLeft[n];
    int l = from;
    int r = 0;
    for (int i = from; i < to; i++) {
      int row = rows[i];
      int b = cells[row] & 255;
      if (b == Bins.ABSENT ? absentLeft : b <= bin) {
        rows[l++] = row;
      } else {
        spare[r++] = row;
      }
    }
    System.arraycopy(spare, 0, rows, l, r);
    return l;
  }
}
