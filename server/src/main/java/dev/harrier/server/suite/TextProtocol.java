package dev.harrier.server.suite;

import dev.harrier.detect.text.TextItem;
import dev.harrier.learn.linear.LogisticTrainer;
import dev.harrier.server.recipe.TextModel;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Scores of every item by models that never saw it. */
final class TextProtocol {
  private TextProtocol() {}

  /**
   * Margins of the test rows by a model of the training rows.
   *
   * @return by row of {@code test}, then by class (one, the log-odds, for two classes)
   */
  static double[][] trained(
      List<TextItem> items, int[] truth, int classes, int[] train, int[] test) {
    TextModel model =
        TextModel.fit(
            Arrays.stream(train).mapToObj(items::get).toList(),
            Arrays.stream(train).map(row -> truth[row]).toArray(),
            classes,
            LogisticTrainer.STANDARD);
    return Arrays.stream(test)
        .mapToObj(row -> model.margins(items.get(row)))
        .toArray(double[][]::new);
  }

  /** Margins of every row of {@code rows} by folds among them; other rows stay null. */
  static double[][] outOfFold(
      List<TextItem> items, int[] truth, int classes, int[] rows, int[] fold, int folds) {
    double[][] margins = new double[items.size()][];
    IntStream.range(0, folds)
        .parallel()
        .forEach(
            k -> {
              int[] train = Arrays.stream(rows).filter(row -> fold[row] != k).toArray();
              int[] test = Arrays.stream(rows).filter(row -> fold[row] == k).toArray();
              double[][] found = trained(items, truth, classes, train, test);
              for (int i = 0; i < test.length; i++) {
                margins[test[i]] = found[i];
              }
            });
    return margins;
  }
}
