package dev.harrier.learn.tree;

import dev.harrier.learn.data.BinnedFrame;
import dev.harrier.learn.data.Frame;
import dev.harrier.learn.data.Parallel;
import dev.harrier.learn.data.Seeded;
import java.util.Arrays;

/**
 * A random forest (Breiman, 2001): deep trees, each on rows drawn with replacement, each split on
 * {@code √columns} columns; the score is the mean of the trees, for classes the share of ones.
 *
 * @param trees how many
 * @param depth most splits between root and leaf
 * @param minWeight least weight in a leaf
 */
public record Forest(int trees, int depth, double minWeight, long seed) {
  /** The baseline of the suite. */
  public static final Forest STANDARD = new Forest(300, 24, 1, 7);

  public Forest {
    Boosting.require(trees >= 1, "trees", trees, "at least 1");
    Boosting.require(depth >= 1 && depth <= 30, "depth", depth, "1 to 30");
    Boosting.require(minWeight > 0, "least weight", minWeight, "above 0");
  }

  /**
   * Trains on truths 0 and 1, or on quantities.
   *
   * @throws dev.harrier.learn.data.DataException if a column may not be an input
   */
  public Trees fit(Frame frame, Parallel parallel) {
    Boosting.checkInputs(frame);
    BinnedFrame data = BinnedFrame.of(frame, parallel);
    int[] columns = new int[frame.width()];
    Arrays.setAll(columns, i -> i);
    int each = (int) Math.ceil(Math.sqrt(columns.length));
    Grower grower =
        new Grower(
            data,
            Boosting.monotone(frame),
            new Grower.Shape(depth, minWeight, 0, 0, each),
            parallel);
    TreesBuilder grown = new TreesBuilder();
    Bag bag = new Bag(frame);
    for (int t = 0; t < trees; t++) {
      Seeded random = Seeded.of(seed, t);
      bag.draw(random);
      grown.add(grower.grow(bag.rows, bag.count, bag.gradient, bag.weight, columns, random));
    }
    return grown.build(frame.width(), 0, trees, 1f / trees);
  }

  /** Rows drawn with replacement: a row's weight counts as often as it was drawn. */
  private static final class Bag {
    final int[] rows;
    final float[] gradient;
    final float[] weight;
    int count;
    private final float[] truths;
    private final float[] given;

    Bag(Frame frame) {
      truths = frame.truths();
      given = frame.weights();
      rows = new int[truths.length];
      gradient = new float[truths.length];
      weight = new float[truths.length];
    }

    void draw(Seeded random) {
      Arrays.fill(weight, 0);
      for (int i = 0; i < weight.length; i++) {
        int row = random.nextInt(weight.length);
        weight[row] += given[row];
      }
      count = 0;
      for (int i = 0; i < weight.length; i++) {
        gradient[i] = -weight[i] * truths[i];
        if (weight[i] > 0) {
          rows[count++] = i;
        }
      }
    }
  }
}
