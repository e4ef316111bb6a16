package dev.harrier.learn.modelfile;

import dev.harrier.learn.data.Column;
import java.util.Objects;

/**
 * One input of a model.
 *
 * @param column name, kind, leakage class, what an absent value becomes, monotone sign
 * @param definition says how the value is computed; a changed definition is another feature
 * @param doc in words for people, empty if its name says it
 * @param training where its values lay in training; all NaN for texts
 */
public record ModelFeature(Column column, String definition, String doc, Quantiles training) {

  /** Percentiles of the present values of the training rows, and the share of absent ones. */
  public record Quantiles(
      double p1, double p10, double p50, double p90, double p99, double absentShare) {
    /** Nothing is known. */
    public static final Quantiles NONE =
        new Quantiles(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);

    /** Measures a column of a frame; O(n log n). */
    public static Quantiles of(float[] values) {
      float[] sorted = values.clone();
      java.util.Arrays.sort(sorted);
      int present = sorted.length;
      while (present > 0 && Float.isNaN(sorted[present - 1])) {
        present--;
      }
      double absent = sorted.length == 0 ? 1 : 1 - present / (double) sorted.length;
      return new Quantiles(
          at(sorted, present, .01),
          at(sorted, present, .1),
          at(sorted, present, .5),
          at(sorted, present, .9),
          at(sorted, present, .99),
          absent);
    }

    private static double at(float[] sorted, int present, double share) {
      return present == 0 ? Double.NaN : sorted[(int) Math.round(share * (present - 1))];
    }
  }

  public ModelFeature {
    Objects.requireNonNull(column);
    Objects.requireNonNull(definition);
    Objects.requireNonNull(doc);
    Objects.requireNonNull(training);
  }

  public String name() {
    return column.name();
  }

  boolean isText() {
    return column.kind() == Column.Kind.TEXT;
  }
}
