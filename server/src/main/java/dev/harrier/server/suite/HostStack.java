package dev.harrier.server.suite;

import dev.harrier.learn.data.Parallel;
import dev.harrier.learn.modelfile.StackScorer;
import dev.harrier.learn.text.HandleModel;
import dev.harrier.learn.tree.Boosting;
import dev.harrier.server.recipe.TableModel;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Trees over the margin of a host's text and what a linear model cannot join: its shape, and how
 * likely its characters are among legitimate hosts and among others.
 *
 * <p>Margins and likelihoods of training rows come from models that did not see them (Wolpert
 * 1992), those of test rows from models of all training rows; whole domains are kept together
 * throughout.
 */
final class HostStack {
  private static final Boosting TREES =
      Boosting.STANDARD.withDepth(5).withMinHessian(10).withShares(0.7, 0.5);

  private final String[] hosts;
  private final TextTask task;
  private final int[] fold;

  HostStack(String[] hosts, TextTask task, int[] fold) {
    this.hosts = hosts;
    this.task = task;
    this.fold = fold;
  }

  TextTask.Scores folded() {
    double[] score = new double[hosts.length];
    int[] predicted = new int[hosts.length];
    List<TextFits.Nest> nests = task.fits().folded(task.truth(), 2, fold, TextTask.FOLDS);
    IntStream.range(0, nests.size())
        .parallel()
        .forEach(k -> stacked(nests.get(k), k, score, predicted));
    return new TextTask.Scores(score, predicted, Measure.all(hosts.length));
  }

  /** The threshold is chosen on one fold of the training rows, by trees of the others. */
  private void stacked(TextFits.Nest nest, int tested, double[] score, int[] predicted) {
    float[][] rows = rows(nest);
    int judged = (tested + 1) % TextTask.FOLDS;
    int[] held = Arrays.stream(nest.train()).filter(i -> fold[i] == judged).toArray();
    int[] kept = Arrays.stream(nest.train()).filter(i -> fold[i] != judged).toArray();
    double[] scored = scores(rows, kept, held);
    double threshold =
        Measure.bestThreshold(scored, Arrays.stream(held).map(i -> task.truth()[i]).toArray());
    double[] found = scores(rows, nest.train(), nest.test());
    for (int i = 0; i < found.length; i++) {
      score[nest.test()[i]] = found[i];
      predicted[nest.test()[i]] = found[i] > threshold ? 1 : 0;
    }
  }

  private double[] scores(float[][] rows, int[] train, int[] test) {
    StackScorer model =
        TableModel.fit(
            TREES,
            Arrays.stream(train).mapToObj(i -> rows[i]).toList(),
            Arrays.stream(train).map(i -> task.truth()[i]).toArray(),
            Arrays.stream(train).mapToObj(i -> task.group()[i]).toArray(String[]::new),
            Parallel.NONE);
    return Arrays.stream(test).mapToDouble(i -> model.logOdds(rows[i])).toArray();
  }

  private float[][] rows(TextFits.Nest nest) {
    float[][] rows = new float[hosts.length][];
    for (int k = 0; k < TextTask.FOLDS; k++) {
      int held = k;
      int[] known = Arrays.stream(nest.train()).filter(i -> fold[i] != held).toArray();
      HandleModel[] characters = {characters(known, 0), characters(known, 1)};
      for (int i = 0; i < hosts.length; i++) {
        if (fold[i] == held) {
          rows[i] = row(i, nest.margins()[i][0], characters);
        }
      }
    }
    return rows;
  }

  private HandleModel characters(int[] known, int truth) {
    return HandleModel.fit(
        Arrays.stream(known)
            .filter(i -> task.truth()[i] == truth)
            .mapToObj(i -> hosts[i])
            .toList());
  }

  private float[] row(int i, double margin, HandleModel[] characters) {
    String host = hosts[i];
    String domain = task.group()[i];
    int dot = domain.indexOf('.');
    String name = dot < 0 ? domain : domain.substring(0, dot);
    float[] numbers = task.items().get(i).numbers();
    float[] style = task.items().get(i).style();
    float[] row = new float[9 + numbers.length + style.length];
    row[0] = (float) margin;
    int at = 1;
    for (String part : new String[] {host, name}) {
      double[] good = characters[0].features(part);
      double[] bad = characters[1].features(part);
      row[at++] = (float) good[0];
      row[at++] = (float) good[1];
      row[at++] = (float) ((bad[0] - good[0]) * (part.length() + 1));
    }
    row[at++] = name.length();
    row[at++] = host.length() - domain.length();
    System.arraycopy(numbers, 0, row, at, numbers.length);
    System.arraycopy(style, 0, row, at + numbers.length, style.length);
    return row;
  }
}
