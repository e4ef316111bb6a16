package dev.harrier.learn.anomaly;

import dev.harrier.learn.data.DataException;
import dev.harrier.learn.data.Frame;
import dev.harrier.learn.data.Seeded;
import dev.harrier.learn.tree.Trees;

/**
 * Isolation forest (Liu, Ting and Zhou, ICDM 2008, algorithms 1–3): {@code s(x) =
 * 2^(−E[h(x)]/c(n))}, near 1 for rows that random cuts isolate early, .5 for ordinary ones.
 *
 * <p>A cut is uniform between the least and the greatest value of a random column; absent values go
 * to a random side, which is recorded. Leaves hold path lengths divided by the number of trees, so
 * that the sum over {@link Trees} is {@code E[h(x)]}.
 */
public final class IsolationForest {
  /** Rows of a tree, after the paper's §5.1. */
  public static final int SAMPLE = 256;

  private static final int TREES = 100;

  private final Trees trees;
  private final int sample;

  /** A forest of known trees, as read from a model file. */
  public IsolationForest(Trees trees, int sample) {
    if (sample < 2) {
      throw new DataException(sample + " rows a tree, expected at least 2");
    }
    this.trees = trees;
    this.sample = sample;
  }

  /** Grows 100 trees, each on 256 rows drawn without replacement, or on all if there are fewer. */
  public static IsolationForest fit(Frame frame, long seed) {
    if (frame.rows() < 2) {
      throw new DataException(frame.rows() + " rows, expected at least 2");
    }
    int sample = Math.min(SAMPLE, frame.rows());
    IsolationGrower grower = new IsolationGrower(frame, sample, TREES);
    for (int t = 0; t < TREES; t++) {
      grower.grow(Seeded.of(seed, t));
    }
    return new IsolationForest(grower.trees(), sample);
  }

  /** Between 0 and 1, higher = easier to isolate. */
  public double score(float[] row) {
    return StrictMath.pow(2, -trees.score(row) / expectedPath(sample));
  }

  public Trees trees() {
    return trees;
  }

  public int sample() {
    return sample;
  }

  /** {@code c(n)}: path lengths are measured against it. */
  public double usualPath() {
    return expectedPath(sample);
  }

  /** Mean length of an unsuccessful search in a binary search tree of n keys (eq. 1). */
  static double expectedPath(int n) {
    if (n <= 1) {
      return 0;
    }
    return n == 2 ? 1 : 2 * (StrictMath.log(n - 1.0) + 0.5772156649015329) - 2.0 * (n - 1) / n;
  }
}
