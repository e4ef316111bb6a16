package dev.harrier.learn.modelfile;

import dev.harrier.learn.text.Grams;
import dev.harrier.learn.tree.Explainer;
import dev.harrier.learn.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The mean of boosted trees' and a random forest's log-odds; where rows have texts, the trees see
 * the margin of a text model as their last number (Wolpert 1992).
 *
 * <p>A forest's share {@code s} of ones counts as {@code ln((s + e) / (1 − s + e))}. Its
 * attributions, which add up in shares, are stretched by one factor so that they add up in
 * log-odds. The credit of the margin is one contribution, named after the texts.
 */
public final class StackScorer implements Scorer {
  static final String KIND = "stack";

  /** A leaf's share of ones counts as if so much more of both classes had been there. */
  private static final double UNSEEN = 0.01;

  private static final int BOOSTED_MOST = 64;

  private final List<Trees> boosted;
  private final Trees forest;
  private final @Nullable TextScorer text;
  private final List<Explainer> boostedWhy;
  private final Explainer forestWhy;

  /**
   * A scorer of known parts.
   *
   * @param boosted one or more, of log-odds
   * @param forest of shares of ones, over the same row
   * @param text whose margin is the last number of the trees' row, null if there is none
   * @throws IllegalArgumentException if the parts read rows of unlike width
   */
  public StackScorer(List<Trees> boosted, Trees forest, @Nullable TextScorer text) {
    boolean fits =
        boosted.stream().allMatch(trees -> trees.features() == forest.features())
            && (text == null || (text.numbers() == 0 && forest.features() > 0));
    if (boosted.isEmpty() || !fits) {
      throw new IllegalArgumentException(
          "the parts of a stack read rows of unlike width, expected " + forest.features());
    }
    this.boosted = List.copyOf(boosted);
    this.forest = forest;
    this.text = text;
    this.boostedWhy = this.boosted.stream().map(Explainer::new).toList();
    this.forestWhy = new Explainer(forest);
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public int numbers() {
    return text == null ? forest.features() : forest.features() - 1;
  }

  @Override
  public int texts() {
    return text == null ? 0 : text.texts();
  }

  @Override
  public double score(float[] numbers, String[] texts, Grams scratch) {
    return logOdds(row(numbers, texts, scratch));
  }

  /** The log-odds of a row of numbers that ends in the margin of its texts, if they are read. */
  public double logOdds(float[] row) {
    double sum = 0;
    for (Trees trees : boosted) {
      sum += trees.score(row);
    }
    return (sum / boosted.size() + odds(forest.score(row))) / 2;
  }

  private static double odds(double share) {
    return Math.log((share + UNSEEN) / (1 - share + UNSEEN));
  }

  private float[] row(float[] numbers, String[] texts, Grams scratch) {
    if (text == null) {
      return numbers;
    }
    float[] row = new float[forest.features()];
    System.arraycopy(numbers, 0, row, 0, row.length - 1);
    row[row.length - 1] = (float) text.score(new float[0], texts, scratch);
    return row;
  }

  @Override
  public Explanation explain(
      List<ModelFeature> features, float[] numbers, String[] texts, Grams scratch) {
    float[] row = row(numbers, texts, scratch);
    double[] credit = new double[row.length];
    double base = odds(forestWhy.expected()) / 2;
    for (Explainer why : boostedWhy) {
      base += why.expected() / boosted.size() / 2;
      add(why.path(row), 1.0 / boosted.size() / 2, credit);
    }
    double share = forest.score(row);
    double moved = share - forestWhy.expected();
    if (Math.abs(moved) > 1e-12) {
      add(forestWhy.path(row), (odds(share) - odds(forestWhy.expected())) / moved / 2, credit);
    }
    return new Explanation(base, contributions(features, row, credit));
  }

  private static void add(double[] from, double unit, double[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] += unit * from[i];
    }
  }

  private List<Contribution> contributions(
      List<ModelFeature> features, float[] row, double[] credit) {
    List<Contribution> contributions = new ArrayList<>();
    int numbers = numbers();
    for (int i = 0; i < numbers; i++) {
      if (credit[i] != 0) {
        ModelFeature.Quantiles seen = features.get(i).training();
        contributions.add(
            new Contribution(features.get(i).name(), row[i], credit[i], seen.p10(), seen.p90()));
      }
    }
    if (text != null && credit[numbers] != 0) {
      List<String> read =
          features.subList(numbers, features.size()).stream().map(ModelFeature::name).toList();
      contributions.add(
          new Contribution(
              "words of " + String.join(", ", read),
              row[numbers],
              credit[numbers],
              Double.NaN,
              Double.NaN));
    }
    return contributions;
  }

  @Override
  public void write(Weights out) {
    for (int i = 0; i < boosted.size(); i++) {
      out.put("boosted" + i, bytes(new TreeScorer(boosted.get(i))));
    }
    out.put("forest", bytes(new TreeScorer(forest)));
    if (text != null) {
      out.put("text", bytes(text));
    }
  }

  private static byte[] bytes(Scorer part) {
    Weights weights = new Weights();
    part.write(weights);
    return weights.toBytes();
  }

  static StackScorer read(Weights in) throws ModelFileException {
    List<Trees> boosted = new ArrayList<>();
    while (boosted.size() < BOOSTED_MOST && in.has("boosted" + boosted.size())) {
      boosted.add(TreeScorer.read(Weights.of(in.bytes("boosted" + boosted.size()))));
    }
    Trees forest = TreeScorer.read(Weights.of(in.bytes("forest")));
    TextScorer text = in.has("text") ? TextScorer.read(Weights.of(in.bytes("text"))) : null;
    try {
      return new StackScorer(boosted, forest, text);
    } catch (IllegalArgumentException e) {
      throw new ModelFileException("`weights.bin` holds no stack: " + e.getMessage());
    }
  }
}
