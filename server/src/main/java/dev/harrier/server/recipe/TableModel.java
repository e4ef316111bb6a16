package dev.harrier.server.recipe;

import dev.harrier.detect.text.TextItem;
import dev.harrier.learn.data.Column;
import dev.harrier.learn.data.Frame;
import dev.harrier.learn.data.Parallel;
import dev.harrier.learn.metric.Splits;
import dev.harrier.learn.modelfile.StackScorer;
import dev.harrier.learn.modelfile.TextScorer;
import dev.harrier.learn.text.Grams;
import dev.harrier.learn.text.HashedText;
import dev.harrier.learn.tree.Boosting;
import dev.harrier.learn.tree.Forest;
import dev.harrier.learn.tree.Trees;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Boosted trees and a random forest on rows of numbers, the mean of their log-odds.
 *
 * <p>The boosted trees are the mean of two seeds: each holds another tenth out, so that no single
 * tenth chooses the number of rounds. The forest errs another way: its deep trees are averaged, not
 * added up, and it needs no held-out rows. Where rows have texts, the margin of a {@link TextModel}
 * is a number more: for the rows that train the trees by models of other folds (Wolpert 1992), for
 * any other row by a model of them all.
 */
public final class TableModel {
  private static final int SEEDS = 2;

  private static final int FOLDS = 5;

  /** A leaf of the forest holds at least one in so many rows, which bounds the file. */
  private static final double FOREST_LEAVES = 8000;

  /**
   * What rows are made of.
   *
   * @param columns of the numbers
   * @param numbers by row, NaN where absent
   * @param texts by row; empty if rows have none
   * @param truth 0 or 1 by row
   * @param group by row: rows of one stand or fall together; null where every row stands alone
   */
  public record Rows(
      List<Column> columns,
      List<float[]> numbers,
      List<TextItem> texts,
      int[] truth,
      @Nullable List<String> group) {}

  private TableModel() {}

  /** Fits to rows of features, NaN where absent; truths are 0 and 1. */
  public static StackScorer fit(List<float[]> rows, int[] truth, Parallel parallel) {
    return fit(Boosting.STANDARD, rows, truth, null, parallel);
  }

  /** The same where whole groups are held out to choose the number of rounds. */
  public static StackScorer fit(
      Boosting boosting,
      List<float[]> rows,
      int[] truth,
      String @Nullable [] group,
      Parallel parallel) {
    List<Column> columns =
        IntStream.range(0, rows.getFirst().length)
            .mapToObj(j -> Column.number("feature_" + j))
            .toList();
    return fit(
        boosting,
        new Rows(columns, rows, List.of(), truth, group == null ? null : List.of(group)),
        parallel);
  }

  /** Fits trees to numbers, and to the margin of the texts if one row has any word. */
  public static StackScorer fit(Boosting boosting, Rows rows, Parallel parallel) {
    boolean words = rows.texts.stream().anyMatch(item -> !String.join("", item.fields()).isBlank());
    TextScorer text = null;
    Rows seen = rows;
    if (words) {
      Grams grams = new Grams();
      List<HashedText.Counted> counts =
          rows.texts.stream().map(item -> TextModel.counted(item, grams)).toList();
      seen = withMargins(rows, counts);
      text = TextModel.fit(rows.texts, counts, rows.truth, 2).scorer();
    }
    Frame frame = frame(seen);
    Frame grown = frame;
    List<Trees> boosted =
        IntStream.range(0, SEEDS)
            .mapToObj(s -> boosting.withSeed(boosting.seed() + s).fit(grown, parallel))
            .toList();
    return new StackScorer(boosted, forest(frame, parallel), text);
  }

  private static Trees forest(Frame frame, Parallel parallel) {
    Forest standard = Forest.STANDARD;
    double least = Math.max(standard.minWeight(), Math.floor(frame.rows() / FOREST_LEAVES));
    return new Forest(standard.trees(), standard.depth(), least, standard.seed())
        .fit(frame, parallel);
  }

  private static Frame frame(Rows rows) {
    Frame.Builder builder = Frame.of(rows.columns);
    for (int i = 0; i < rows.truth.length; i++) {
      builder.row(String.valueOf(i), rows.numbers.get(i)).truth(rows.truth[i]);
      if (rows.group != null) {
        builder.group(rows.group.get(i));
      }
    }
    return builder.build();
  }

  /** The rows with a number more: what models of the other folds say of their texts. */
  private static Rows withMargins(Rows rows, List<HashedText.Counted> counts) {
    List<Splits.Split> folds =
        rows.group == null
            ? Splits.folds(rows.truth, FOLDS, Boosting.STANDARD.seed())
            : Splits.groupFolds(rows.group, FOLDS, Boosting.STANDARD.seed());
    float[][] numbers = new float[rows.truth.length][];
    for (Splits.Split fold : folds) {
      TextModel model =
          TextModel.fit(
              Arrays.stream(fold.train()).mapToObj(rows.texts::get).toList(),
              Arrays.stream(fold.train()).mapToObj(counts::get).toList(),
              Arrays.stream(fold.train()).map(row -> rows.truth[row]).toArray(),
              2);
      for (int row : fold.test()) {
        float[] before = rows.numbers.get(row);
        numbers[row] = Arrays.copyOf(before, before.length + 1);
        numbers[row][before.length] =
            (float) model.margins(rows.texts.get(row), counts.get(row))[0];
      }
    }
    List<Column> columns = new ArrayList<>(rows.columns);
    columns.add(Column.number("margin of the texts"));
    return new Rows(columns, List.of(numbers), List.of(), rows.truth, rows.group);
  }
}
