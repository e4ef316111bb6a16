package dev.harrier.server.recipe;

import dev.harrier.learn.data.Column;
import dev.harrier.learn.data.Frame;
import dev.harrier.learn.data.Parallel;
import dev.harrier.learn.tree.Boosting;
import dev.harrier.learn.tree.Forest;
import dev.harrier.learn.tree.Trees;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Boosted trees and a random forest on rows of numbers, the mean of their log-odds.
 *
 * <p>The boosted trees are the mean of two seeds: each holds another tenth out, so that no single
 * tenth chooses the number of rounds. The forest errs another way: its deep trees are averaged, not
 * added up, and it needs no held-out rows.
 */
public final class TableModel {
  private static final int SEEDS = 2;

  /** A leaf's share of ones counts as if so much more of both classes had been there. */
  private static final double UNSEEN = 0.01;

  private final List<Trees> boosted;
  private final Trees forest;

  private TableModel(List<Trees> boosted, Trees forest) {
    this.boosted = boosted;
    this.forest = forest;
  }

  /** Fits to rows of features, NaN where absent; truths are 0 and 1. */
  public static TableModel fit(List<float[]> rows, int[] truth, Parallel parallel) {
    return fit(Boosting.STANDARD, rows, truth, null, parallel);
  }

  /**
   * The same where rows of one group stand or fall together: whole groups are held out to choose
   * the number of rounds.
   *
   * @param group by row, null where every row stands for itself
   */
  public static TableModel fit(
      Boosting boosting,
      List<float[]> rows,
      int[] truth,
      String @Nullable [] group,
      Parallel parallel) {
    List<Column> columns =
        IntStream.range(0, rows.getFirst().length)
            .mapToObj(j -> Column.number("feature_" + j))
            .toList();
    Frame.Builder builder = Frame.of(columns);
    for (int i = 0; i < truth.length; i++) {
      builder.row(String.valueOf(i), rows.get(i)).truth(truth[i]);
      if (group != null) {
        builder.group(group[i]);
      }
    }
    Frame frame = builder.build();
    return new TableModel(
        IntStream.range(0, SEEDS)
            .mapToObj(s -> boosting.withSeed(boosting.seed() + s).fit(frame, parallel))
            .toList(),
        Forest.STANDARD.fit(frame, parallel));
  }

  /** The log-odds of a row. */
  public double margin(float[] row) {
    double sum = 0;
    for (Trees trees : boosted) {
      sum += trees.score(row);
    }
    double share = forest.score(row);
    double odds = Math.log((share + UNSEEN) / (1 - share + UNSEEN));
    return (sum / boosted.size() + odds) / 2;
  }
}
