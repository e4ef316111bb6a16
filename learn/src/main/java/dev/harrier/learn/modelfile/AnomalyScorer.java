package dev.harrier.learn.modelfile;

import dev.harrier.learn.anomaly.IsolationForest;
import dev.harrier.learn.data.DataException;
import dev.harrier.learn.text.Grams;
import dev.harrier.learn.tree.Explainer;
import java.util.List;

/**
 * An isolation forest: {@code 2^(−E[h]/c)}. Its explanation is of {@code log2} of the score, since
 * that is what adds up.
 */
public final class AnomalyScorer implements Scorer {
  static final String KIND = "anomaly";

  private final IsolationForest forest;
  private final Explainer explainer;

  public AnomalyScorer(IsolationForest forest) {
    this.forest = forest;
    this.explainer = new Explainer(forest.trees());
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public int numbers() {
    return forest.trees().features();
  }

  @Override
  public int texts() {
    return 0;
  }

  @Override
  public double score(float[] numbers, String[] texts, Grams scratch) {
    return forest.score(numbers);
  }

  @Override
  public Explanation explain(
      List<ModelFeature> features, float[] numbers, String[] texts, Grams scratch) {
    return TreeScorer.explained(explainer, -1 / forest.usualPath(), features, numbers);
  }

  @Override
  public void write(Weights weights) {
    TreeScorer.write(forest.trees(), weights);
    weights.put("sample", forest.sample());
  }

  static AnomalyScorer read(Weights weights) throws ModelFileException {
    try {
      return new AnomalyScorer(
          new IsolationForest(TreeScorer.read(weights), weights.one("sample")));
    } catch (DataException e) {
      throw new ModelFileException("`weights.bin` holds no isolation forest: " + e.getMessage());
    }
  }
}
