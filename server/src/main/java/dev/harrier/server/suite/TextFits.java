package dev.harrier.server.suite;

import dev.harrier.detect.text.TextItem;
import dev.harrier.learn.text.Grams;
import dev.harrier.learn.text.HashedText;
import dev.harrier.server.recipe.TextModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Models of the same texts, fitted to one subset after another: their grams are counted once.
 *
 * <p>Choices such as thresholds are made on margins of training rows by models that saw neither
 * them nor the test rows. Among folds, the model without folds j and k serves both the choice of
 * test fold j and that of test fold k, so five folds take fifteen fits.
 */
final class TextFits {
  private final List<TextItem> items;
  private final List<HashedText.Counted> counts;

  /**
   * One split: margins of the training rows by models of other training rows, of the test rows by
   * the model of all training rows.
   *
   * @param margins by row, then by class (one, the log-odds, for two classes); null elsewhere
   */
  record Nest(double[][] margins, int[] train, int[] test) {}

  TextFits(List<TextItem> items) {
    this.items = items;
    HashedText.Counted[] counted = new HashedText.Counted[items.size()];
    int parts = 16;
    IntStream.range(0, parts)
        .parallel()
        .forEach(
            part -> {
              Grams grams = new Grams();
              for (int i = part; i < counted.length; i += parts) {
                counted[i] = TextModel.counted(items.get(i), grams);
              }
            });
    this.counts = List.of(counted);
  }

  List<TextItem> items() {
    return items;
  }

  /** Margins of the test rows by a model of the training rows, into {@code margins}. */
  void score(int[] truth, int classes, int[] train, int[] test, double[][] margins) {
    TextModel model =
        TextModel.fit(
            Arrays.stream(train).mapToObj(items::get).toList(),
            Arrays.stream(train).mapToObj(counts::get).toList(),
            Arrays.stream(train).map(row -> truth[row]).toArray(),
            classes);
    for (int row : test) {
      margins[row] = model.margins(items.get(row), counts.get(row));
    }
  }

  /** Every fold as test rows once. */
  List<Nest> folded(int[] truth, int classes, int[] fold, int folds) {
    List<int[]> pairs = new ArrayList<>();
    List<Nest> nests = new ArrayList<>();
    for (int k = 0; k < folds; k++) {
      int test = k;
      nests.add(
          new Nest(
              new double[items.size()][],
              where(fold, f -> f != test),
              where(fold, f -> f == test)));
      for (int j = k; j < folds; j++) {
        pairs.add(new int[] {j, k});
      }
    }
    pairs.parallelStream()
        .forEach(
            pair -> {
              int j = pair[0];
              int k = pair[1];
              double[][] found = new double[items.size()][];
              score(
                  truth,
                  classes,
                  where(fold, f -> f != j && f != k),
                  where(fold, f -> f == j || f == k),
                  found);
              copy(found, where(fold, f -> f == j), nests.get(k).margins());
              copy(found, where(fold, f -> f == k), nests.get(j).margins());
            });
    return nests;
  }

  /** One split, its training rows dealt into inner folds. */
  Nest split(int[] truth, int classes, int[] train, int[] test, int[] fold, int folds) {
    double[][] margins = new double[items.size()][];
    IntStream.rangeClosed(0, folds)
        .parallel()
        .forEach(
            k -> {
              if (k == folds) {
                score(truth, classes, train, test, margins);
              } else {
                int[] rest = Arrays.stream(train).filter(row -> fold[row] != k).toArray();
                int[] held = Arrays.stream(train).filter(row -> fold[row] == k).toArray();
                score(truth, classes, rest, held, margins);
              }
            });
    return new Nest(margins, train, test);
  }

  private static void copy(double[][] from, int[] rows, double[][] to) {
    for (int row : rows) {
      to[row] = from[row];
    }
  }

  private static int[] where(int[] fold, java.util.function.IntPredicate wanted) {
    return IntStream.range(0, fold.length).filter(i -> wanted.test(fold[i])).toArray();
  }
}
