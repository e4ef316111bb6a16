package dev.harrier.learn.modelfile;

import dev.harrier.learn.text.Grams;
import java.util.List;

/** What gives a score to a row of numbers and folded texts. Immutable; safe for all threads. */
public sealed interface Scorer permits TreeScorer, TextScorer, AnomalyScorer, StackScorer {
  /** One of {@link ModelKinds}. */
  String kind();

  /** How many numbers it reads. */
  int numbers();

  /** How many texts it reads. */
  int texts();

  /**
   * The score of a row.
   *
   * @param numbers one a number feature, absent = NaN
   * @param texts one a text feature, folded by {@link dev.harrier.learn.text.TextNormalizer}
   * @param scratch of the calling thread
   */
  double score(float[] numbers, String[] texts, Grams scratch);

  /**
   * What each feature added, unsorted; see {@link Explanation}. Cheap enough for each decision.
   *
   * @param features numbers first, then texts
   */
  Explanation explain(List<ModelFeature> features, float[] numbers, String[] texts, Grams scratch);

  /** Adds the arrays that {@link ModelKinds} reads it from. */
  void write(Weights weights);
}
