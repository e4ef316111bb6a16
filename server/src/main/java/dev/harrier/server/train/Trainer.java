package dev.harrier.server.train;

import dev.harrier.detect.text.TextItem;
import dev.harrier.learn.anomaly.IsolationForest;
import dev.harrier.learn.calibrate.Calibration;
import dev.harrier.learn.calibrate.Calibrator;
import dev.harrier.learn.calibrate.Gate;
import dev.harrier.learn.data.Column;
import dev.harrier.learn.data.Frame;
import dev.harrier.learn.data.Parallel;
import dev.harrier.learn.metric.Judgement;
import dev.harrier.learn.metric.Probabilities;
import dev.harrier.learn.metric.Ranking;
import dev.harrier.learn.metric.Splits;
import dev.harrier.learn.modelfile.AnomalyScorer;
import dev.harrier.learn.modelfile.Calibrated;
import dev.harrier.learn.modelfile.Curve;
import dev.harrier.learn.modelfile.Measured;
import dev.harrier.learn.modelfile.Model;
import dev.harrier.learn.modelfile.ModelFeature;
import dev.harrier.learn.modelfile.ModelFeature.Quantiles;
import dev.harrier.learn.modelfile.ModelHead;
import dev.harrier.learn.modelfile.Reference;
import dev.harrier.learn.modelfile.Scorer;
import dev.harrier.learn.modelfile.TrainingData;
import dev.harrier.learn.modelfile.TreeScorer;
import dev.harrier.learn.text.Grams;
import dev.harrier.learn.tree.Boosting;
import dev.harrier.server.recipe.TableModel;
import dev.harrier.server.recipe.TextModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes a model of a data set: folds give scores that no row's own model saw, from which threshold,
 * curve, map and figures come; then all rows train the model that is kept.
 */
public final class Trainer {
  static final int FOLDS = 5;
  static final long SEED = 7;

  private final Dataset data;
  private final int[] features;
  private final Parallel parallel;
  private final IntConsumer fitted;

  /**
   * A trainer.
   *
   * @param fitted told how many models are fitted, for a progress bar
   */
  public Trainer(Dataset data, Parallel parallel, IntConsumer fitted) {
    this.data = data;
    this.features = data.informative();
    this.parallel = parallel;
    this.fitted = fitted;
  }

  /** How many models {@link #train} fits. */
  public static int models() {
    return FOLDS + 1;
  }

  /** Features that are the same in every row, and so left out. */
  public List<String> constant() {
    List<String> constant = new ArrayList<>();
    int width = data.derivation.features().size() - data.derivation.texts();
    for (int i = 0; i < width; i++) {
      int feature = i;
      if (Arrays.stream(features).noneMatch(one -> one == feature)) {
        constant.add(data.derivation.features().get(i).name());
      }
    }
    return constant;
  }

  /** Held-out scores of all rows, with what was chosen without looking at each row's fold. */
  record HeldOut(
      double[] scores, double[] probabilities, boolean[] called, int[] truths, int[] fold) {}

  /** Fits a scorer to some rows. */
  Scorer fit(int[] rows) {
    return switch (data.recipe.kind()) {
      case "text" -> text(rows);
      case "stack" -> stack(rows);
      case "anomaly" -> new AnomalyScorer(IsolationForest.fit(frame(rows), SEED));
      default -> new TreeScorer(Boosting.STANDARD.fit(frame(rows), parallel));
    };
  }

  /** Two folds on truths in another order: what knows nothing reaches. */
  HeldOut shuffled() {
    Dataset mixed = data.shuffled(SEED);
    return new Trainer(mixed, parallel, done -> {}).heldOut(Splits.folds(mixed.truths(), 2, SEED));
  }

  private Frame frame(int[] rows) {
    checkInformative();
    return data.frame(rows, features);
  }

  private void checkInformative() {
    if (features.length == 0) {
      throw new dev.harrier.learn.data.DataException(
          "every feature is the same in all "
              + data.rows()
              + " rows, expected one that tells rows apart; the table has "
              + data.present());
    }
  }

