package dev.harrier.server.recipe;

import dev.harrier.learn.data.Column;
import dev.harrier.learn.data.Frame;
import dev.harrier.learn.data.Parallel;
import dev.harrier.learn.tree.Boosting;
import dev.harrier.learn.tree.Trees;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Boosted trees on rows of numbers, the mean of two seeds: each holds another tenth out, so that no
 * single tenth chooses the number of rounds.
 */
public final class TableModel {
  private static final int SEEDS = 2;

  private final List<Trees> boosted;

  private TableModel(List<Trees> boosted) {
    this.boosted = boosted;
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
            .toList());
  }

  /** The log-odds of a row. */
  public double margin(float[] row) {
    double sum = 0;
    for (Trees trees : boosted) {
      sum += trees.score(row);
    }
    return sum / boosted.size();
  }
}
