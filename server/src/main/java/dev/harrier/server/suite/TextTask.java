package dev.harrier.server.suite;

import dev.harrier.detect.text.TextItem;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Two classes of texts, scored by models that never saw them; the threshold is chosen on the scores
 * of inner folds of the training rows.
 *
 * @param group rows of one group are drawn together for intervals
 */
record TextTask(String name, TextFits fits, int[] truth, String[] group) {
  static final int FOLDS = 5;

  TextTask(String name, List<TextItem> items, int[] truth, String[] group) {
    this(name, new TextFits(items), truth, group);
  }

  /** What a task is judged by. */
  record Scores(double[] score, int[] predicted, int[] rows) {}

  List<TextItem> items() {
    return fits.items();
  }

  Scores folded(int[] fold) {
    double[] score = new double[truth.length];
    int[] predicted = new int[truth.length];
    fits.folded(truth, 2, fold, FOLDS).forEach(nest -> called(nest, score, predicted));
    return new Scores(score, predicted, Measure.all(truth.length));
  }

  Scores split(int[] train, int[] test, int[] innerFold) {
    double[] score = new double[truth.length];
    int[] predicted = new int[truth.length];
    called(fits.split(truth, 2, train, test, innerFold, FOLDS), score, predicted);
    return new Scores(score, predicted, test);
  }

  private void called(TextFits.Nest nest, double[] score, int[] predicted) {
    double[][] margins = nest.margins();
    double threshold =
        Measure.bestThreshold(
            Arrays.stream(nest.train()).mapToDouble(row -> margins[row][0]).toArray(),
            Arrays.stream(nest.train()).map(row -> truth[row]).toArray());
    for (int row : nest.test()) {
      score[row] = margins[row][0];
      predicted[row] = margins[row][0] > threshold ? 1 : 0;
    }
  }

  int[] rows(java.util.function.IntPredicate wanted) {
    return IntStream.range(0, truth.length).filter(wanted).toArray();
  }

  private boolean[] positive() {
    boolean[] positive = new boolean[truth.length];
    for (int i = 0; i < positive.length; i++) {
      positive[i] = truth[i] == 1;
    }
    return positive;
  }

  void macroF1(Scores scores, double baseline, double target, Consumer<SuiteRow> out) {
    put(
        "macro-F1",
        rows -> Measure.macroF1(scores.predicted(), truth, 2, rows),
        scores,
        baseline,
        target,
        out);
  }

  void auroc(Scores scores, double baseline, double target, Consumer<SuiteRow> out) {
    boolean[] positive = positive();
    put(
        "AUROC",
        rows -> Measure.auroc(scores.score(), positive, rows),
        scores,
        baseline,
        target,
        out);
  }

  void averagePrecision(Scores scores, double baseline, double target, Consumer<SuiteRow> out) {
    boolean[] positive = positive();
    put(
        "PR-AUC",
        rows -> Measure.averagePrecision(scores.score(), positive, rows),
        scores,
        baseline,
        target,
        out);
  }

  private void put(
      String metric,
      Measure.Figure figure,
      Scores scores,
      double baseline,
      double target,
      Consumer<SuiteRow> out) {
    Measure.Interval interval = Measure.interval(figure, scores.rows(), group);
    out.accept(
        new SuiteRow(
            name, metric, interval.value(), interval.low(), interval.high(), baseline, target));
  }

  /** Truth dealt out anew must not be found: see {@link Shuffles}. */
  void shuffledControl(int[] fold, Consumer<SuiteRow> out) {
    shuffledControl(rows(i -> fold[i] != 0), rows(i -> fold[i] == 0), out);
  }

  /** The same of given training and test rows. */
  void shuffledControl(int[] train, int[] test, Consumer<SuiteRow> out) {
    Shuffles.control(
        name,
        truth,
        train,
        test,
        shuffled -> {
          double[] score = new double[truth.length];
          double[][] margins = new double[truth.length][];
          fits.score(shuffled, 2, train, test, margins);
          for (int row : test) {
            score[row] = margins[row][0];
          }
          return score;
        },
        out);
  }

  /** How well one number of the items does alone, whichever way it points. */
  void bestNumberControl(List<String> names, Consumer<SuiteRow> out) {
    boolean[] positive = positive();
    int[] all = Measure.all(truth.length);
    double best = 0;
    int which = 0;
    for (int j = 0; j < items().getFirst().style().length; j++) {
      int column = j;
      double[] score = items().stream().mapToDouble(item -> item.style()[column]).toArray();
      double area = Measure.auroc(score, positive, all);
      if (Math.max(area, 1 - area) > best) {
        best = Math.max(area, 1 - area);
        which = j;
      }
    }
    String label = names.get(which % names.size());
    out.accept(
        new SuiteRow(
            name + " control: best number (" + label + ")",
            "AUROC",
            best,
            Double.NaN,
            Double.NaN,
            Double.NaN,
            Double.NaN));
  }
}