  private Scorer stack(int[] rows) {
    checkInformative();
    List<float[]> cells = new ArrayList<>();
    List<TextItem> items = new ArrayList<>();
    List<String> shared = data.groups();
    List<String> group = shared == null ? null : new ArrayList<>();
    int[] all = data.truths();
    for (int row : rows) {
      cells.add(numbers(row));
      if (data.derivation.texts() > 0) {
        items.add(new TextItem(data.texts.get(row), new float[0], new float[0]));
      }
      if (shared != null && group != null) {
        group.add(shared.get(row));
      }
    }
    List<Column> columns =
        Arrays.stream(features)
            .mapToObj(feature -> data.column(data.derivation.features().get(feature)))
            .toList();
    return TableModel.fit(
        Boosting.STANDARD,
        new TableModel.Rows(
            columns, cells, items, Arrays.stream(rows).map(row -> all[row]).toArray(), group),
        parallel);
  }

  private Scorer text(int[] rows) {
    List<TextItem> items = new ArrayList<>();
    int[] truth = new int[rows.length];
    int[] all = data.truths();
    for (int i = 0; i < rows.length; i++) {
      items.add(new TextItem(data.texts.get(rows[i]), new float[0], numbers(rows[i])));
      truth[i] = all[rows[i]];
    }
    return TextModel.fit(items, truth, 2).scorer();
  }

