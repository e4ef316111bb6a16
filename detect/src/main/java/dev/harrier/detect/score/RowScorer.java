package dev.harrier.detect.score;

import dev.harrier.learn.data.Column;
import dev.harrier.learn.modelfile.Explanation;
import dev.harrier.learn.modelfile.Model;
import dev.harrier.learn.modelfile.ModelFeature;
import dev.harrier.learn.modelfile.ModelFile;
import dev.harrier.learn.modelfile.ModelFileException;
import dev.harrier.learn.modelfile.Scored;
import dev.harrier.learn.text.Grams;
import java.util.ArrayList;
import java.util.List;

/**
 * A model with its derivation: raw rows in, scores out. Immutable; each thread brings a {@link
 * Scratch} of its own.
 */
public final class RowScorer {
  private final Model model;
  private final Derivation derivation;

  /** For each number that the model reads, which one of the derivation's it is. */
  private final int[] numberFrom;

  private final int[] textFrom;

  private RowScorer(Model model, Derivation derivation) throws ModelFileException {
    this.model = model;
    this.derivation = derivation;
    int numbers = model.scorer().numbers();
    int made = derivation.features().size() - derivation.texts();
    this.numberFrom = new int[numbers];
    this.textFrom = new int[model.scorer().texts()];
    for (int i = 0; i < model.features().size(); i++) {
      int found = index(derivation, model.features().get(i));
      if (i < numbers) {
        numberFrom[i] = found;
      } else {
        textFrom[i - numbers] = found - made;
      }
    }
  }

  private static int index(Derivation derivation, ModelFeature wanted) throws ModelFileException {
    List<ModelFeature> made = derivation.features();
    for (int i = 0; i < made.size(); i++) {
      ModelFeature one = made.get(i);
      if (one.name().equals(wanted.name())
          && one.definition().equals(wanted.definition())
          && one.column().kind() == wanted.column().kind()) {
        return i;
      }
    }
    throw new ModelFileException(
        "it reads feature `"
            + wanted.name()
            + "` of `"
            + wanted.definition()
            + "`, which this program does not compute; train it again with this version");
  }

  /**
   * Reads a model file.
   *
   * @throws ModelFileException if it is damaged, of another version, or its features are not those
   *     that this program computes
   */
  public static RowScorer read(byte[] bytes) throws ModelFileException {
    return of(ModelFile.read(bytes));
  }

  /** A model as it was read or trained. */
  public static RowScorer of(Model model) throws ModelFileException {
    return new RowScorer(model, Derivations.read(model));
  }

  public Model model() {
    return model;
  }

  public Derivation derivation() {
    return derivation;
  }

  /** The raw columns, in the order of a {@link RawRow}. */
  public List<Column> columns() {
    return derivation.columns();
  }

  /** Room for one row; owned by one thread. */
  public Scratch scratch() {
    return new Scratch(this);
  }

  /** Buffers that each row uses again. */
  public static final class Scratch {
    private final float[] derived;
    private final String[] derivedTexts;
    private final float[] numbers;
    private final String[] texts;
    private final Grams grams = new Grams();

    private Scratch(RowScorer scorer) {
      int texts0 = scorer.derivation.texts();
      derived = new float[scorer.derivation.features().size() - texts0];
      derivedTexts = new String[texts0];
      numbers = new float[scorer.numberFrom.length];
      texts = new String[scorer.textFrom.length];
    }

    /** The numbers of the row that was scored last; not to be kept. */
    public float[] numbers() {
      return numbers;
    }
  }

  /** Scores a row. */
  public Scored score(RawRow row, Scratch scratch) {
    derivation.derive(row, scratch.derived, scratch.derivedTexts);
    for (int i = 0; i < numberFrom.length; i++) {
      scratch.numbers[i] = scratch.derived[numberFrom[i]];
    }
    for (int i = 0; i < textFrom.length; i++) {
      scratch.texts[i] = scratch.derivedTexts[textFrom[i]];
    }
    return model.score(scratch.numbers, scratch.texts, scratch.grams);
  }

  /** Why the row that was scored last has its score. */
  public Explanation explainLast(Scratch scratch) {
    return model.explain(scratch.numbers, scratch.texts, scratch.grams);
  }

  /** The reasons of the row that was scored last, the strongest first, in words. */
  public List<String> reasonsOfLast(Scratch scratch, int most) {
    List<String> reasons = new ArrayList<>();
    for (var part : explainLast(scratch).top(most)) {
      reasons.add(Reasons.of(part));
    }
    return reasons;
  }
}
