package dev.harrier.learn.modelfile;

import dev.harrier.learn.data.DataException;
import dev.harrier.learn.modelfile.Scored.Band;
import dev.harrier.learn.text.Grams;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A model, loaded: scores rows and says why. Immutable; safe for all threads that bring a scratch
 * of their own.
 */
public final class Model {
  /** Precisions whose thresholds part the bands. */
  private static final double HIGH = .95;

  private static final double VERY_HIGH = .99;

  private final Parts parts;
  private final Scorer scorer;
  private final Calibrated calibrated;
  private final boolean trusted;
  private final double medium;
  private final double high;
  private final double veryHigh;

  /**
   * Everything that a file holds.
   *
   * @param features numbers first, in the order of the scorer's row, then texts
   * @param derived arrays of what the features were computed with (fitted handles, words of
   *     categories); known to the derivation that {@code head} names, not to the model
   * @param card for people, Markdown
   */
  public record Parts(
      ModelHead head,
      List<ModelFeature> features,
      Scorer scorer,
      Weights derived,
      Calibrated calibrated,
      Curve curve,
      Measured measured,
      TrainingData data,
      String card) {
    public Parts {
      features = List.copyOf(features);
    }
  }

  /**
   * A model of parts.
   *
   * @throws DataException if the features are not those that the scorer reads, or one may not be an
   *     input
   */
  public Model(Parts parts) {
    this.parts = parts;
    this.scorer = parts.scorer;
    this.calibrated = parts.calibrated;
    this.trusted = calibrated.trusted();
    this.medium = parts.head.threshold();
    this.high = parts.curve.threshold(HIGH).orElse(Double.POSITIVE_INFINITY);
    this.veryHigh = parts.curve.threshold(VERY_HIGH).orElse(Double.POSITIVE_INFINITY);
    check();
  }

  private void check() {
    if (!parts.head.kind().equals(scorer.kind())) {
      throw new DataException(
          "a head of kind `" + parts.head.kind() + "` over a scorer of `" + scorer.kind() + "`");
    }
    int texts = (int) parts.features.stream().filter(ModelFeature::isText).count();
    if (texts != scorer.texts() || parts.features.size() - texts != scorer.numbers()) {
      throw new DataException(
          (parts.features.size() - texts)
              + " numbers and "
              + texts
              + " texts are described, expected "
              + scorer.numbers()
              + " and "
              + scorer.texts());
    }
    for (int i = 0; i < parts.features.size(); i++) {
      ModelFeature feature = parts.features.get(i);
      if (feature.isText() != i >= scorer.numbers()) {
        throw new DataException("text `" + feature.name() + "` stands before a number");
      }
      if (!feature.column().leakage().mayBeInput()) {
        throw new DataException(
            "`" + feature.name() + "` is " + feature.column().leakage() + ", never an input");
      }
    }
  }

  public ModelHead head() {
    return parts.head;
  }

  /** Numbers first, then texts. */
  public List<ModelFeature> features() {
    return parts.features;
  }

  public Scorer scorer() {
    return scorer;
  }

  public Parts parts() {
    return parts;
  }

  /** Whether its probabilities, bands and {@link #threshold} may be used. */
  public boolean trusted() {
    return trusted;
  }

  /** The score alone, as the scorer gives it. */
  public double rawScore(float[] numbers, String[] texts, Grams scratch) {
    return scorer.score(numbers, texts, scratch);
  }

  /** Score, probability and band of a row; see {@link Scorer#score}. */
  public Scored score(float[] numbers, String[] texts, Grams scratch) {
    double score = scorer.score(numbers, texts, scratch);
    return new Scored(score, calibrated.probability(score), band(score));
  }

  /** The same with a scratch made for it. */
  public Scored score(float[] numbers, String... texts) {
    return score(numbers, texts, new Grams());
  }

  /** Why a row has its score. */
  public Explanation explain(float[] numbers, String[] texts, Grams scratch) {
    return scorer.explain(parts.features, numbers, texts, scratch);
  }

  /** Calibrated probability of truth 1; NaN if the model is not {@link #trusted}. */
  public double probability(double score) {
    return calibrated.probability(score);
  }

  /** The band of a score. */
  public Band band(double score) {
    if (!trusted) {
      return Band.WITHHELD;
    }
    if (score >= veryHigh) {
      return Band.VERY_HIGH;
    }
    if (score >= high) {
      return Band.HIGH;
    }
    return score >= medium ? Band.MEDIUM : Band.LOW;
  }

  /**
   * The lowest score whose measured precision is surely at least this; empty if none is, or if the
   * model is not {@link #trusted}.
   */
  public OptionalDouble threshold(double precision) {
    return trusted ? parts.curve.threshold(precision) : OptionalDouble.empty();
  }
}
