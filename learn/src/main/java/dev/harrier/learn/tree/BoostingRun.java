package dev.harrier.learn.tree;

import dev.harrier.learn.data.BinnedFrame;
import dev.harrier.learn.data.Frame;
import dev.harrier.learn.data.Parallel;
import dev.harrier.learn.data.Seeded;
import dev.harrier.learn.tree.TreesBuilder.GrownTree;
import java.util.Arrays;

/** One training. */
final class BoostingRun {
  private final Boosting recipe;
  private final BinnedFrame data;
  private final float[] truths;
  private final float[] weights;
  private final boolean[] held;
  private final double[] scores;
  private final float[] gradient;
  private final float[] hessian;
  private final int[] chosen;
  private final double base;
  private final Grower grower;
  private final TreesBuilder trees = new TreesBuilder();
  private final Parallel parallel;

  BoostingRun(Boosting recipe, Frame frame, float[] truths, boolean[] held, Parallel parallel) {
    this.recipe = recipe;
    this.parallel = parallel;
    this.data = BinnedFrame.of(frame, parallel);
    this.truths = truths;
    this.weights = frame.weights();
    this.held = held;
    this.scores = new double[truths.length];
    this.gradient = new float[truths.length];
    this.hessian = new float[truths.length];
    this.chosen = new int[truths.length];
    this.base = prior();
    Grower.Shape shape =
        new Grower.Shape(
            recipe.depth(), recipe.minHessian(), recipe.lambda(), recipe.gamma(), frame.width());
    this.grower = new Grower(data, Boosting.monotone(frame), shape, parallel);
    Arrays.fill(scores, base);
  }

  /** Log-odds of the weighted share of ones, or the weighted mean. */
  private double prior() {
    double sum = 0;
    double all = 0;
    for (int i = 0; i < truths.length; i++) {
      if (!held[i]) {
        sum += (double) weights[i] * truths[i];
        all += weights[i];
      }
    }
    Boosting.require(all > 0, "sum of weights", all, "above 0");
    double mean = sum / all;
    return switch (recipe.loss()) {
      case LOGISTIC -> {
        double share = Math.max(1e-6, Math.min(1 - 1e-6, mean));
        yield StrictMath.log(share / (1 - share));
      }
      case SQUARED -> mean;
    };
  }

  Trees run() {
    double least = Double.POSITIVE_INFINITY;
    int best = 0;
    for (int round = 0; round < recipe.rounds(); round++) {
      grow(Seeded.of(recipe.seed(), round));
      if (recipe.patience() > 0) {
        double loss = heldLoss();
        if (loss < least) {
          least = loss;
          best = round + 1;
        } else if (round + 1 - best >= recipe.patience()) {
          break;
        }
      }
    }
    int kept = recipe.patience() > 0 ? Math.max(1, best) : trees.size();
    return trees.build(data.width(), base, kept, 1);
  }

  private void grow(Seeded random) {
    int count = choose(random);
    gradients();
    GrownTree tree = grower.grow(chosen, count, gradient, hessian, columns(random), random);
    float rate = (float) recipe.learningRate();
    for (int n = 0; n < tree.count; n++) {
      tree.value[n] *= rate;
    }
    chunks(
        (from, to) -> {
          for (int i = from; i < to; i++) {
            scores[i] += tree.leafValue(data.cells(), i);
          }
        });
    trees.add(tree);
  }

  private int choose(Seeded random) {
    int count = 0;
    for (int i = 0; i < held.length; i++) {
      boolean drawn = recipe.rowShare() >= 1 || random.nextDouble() < recipe.rowShare();
      if (drawn && !held[i]) {
        chosen[count++] = i;
      }
    }
    return count;
  }

  private int[] columns(Seeded random) {
    int all = data.width();
    int count = Math.max(1, (int) Math.round(all * recipe.columnShare()));
    int[] columns = Arrays.copyOf(random.permutation(all), count);
    Arrays.sort(columns);
    return columns;
  }

  private void gradients() {
    chunks(
        (from, to) -> {
          for (int i = from; i < to; i++) {
            gradient(i);
          }
        });
  }

  private void gradient(int i) {
    switch (recipe.loss()) {
      case LOGISTIC -> {
        double p = 1 / (1 + StrictMath.exp(-scores[i]));
        gradient[i] = (float) (weights[i] * (p - truths[i]));
        hessian[i] = (float) (weights[i] * Math.max(1e-12, p * (1 - p)));
      }
      case SQUARED -> {
        gradient[i] = (float) (weights[i] * (scores[i] - truths[i]));
        hessian[i] = weights[i];
      }
    }
  }

  private double heldLoss() {
    double sum = 0;
    for (int i = 0; i < held.length; i++) {
      if (held[i]) {
        sum += weights[i] * loss(i);
      }
    }
    return sum;
  }

  private double loss(int i) {
    return switch (recipe.loss()) {
      case LOGISTIC -> {
        double margin = truths[i] > 0.5 ? scores[i] : -scores[i];
        yield margin > 0
            ? StrictMath.log1p(StrictMath.exp(-margin))
            : -margin + StrictMath.log1p(StrictMath.exp(margin));
      }
      case SQUARED -> 0.5 * (scores[i] - truths[i]) * (scores[i] - truths[i]);
    };
  }

  private interface Chunk {
    void run(int from, int to);
  }

  private void chunks(Chunk chunk) {
    int size = 4096;
    int count = (truths.length + size - 1) / size;
    parallel.run(count, k -> chunk.run(k * size, Math.min(truths.length, (k + 1) * size)));
  }
}
