package dev.harrier.server.suite;

import dev.harrier.learn.data.Column;
import dev.harrier.learn.data.Frame;
import dev.harrier.learn.data.Parallel;
import dev.harrier.learn.tree.Boosting;
import dev.harrier.learn.tree.Trees;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * The control by identifiers: how much a model knows of the truth from a row's place in its table
 * and its identifier alone. Neither is given to any other model; far from a half, the collection
 * was put together class by class, and whatever leaks the order would pass for skill.
 */
final class Identifiers {
  private static final Boosting SMALL =
      Boosting.STANDARD.withRounds(60).withDepth(3).withLearningRate(0.1).withPatience(0);

  private static final List<Column> COLUMNS =
      List.of(Column.number("place"), Column.number("rank"), Column.number("length"));

  private Identifiers() {}

  static void control(
      String name, String[] identifiers, int[] truth, int[] fold, Consumer<SuiteRow> out) {
    float[][] rows = rows(identifiers);
    double[] score = new double[truth.length];
    int folds = Arrays.stream(fold).max().orElse(0) + 1;
    for (int k = 0; k < folds; k++) {
      scored(rows, truth, fold, k, score);
    }
    boolean[] positive = new boolean[truth.length];
    for (int i = 0; i < positive.length; i++) {
      positive[i] = truth[i] == 1;
    }
    TextProtocols.put(
        name + " control: identifiers alone",
        "AUROC",
        Measure.interval(r -> Measure.auroc(score, positive, r), Measure.all(truth.length)),
        Double.NaN,
        Double.NaN,
        out);
  }

  private static void scored(float[][] rows, int[] truth, int[] fold, int tested, double[] score) {
    Frame.Builder frame = Frame.of(COLUMNS);
    for (int i = 0; i < rows.length; i++) {
      if (fold[i] != tested) {
        frame.row(String.valueOf(i), rows[i]).truth(truth[i]);
      }
    }
    Trees trees = SMALL.fit(frame.build(), Parallel.NONE);
    for (int i = 0; i < rows.length; i++) {
      score[i] = fold[i] == tested ? trees.score(rows[i]) : score[i];
    }
  }

  /** The place in the table, the identifier's place among all, its length. */
  private static float[][] rows(String[] identifiers) {
    String[] sorted = identifiers.clone();
    Arrays.sort(sorted);
    float[][] rows = new float[identifiers.length][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] =
          new float[] {i, Arrays.binarySearch(sorted, identifiers[i]), identifiers[i].length()};
    }
    return rows;
  }
}
