package dev.harrier.server.trial;

import dev.harrier.detect.contact.TextScore;
import dev.harrier.learn.calibrate.Calibration;
import dev.harrier.learn.calibrate.Calibrator;
import dev.harrier.learn.linear.LinearModel;
import dev.harrier.learn.linear.LogisticTrainer;
import dev.harrier.learn.linear.SparseRow;
import dev.harrier.learn.metric.Ranking;
import dev.harrier.learn.text.Grams;
import dev.harrier.learn.text.HashedText;
import dev.harrier.learn.text.TextNormalizer;
import dev.harrier.sim.truth.Happening;
import dev.harrier.sim.world.World;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Logistic regression on hashed texts, fitted to words of worlds whose truth is known, its
 * probabilities to words that are partly unheard: a model is surest of what it has heard, and
 * nobody who attacks is bound to that. One thread.
 */
final class HostilityModel implements TextScore {
  private static final int BITS = 18;
  private static final int SEED = 7;
  private static final int TEXTS_MOST = 30_000;
  private static final double C = 4;

  private final HashedText hashed;
  private final LinearModel model;
  private final float[] pairs;
  private final Calibration calibration;
  private final double baseRate;
  private final Grams grams = new Grams();

  private HostilityModel(
      HashedText hashed, LinearModel model, Calibration calibration, double baseRate) {
    this.hashed = hashed;
    this.model = model;
    this.pairs = hashed.paired(model.weights()[0]);
    this.calibration = calibration;
    this.baseRate = baseRate;
  }

  /** A model of whether words are meant to hurt the one who reads them. */
  static HostilityModel fit(List<World> worlds, World unheard) {
    HostilityModel bare = fit(words(worlds), new Calibration.Platt(1, 0), 0);
    List<Happening> words = words(List.of(unheard));
    double[] margins = words.stream().mapToDouble(word -> bare.margin(word.text())).toArray();
    int[] truth = truth(words);
    double[] weights = new double[truth.length];
    Arrays.fill(weights, 1);
    double rate = (double) Arrays.stream(truth).sum() / truth.length;
    Calibration calibration = Calibrator.fit(margins, truth, weights);
    return new HostilityModel(bare.hashed, bare.model, calibration, rate);
  }

  /** The same probabilities for a model that has heard more. */
  HostilityModel hearing(List<World> worlds) {
    return fit(words(worlds), calibration, baseRate);
  }

  private static HostilityModel fit(List<Happening> words, Calibration map, double baseRate) {
    List<String[]> items = words.stream().map(word -> folded(word.text())).toList();
    HashedText hashed = HashedText.fit(items, BITS, SEED);
    List<SparseRow> rows = items.stream().map(hashed::row).toList();
    LogisticTrainer trainer = new LogisticTrainer(C, false, 100, 1e-4);
    LinearModel model = trainer.fit(rows, truth(words), 2, hashed.columns());
    return new HostilityModel(hashed, model, map, baseRate);
  }

  private static List<Happening> words(List<World> worlds) {
    List<Happening> words = new ArrayList<>();
    for (World world : worlds) {
      List<Happening> said = said(world);
      int every = Math.max(1, said.size() * worlds.size() / TEXTS_MOST);
      for (int i = 0; i < said.size(); i += every) {
        words.add(said.get(i));
      }
    }
    return words;
  }

  private static List<Happening> said(World world) {
    return world.happenings().stream().filter(word -> !word.text().isEmpty()).toList();
  }

  private static int[] truth(List<Happening> words) {
    return words.stream().mapToInt(word -> word.hostile() ? 1 : 0).toArray();
  }

  private static String[] folded(String text) {
    return new String[] {TextNormalizer.normalize(text).text()};
  }

  private double margin(String text) {
    return model.bias()[0] + hashed.dot(grams, pairs, folded(text));
  }

  @Override
  public float of(String text) {
    return (float) calibration.probability(margin(text));
  }

  /** Share of hostile words among those that its probabilities are fitted to. */
  double baseRate() {
    return baseRate;
  }

  /** How well hostile words of a world are ranked above the others. */
  double auroc(World world) {
    List<Happening> said = said(world);
    double[] scores = said.stream().mapToDouble(word -> of(word.text())).toArray();
    return Ranking.auroc(scores, truth(said));
  }
}
