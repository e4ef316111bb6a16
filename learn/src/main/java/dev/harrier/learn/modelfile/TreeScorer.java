package dev.harrier.learn.modelfile;

import dev.harrier.learn.data.DataException;
import dev.harrier.learn.text.Grams;
import dev.harrier.learn.tree.Explainer;
import dev.harrier.learn.tree.Trees;
import java.util.ArrayList;
import java.util.List;

/** Boosted trees, or a forest: sums of leaves. */
public final class TreeScorer implements Scorer {
  static final String KIND = "trees";

  private final Trees trees;
  private final Explainer explainer;

  public TreeScorer(Trees trees) {
    this.trees = trees;
    this.explainer = new Explainer(trees);
  }

  public Trees trees() {
    return trees;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public int numbers() {
    return trees.features();
  }

  @Override
  public int texts() {
    return 0;
  }

  @Override
  public double score(float[] numbers, String[] texts, Grams scratch) {
    return trees.score(numbers);
  }

  @Override
  public Explanation explain(
      List<ModelFeature> features, float[] numbers, String[] texts, Grams scratch) {
    return explained(explainer, 1, features, numbers);
  }

  /** Shapley values instead of path attribution: fairer to features that act together, slower. */
  public Explanation shapley(List<ModelFeature> features, float[] numbers) {
    return new Explanation(
        explainer.expected(), contributions(explainer.shap(numbers), 1, features, numbers));
  }

  static Explanation explained(
      Explainer explainer, double unit, List<ModelFeature> features, float[] numbers) {
    return new Explanation(
        unit * explainer.expected(),
        contributions(explainer.path(numbers), unit, features, numbers));
  }

  private static List<Contribution> contributions(
      double[] credit, double unit, List<ModelFeature> features, float[] numbers) {
    List<Contribution> contributions = new ArrayList<>();
    for (int i = 0; i < credit.length; i++) {
      if (credit[i] != 0) {
        ModelFeature.Quantiles seen = features.get(i).training();
        contributions.add(
            new Contribution(
                features.get(i).name(), numbers[i], unit * credit[i], seen.p10(), seen.p90()));
      }
    }
    return contributions;
  }

  @Override
  public void write(Weights weights) {
    write(trees, weights);
  }

  static void write(Trees trees, Weights weights) {
    weights
        .put("features", trees.features())
        .put("base", trees.base())
        .put("roots", trees.roots())
        .put("nodes", trees.nodes())
        .put("values", trees.values())
        .put("covers", trees.covers());
  }

  static Trees read(Weights weights) throws ModelFileException {
    double[] base = weights.doubles("base");
    try {
      if (base.length != 1) {
        throw new DataException(base.length + " bases, expected one");
      }
      return new Trees(
          weights.one("features"),
          base[0],
          weights.ints("roots"),
          weights.ints("nodes"),
          weights.floats("values"),
          weights.floats("covers"));
    } catch (DataException e) {
      throw new ModelFileException("`weights.bin` holds no trees: " + e.getMessage());
    }
  }
}
