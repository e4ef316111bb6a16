package dev.harrier.learn.modelfile;

import dev.harrier.learn.linear.LinearModel;
import dev.harrier.learn.text.Grams;
import dev.harrier.learn.text.HashedText;
import java.util.ArrayList;
import java.util.List;

/**
 * A linear model over hashed texts and a few standardised numbers.
 *
 * <p>A number counts as {@code clamp((x − mean) · scale, ±most)}; an absent one as its mean.
 */
public final class TextScorer implements Scorer {
  static final String KIND = "text";

  private final HashedText hashed;
  private final float[] weights;
  private final float[] pairs;
  private final double bias;
  private final float[] mean;
  private final float[] scale;
  private final float most;

  /**
   * A scorer of known parts, which are owned by it from now on.
   *
   * @param model two classes; a weight for each column of {@code hashed}, then one for each number
   * @param most how far a scaled number counts
   */
  public TextScorer(HashedText hashed, LinearModel model, float[] mean, float[] scale, float most) {
    if (model.bias().length != 1 || model.weights()[0].length != hashed.columns() + mean.length) {
      throw new IllegalArgumentException(
          "a model of "
              + model.bias().length
              + " classes over "
              + model.weights()[0].length
              + " columns, expected one margin over "
              + (hashed.columns() + mean.length));
    }
    this.hashed = hashed;
    this.weights = model.weights()[0];
    this.pairs = hashed.paired(weights);
    this.bias = model.bias()[0];
    this.mean = mean;
    this.scale = scale;
    this.most = most;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public int numbers() {
    return mean.length;
  }

  @Override
  public int texts() {
    return hashed.fields();
  }

  @Override
  public double score(float[] numbers, String[] texts, Grams scratch) {
    double sum = bias + hashed.dot(scratch, pairs, texts);
    for (int i = 0; i < mean.length; i++) {
      sum += term(i, numbers[i]);
    }
    return sum;
  }

  private double term(int i, float x) {
    if (Float.isNaN(x)) {
      return 0;
    }
    return (double) weights[hashed.columns() + i]
        * Math.clamp((x - mean[i]) * scale[i], -most, most);
  }

  @Override
  public Explanation explain(
      List<ModelFeature> features, float[] numbers, String[] texts, Grams scratch) {
    List<Contribution> contributions = new ArrayList<>();
    for (int i = 0; i < mean.length; i++) {
      ModelFeature.Quantiles seen = features.get(i).training();
      contributions.add(
          new Contribution(
              features.get(i).name(), numbers[i], term(i, numbers[i]), seen.p10(), seen.p90()));
    }
    for (HashedText.Part part : hashed.parts(weights, texts)) {
      String field = features.get(mean.length + part.field()).name();
      contributions.add(
          new Contribution(
              field
                  + (part.characters() ? " letters “" : " word “")
                  + String.join("”/“", part.grams())
                  + "”",
              part.value(),
              part.contribution(),
              Double.NaN,
              Double.NaN));
    }
    return new Explanation(bias, contributions);
  }

  @Override
  public void write(Weights out) {
    out.put("text", hashed.bits(), hashed.seed(), hashed.fields())
        .putSparse("idf", hashed.usualWeight(), hashed.weights())
        .putSparse("weights", 0, weights)
        .put("bias", bias)
        .put("mean", mean)
        .put("scale", scale)
        .put("most", most);
  }

  static TextScorer read(Weights in) throws ModelFileException {
    int[] text = in.ints("text");
    float[] mean = in.floats("mean");
    float[] scale = in.floats("scale");
    double[] bias = in.doubles("bias");
    float[] most = in.floats("most");
    if (text.length != 3
        || text[0] < 1
        || text[0] > 24
        || text[2] < 1
        || text[2] > 60
        || scale.length != mean.length
        || bias.length != 1
        || most.length != 1) {
      throw new ModelFileException("`weights.bin` holds no text model: its parts do not fit");
    }
    int columns = 1 << text[0];
    HashedText hashed = HashedText.of(text[0], text[1], text[2], in.sparse("idf", columns));
    float[][] weights = {in.sparse("weights", columns + mean.length)};
    return new TextScorer(hashed, new LinearModel(weights, bias), mean, scale, most[0]);
  }
}
