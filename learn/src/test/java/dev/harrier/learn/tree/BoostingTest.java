package dev.harrier.learn.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.harrier.learn.data.Column;
import dev.harrier.learn.data.Frame;
import dev.harrier.learn.data.Leakage;
import dev.harrier.learn.data.Parallel;
import dev.harrier.learn.data.Seeded;
import dev.harrier.learn.metric.Ranking;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.junit.jupiter.api.Test;

class BoostingTest {
  private static final Boosting SMALL = Boosting.STANDARD.withRounds(60).withPatience(0);

  @Test
  void itRanksAsWellAsXgboost() throws XGBoostError {
    Frame train = Generated.rows(8_000, 12, 1);
    Frame test = Generated.rows(8_000, 12, 2);
    Boosting recipe = SMALL.withRounds(100).withLearningRate(0.1);

    double ours = Ranking.auroc(recipe.fit(train, Parallel.NONE).scores(test), test.classes());

    double theirs = Ranking.auroc(xgboost(train, test, recipe), test.classes());
    assertThat(theirs).isGreaterThan(0.8);
    assertThat(ours).isCloseTo(theirs, within(0.005));
  }

  @Test
  void theNumberOfThreadsChangesNothing() {
    Frame train = Generated.rows(3_000, 9, 3);
    Trees alone = SMALL.fit(train, Parallel.NONE);
    Trees three;
    try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
      three = SMALL.fit(train, new Parallel(pool, 3));
    }

