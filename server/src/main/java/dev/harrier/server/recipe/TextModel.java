package dev.harrier.server.recipe;

import dev.harrier.detect.text.TextItem;
import dev.harrier.learn.linear.BlendTrainer;
import dev.harrier.learn.linear.LinearModel;
import dev.harrier.learn.linear.SparseRow;
import dev.harrier.learn.modelfile.TextScorer;
import dev.harrier.learn.text.Grams;
import dev.harrier.learn.text.HashedText;
import java.util.ArrayList;
import java.util.List;

/** A blend of logistic regressions on hashed texts and their standardised numbers. */
public final class TextModel {
  private static final int SEED = 7;

  /** A number one deviation from its mean weighs as much as this share of all words together. */
  private static final float NUMBER_SCALE = 0.3f;

  private static final float DEVIATIONS_MOST = 4;

  private final HashedText hashed;
  private final float[] mean;
  private final float[] scale;
  private final LinearModel model;

  private TextModel(HashedText hashed, float[] mean, float[] scale, LinearModel model) {
    this.hashed = hashed;
    this.mean = mean;
    this.scale = scale;
    this.model = model;
  }

  /** Fits the weights of buckets, the numbers' scale and the model, all to these items. */
  public static TextModel fit(List<TextItem> items, int[] truth, int classes) {
    Grams grams = new Grams();
    return fit(items, items.stream().map(item -> counted(item, grams)).toList(), truth, classes);
  }

  /** What {@link #fit(List, List, int[], int)} wants to know of an item, whatever the fold. */
  public static HashedText.Counted counted(TextItem item, Grams grams) {
    return HashedText.counted(grams, SEED, item.fields());
  }

  /** The same of items whose grams were counted before. */
  public static TextModel fit(
      List<TextItem> items, List<HashedText.Counted> counts, int[] truth, int classes) {
    HashedText hashed = HashedText.fitCounted(counts, SEED);
    int n = items.getFirst().numbers().length;
    float[] mean = new float[n];
    float[] scale = new float[n];
    moments(items, mean, scale);
    TextModel bare =
        new TextModel(hashed, mean, scale, new LinearModel(new float[0][], new double[0]));
    List<SparseRow> rows = new ArrayList<>(items.size());
    for (int i = 0; i < items.size(); i++) {
      rows.add(hashed.row(counts.get(i)).with(hashed.columns(), bare.dense(items.get(i))));
    }
    LinearModel model =
        BlendTrainer.STANDARD.fit(rows, truth, classes, hashed.columns(), hashed.columns() + n);
    return new TextModel(hashed, mean, scale, model);
  }

  /** The model of two classes as a model file keeps it; folded texts and numbers in. */
  public TextScorer scorer() {
    return new TextScorer(hashed, model, mean, scale, NUMBER_SCALE * DEVIATIONS_MOST);
  }

  private static void moments(List<TextItem> items, float[] mean, float[] scale) {
    for (int j = 0; j < mean.length; j++) {
      double sum = 0;
      double squares = 0;
      int known = 0;
      for (TextItem item : items) {
        double x = item.numbers()[j];
        if (!Double.isNaN(x)) {
          sum += x;
          squares += x * x;
          known++;
        }
      }
      double average = known == 0 ? 0 : sum / known;
      double deviation =
          known == 0 ? 0 : Math.sqrt(Math.max(0, squares / known - average * average));
      mean[j] = (float) average;
      scale[j] = deviation > 1e-9 ? (float) (NUMBER_SCALE / deviation) : 0;
    }
  }

  private float[] dense(TextItem item) {
    float[] dense = new float[mean.length];
    float most = NUMBER_SCALE * DEVIATIONS_MOST;
    for (int j = 0; j < dense.length; j++) {
      float x = item.numbers()[j];
      dense[j] = Float.isNaN(x) ? 0 : Math.clamp((x - mean[j]) * scale[j], -most, most);
    }
    return dense;
  }

  /** The margins of an item's classes; the log-odds of the second where there are two. */
  public double[] margins(TextItem item) {
    SparseRow row = hashed.row(new Grams(), item.fields());
    return model.margins(row.with(hashed.columns(), dense(item)));
  }

  /** The same of an item whose grams were counted before. */
  public double[] margins(TextItem item, HashedText.Counted counts) {
    return model.margins(hashed.row(counts).with(hashed.columns(), dense(item)));
  }
}