  float[] numbers(int row) {
    float[] cells = new float[features.length];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = data.numbers.get(row)[features[i]];
    }
    return cells;
  }

  /** Folds by group where rows share one, else stratified. */
  List<Splits.Split> folds(int folds) {
    List<String> groups = data.groups();
    return groups == null
        ? Splits.folds(data.truths(), folds, SEED)
        : Splits.groupFolds(groups, folds, SEED);
  }

  /** Scores of rows by models that did not see them. */
  HeldOut heldOut(List<Splits.Split> splits) {
    int[] truths = data.truths();
    double[] scores = new double[truths.length];
    int[] fold = new int[truths.length];
    Arrays.fill(fold, -1);
    int done = 0;
    for (int k = 0; k < splits.size(); k++) {
      Scorer scorer = fit(splits.get(k).train());
      Grams grams = new Grams();
      for (int row : splits.get(k).test()) {
        scores[row] = scorer.score(numbers(row), data.texts.get(row), grams);
        fold[row] = k;
      }
      fitted.accept(++done);
    }
    return crossed(scores, truths, fold, splits.size());
  }

  /** Threshold and map of each fold from the others. */
  private static HeldOut crossed(double[] scores, int[] truths, int[] fold, int folds) {
    double[] probabilities = new double[scores.length];
    boolean[] called = new boolean[scores.length];
    for (int k = 0; k < folds; k++) {
      int number = k;
      int[] others = where(fold, one -> one != number && one >= 0);
      double[] s = at(scores, others);
      int[] t = at(truths, others);
      Calibration map = Calibrator.fit(s, t, ones(t.length));
      double threshold = Ranking.bestThreshold(s, t);
      for (int row : where(fold, one -> one == number)) {
        probabilities[row] = map.probability(scores[row]);
        called[row] = scores[row] >= threshold;
      }
    }
    return new HeldOut(scores, probabilities, called, truths, fold);
  }

  static int[] where(int[] fold, java.util.function.IntPredicate wanted) {
    return java.util.stream.IntStream.range(0, fold.length)
        .filter(i -> wanted.test(fold[i]))
        .toArray();
  }

  static double[] at(double[] values, int[] rows) {
    return Arrays.stream(rows).mapToDouble(row -> values[row]).toArray();
  }

  static int[] at(int[] values, int[] rows) {
    return Arrays.stream(rows).map(row -> values[row]).toArray();
  }

  private static double[] ones(int length) {
    double[] ones = new double[length];
    Arrays.fill(ones, 1);
    return ones;
  }

  /** Trains a model. */
  public Model train(String name, String codeVersion) {
    HeldOut held = heldOut(folds(FOLDS));
    int[] all = java.util.stream.IntStream.range(0, data.rows()).toArray();
    Scorer scorer = fit(all);
    fitted.accept(models());
    Calibrated calibrated = calibrated(held);
    List<Judgement.Figure> figures = figures(held, calibrated.trusted());
    return new Model(
        new Model.Parts(
            new ModelHead(
                scorer.kind(),
                name,
                data.recipe.name(),
                data.derivation.name(),
                SEED,
                newest(),
                codeVersion,
                Ranking.bestThreshold(held.scores(), held.truths())),
            features(scorer),
            scorer,
            data.derivation.fitted(),
            calibrated,
            Curve.of(held.scores(), held.truths()),
            measured(figures),
            trainingData(held.truths()).with(references(scorer, held)),
            Card.of(data, calibrated, figures, constant())));
  }

  /** The gate sees probabilities of rows that their map did not see. */
  static Calibrated calibrated(HeldOut held) {
    double ece = Probabilities.ece(held.probabilities(), held.truths());
    Gate gate =
        new Gate(
            ece,
            Probabilities.eceIfPerfect(held.probabilities(), SEED),
            Probabilities.logLoss(held.probabilities(), held.truths()),
            ece <= Gate.ECE_MAX);
    Calibration map = Calibrator.fit(held.scores(), held.truths(), ones(held.truths().length));
    return new Calibrated(map, held.truths().length, held.truths().length, gate);
  }

  List<Judgement.Figure> figures(HeldOut held, boolean trusted) {
    return Judgement.of(
        held.scores(), held.probabilities(), held.called(), held.truths(), data.groups(), SEED);
  }

  private static Measured measured(List<Judgement.Figure> figures) {
    return new Measured(
        FOLDS + " folds",
        figures.stream()
            .map(
                one ->
                    new Measured.Figure(
                        one.metric(),
                        one.interval().value(),
                        one.interval().low(),
                        one.interval().high()))
            .toList(),
        List.of());
  }

  private List<Reference> references(Scorer scorer, HeldOut held) {
    List<Reference> references = new ArrayList<>();
    references.add(Reference.of(Reference.SCORE, held.scores()));
    for (int i = 0; i < scorer.numbers(); i++) {
      float[] values = new float[data.rows()];
      for (int row = 0; row < values.length; row++) {
        values[row] = data.numbers.get(row)[features[i]];
      }
      references.add(Reference.of(data.derivation.features().get(features[i]).name(), values));
    }
    return references;
  }

  private TrainingData trainingData(int[] truths) {
    long oldest = ModelHead.NO_TIME;
    for (int i = 0; i < data.rows(); i++) {
      if (!Double.isNaN(data.time(i))) {
        long time = (long) data.time(i);
        oldest = oldest == ModelHead.NO_TIME ? time : Math.min(oldest, time);
      }
    }
    return new TrainingData(
        data.rows(),
        Arrays.stream(truths).sum(),
        oldest,
        newest(),
        data.hash(),
        List.of(),
        List.of());
  }

  private long newest() {
    long newest = ModelHead.NO_TIME;
    for (int i = 0; i < data.rows(); i++) {
      newest = Double.isNaN(data.time(i)) ? newest : Math.max(newest, (long) data.time(i));
    }
    return newest;
  }

  private List<ModelFeature> features(Scorer scorer) {
    List<ModelFeature> kept = new ArrayList<>();
    for (int feature : features) {
      kept.add(described(feature));
    }
    int made = data.derivation.features().size() - data.derivation.texts();
    for (int i = 0; i < scorer.texts(); i++) {
      kept.add(data.derivation.features().get(made + i));
    }
    return kept;
  }

  private ModelFeature described(int feature) {
    ModelFeature one = data.derivation.features().get(feature);
    float[] values = new float[data.rows()];
    for (int i = 0; i < values.length; i++) {
      values[i] = data.numbers.get(i)[feature];
    }
    return new ModelFeature(data.column(one), one.definition(), one.doc(), Quantiles.of(values));
  }

  @Nullable List<String> groups() {
    return data.groups();
  }
}