    assertThat(three.nodes()).isEqualTo(alone.nodes());
    assertThat(three.values()).isEqualTo(alone.values());
    assertThat(SMALL.withSeed(8).fit(train, Parallel.NONE).values()).isNotEqualTo(alone.values());
  }

  @Test
  void aMonotoneColumnNeverLowersTheScore() {
    Frame free = Generated.rows(3_000, 5, 4);
    List<Column> columns = new java.util.ArrayList<>(free.columns());
    columns.set(3, columns.get(3).withMonotone(1)); // its true effect is a sine
    Frame.Builder builder = Frame.of(columns);
    for (int i = 0; i < free.rows(); i++) {
      builder.row(free.ids().get(i), free.row(i)).truth(free.truths()[i]);
    }

    assertThat(falls(SMALL.fit(builder.build(), Parallel.NONE), 3)).isZero();
    assertThat(falls(SMALL.fit(free, Parallel.NONE), 3)).isPositive();
  }

  private static int falls(Trees trees, int column) {
    int falls = 0;
    Frame probes = Generated.rows(50, 5, 5);
    for (int i = 0; i < probes.rows(); i++) {
      float[] row = probes.row(i);
      double before = Double.NEGATIVE_INFINITY;
      for (float x = -3; x < 3; x += 0.05f) {
        row[column] = x;
        double score = trees.score(row);
        falls += score < before - 1e-12 ? 1 : 0;
        before = score;
      }
    }
    return falls;
  }

  @Test
  void absenceThatTellsTheClassIsLearned() {
    Frame.Builder builder = Frame.of(List.of(Column.number("x")));
    Seeded random = new Seeded(1);
    for (int i = 0; i < 1_000; i++) {
      boolean bad = i % 4 == 0;
      builder.row("r" + i, bad ? Float.NaN : (float) random.nextDouble()).truth(bad ? 1 : 0);
    }

    Trees trees = SMALL.fit(builder.build(), Parallel.NONE);

    assertThat(trees.score(new float[] {Float.NaN})).isGreaterThan(1);
    assertThat(trees.score(new float[] {0.5f})).isLessThan(-1);
  }

  @Test
  void aValueNeverAbsentInTrainingGoesToTheLargerSideWhenAbsent() {
    Frame.Builder builder = Frame.of(List.of(Column.number("x")));
    for (int i = 0; i < 1_000; i++) {
      builder.row("r" + i, i < 800 ? 0 : 1).truth(i < 800 ? 0 : 1);
    }

    Boosting plain = SMALL.withRounds(5).withShares(1, 1);
    Trees trees = plain.fit(builder.build(), Parallel.NONE);

    assertThat(trees.score(new float[] {Float.NaN})).isEqualTo(trees.score(new float[] {0}));
    assertThat(trees.score(new float[] {1})).isGreaterThan(trees.score(new float[] {0}));
  }

  @Test
  void earlyStoppingKeepsFewerTreesWhereNothingCanBeLearned() {
    Frame train = Generated.rows(2_000, 5, 6);
    float[] coins = new float[train.rows()];
    Seeded random = new Seeded(2);
    for (int i = 0; i < coins.length; i++) {
      coins[i] = random.nextInt(2);
    }

    Trees trees = Boosting.STANDARD.fit(train.withTruths(coins), Parallel.NONE);

    assertThat(trees.size()).isBetween(1, 100);
  }

  @Test
  void aRowOfWeightTwoIsTheSameRowTwice() {
    Frame once = Generated.rows(500, 5, 7);
    Frame.Builder twice = Frame.of(once.columns());
    float[] weights = new float[once.rows()];
    for (int i = 0; i < once.rows(); i++) {
      weights[i] = i % 2 + 1;
      for (int k = 0; k <= i % 2; k++) {
        twice.row(i + "/" + k, once.row(i)).truth(once.truths()[i]);
      }
    }
    Boosting all = SMALL.withShares(1, 1);

    Trees weighted = all.fit(once.withWeights(weights), Parallel.NONE);
    Trees repeated = all.fit(twice.build(), Parallel.NONE);

    for (int i = 0; i < once.rows(); i++) {
      assertThat(weighted.score(once.row(i))).isCloseTo(repeated.score(once.row(i)), within(1e-4));
    }
  }

  @Test
  void squaredErrorEstimatesAQuantity() {
    Frame train = Generated.rows(2_000, 5, 8);
    float[] truths = new float[train.rows()];
    for (int i = 0; i < truths.length; i++) {
      truths[i] = Float.isNaN(train.value(i, 0)) ? 0 : 3 * train.value(i, 0) + 10;
    }

    Trees trees =
        SMALL
            .withLoss(Boosting.Loss.SQUARED)
            .withLearningRate(0.2)
            .fit(train.withTruths(truths), Parallel.NONE);

    assertThat(trees.score(new float[] {1, 0, 0, 0, 0})).isCloseTo(13, within(0.6));
    assertThat(trees.score(new float[] {-1, 0, 0, 0, 0})).isCloseTo(7, within(0.6));
  }

  @Test
  void aForestRanksWell() {
    Frame train = Generated.rows(2_000, 6, 9);
    Frame test = Generated.rows(2_000, 6, 10);

    Trees forest = new Forest(60, 20, 1, 7).fit(train, Parallel.NONE);

    double[] scores = forest.scores(test);
    assertThat(Ranking.auroc(scores, test.classes())).isGreaterThan(0.75);
    assertThat(java.util.Arrays.stream(scores).boxed()).allMatch(p -> p > -1e-6 && p < 1 + 1e-6);
  }

  @Test
  void aColumnThatHoldsTheOutcomeIsRefused() {
    List<Column> columns = List.of(Column.number("votes").withLeakage(Leakage.OUTCOME));
    Frame frame = Frame.of(columns).row("a", 1).truth(1).row("b", 2).truth(0).build();

    assertThatThrownBy(() -> SMALL.fit(frame, Parallel.NONE))
        .hasMessage(
            "column `votes` is of class outcome, expected numbers of class past, snapshot or"
                + " delayed");
  }

  @Test
  void columnsWithoutAnyValueAreHarmless() {
    Frame.Builder builder = Frame.of(List.of(Column.number("none"), Column.number("x")));
    for (int i = 0; i < 200; i++) {
      builder.row("r" + i, Float.NaN, i).truth(i < 100 ? 0 : 1);
    }

    Trees trees = SMALL.fit(builder.build(), Parallel.NONE);

    assertThat(trees.score(new float[] {5, 150}))
        .isGreaterThan(0)
        .isEqualTo(trees.score(new float[] {Float.NaN, 150}));
  }

  @Test
  void bothExplanationsAddUpToTheScore() {
    Frame train = Generated.rows(3_000, 8, 11);
    Trees trees = SMALL.fit(train, Parallel.NONE);
    Explainer explainer = new Explainer(trees);

    for (int i = 0; i < 200; i++) {
      float[] row = train.row(i);
      double off = trees.score(row) - explainer.expected();
      assertThat(sum(explainer.path(row))).isCloseTo(off, within(1e-6));
      assertThat(sum(explainer.shap(row))).isCloseTo(off, within(1e-6));
    }
  }

  @Test
  void shapleyValuesAreThoseOfTheDefinition() {
    Frame train = Generated.rows(2_000, 5, 12);
    Trees trees = SMALL.withRounds(8).withDepth(4).fit(train, Parallel.NONE);
    Explainer explainer = new Explainer(trees);

    for (int i = 0; i < 20; i++) {
      double[] expected = ShapleyByDefinition.of(trees, train.row(i));
      assertThat(explainer.shap(train.row(i))).containsExactly(expected, within(1e-9));
    }
  }

  private static double sum(double[] parts) {
    return java.util.Arrays.stream(parts).sum();
  }

  private static double[] xgboost(Frame train, Frame test, Boosting recipe) throws XGBoostError {
    Map<String, Object> parameters =
        Map.of(
            "objective",
            "binary:logistic",
            "tree_method",
            "hist",
            "eta",
            recipe.learningRate(),
            "max_depth",
            recipe.depth(),
            "min_child_weight",
            recipe.minHessian(),
            "subsample",
            recipe.rowShare(),
            "colsample_bytree",
            recipe.columnShare(),
            "nthread",
            1,
            "seed",
            7,
            "max_bin",
            255);
    DMatrix matrix = matrix(train);
    matrix.setLabel(train.truths());
    Booster booster = XGBoost.train(matrix, parameters, recipe.rounds(), Map.of(), null, null);
    float[][] predicted = booster.predict(matrix(test), true);
    double[] scores = new double[predicted.length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = predicted[i][0];
    }
    return scores;
  }

  private static DMatrix matrix(Frame frame) throws XGBoostError {
    float[] values = new float[frame.rows() * frame.width()];
    for (int i = 0; i < frame.rows(); i++) {
      System.arraycopy(frame.row(i), 0, values, i * frame.width(), frame.width());
    }
    return new DMatrix(values, frame.rows(), frame.width(), Float.NaN);
  }
}
