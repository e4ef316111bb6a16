package dev.harrier.detect.score;

import dev.harrier.learn.data.Column;
import dev.harrier.learn.modelfile.ModelFeature;
import dev.harrier.learn.modelfile.Weights;
import java.util.List;

/** How features come from columns. Immutable; safe for all threads. */
public interface Derivation {
  /** Name and version, such as {@code account/1}; a changed computation is another version. */
  String name();

  /** What it reads; any may be absent. */
  List<Column> columns();

  /** What it makes: numbers, then texts. */
  List<ModelFeature> features();

  /** Whether it reads posts beside the columns. */
  default boolean readsPosts() {
    return false;
  }

  /**
   * Computes the features of a row.
   *
   * @param numbers receives one float a number feature, absent = NaN
   * @param texts receives one folded text a text feature
   */
  void derive(RawRow row, float[] numbers, String[] texts);

  /** The same of a row that it was fitted to, as if that row had not been seen. */
  default void deriveFitted(RawRow row, float[] numbers, String[] texts) {
    derive(row, numbers, texts);
  }

  /** What it was fitted to, for {@link Derivations#read}. */
  Weights fitted();

  /** How many features are texts. */
  default int texts() {
    return (int) features().stream().filter(f -> f.column().kind() == Column.Kind.TEXT).count();
  }

  /** Sees the training rows once, before any feature is computed. */
  interface Fitting {
    void add(RawRow row);

    Derivation done();
  }
}
