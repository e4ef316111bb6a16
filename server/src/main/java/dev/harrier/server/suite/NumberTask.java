package dev.harrier.server.suite;

import dev.harrier.learn.data.Parallel;
import dev.harrier.learn.modelfile.StackScorer;
import dev.harrier.server.recipe.TableModel;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Two classes of rows of numbers. */
record NumberTask(String name, List<float[]> rows, int[] truth) {
  private static final int FOLDS = 5;

  double[] folded(int[] fold) {
    double[] score = new double[truth.length];
    IntStream.range(0, FOLDS)
        .parallel()
        .forEach(k -> split(where(i -> fold[i] != k), where(i -> fold[i] == k), score));
    return score;
  }

  /** Scores the test rows by a model of the training rows, into {@code score}. */
  void split(int[] train, int[] test, double[] score) {
    StackScorer model =
        TableModel.fit(
            Arrays.stream(train).mapToObj(rows::get).toList(),
            Arrays.stream(train).map(i -> truth[i]).toArray(),
            Parallel.NONE);
    for (int row : test) {
      score[row] = model.logOdds(rows.get(row));
    }
  }

  int[] where(java.util.function.IntPredicate wanted) {
    return IntStream.range(0, truth.length).filter(wanted).toArray();
  }

  void auroc(double[] score, int[] test, double baseline, double target, Consumer<SuiteRow> out) {
    boolean[] positive = positive();
    TextProtocols.put(
        name,
        "AUROC",
        Measure.interval(r -> Measure.auroc(score, positive, r), test),
        baseline,
        target,
        out);
  }

  void recall(
      double precision,
      double[] score,
      int[] test,
      double baseline,
      double target,
      Consumer<SuiteRow> out) {
    boolean[] positive = positive();
    TextProtocols.put(
        name,
        "recall at P " + precision,
        Measure.interval(r -> Measure.recallAt(precision, score, positive, r), test),
        baseline,
        target,
        out);
  }

  /** Truth dealt out anew must not be found: see {@link Shuffles}. */
  void shuffledControl(int[] fold, Consumer<SuiteRow> out) {
    shuffledControl(where(i -> fold[i] != 0), where(i -> fold[i] == 0), out);
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
          new NumberTask(name, rows, shuffled).split(train, test, score);
          return score;
        },
        out);
  }

  /** How well one feature does alone, whichever way it points. */
  void bestFeatureControl(List<String> names, Consumer<SuiteRow> out) {
    boolean[] positive = positive();
    double best = 0;
    String which = "";
    for (int j = 0; j < rows.getFirst().length; j++) {
      int column = j;
      double[] score =
          rows.stream().mapToDouble(row -> Float.isNaN(row[column]) ? -1e9 : row[column]).toArray();
      double area = Measure.auroc(score, positive, Measure.all(truth.length));
      if (Math.max(area, 1 - area) > best) {
        best = Math.max(area, 1 - area);
        which = j < names.size() ? names.get(j) : "feature " + j;
      }
    }
    double none = Double.NaN;
    out.accept(
        new SuiteRow(
            name + " control: best feature (" + which + ")",
            "AUROC",
            best,
            none,
            none,
            none,
            none));
  }

  private boolean[] positive() {
    boolean[] positive = new boolean[truth.length];
    for (int i = 0; i < positive.length; i++) {
      positive[i] = truth[i] == 1;
    }
    return positive;
  }
}
