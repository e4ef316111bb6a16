package dev.harrier.learn.modelfile;

import java.util.List;

/**
 * The figures that a model was judged by.
 *
 * @param protocol how rows were parted, in words
 * @param figures all rows together
 * @param slices the same by parts of the rows
 */
public record Measured(String protocol, List<Figure> figures, List<Slice> slices) {
  /** Nothing was measured. */
  public static final Measured NONE = new Measured("not measured", List.of(), List.of());

  /** A figure with its 95 % interval; NaN ends where there is none. */
  public record Figure(String metric, double value, double low, double high) {}

  /**
   * A part of the rows.
   *
   * @param column what it was cut by
   * @param value of that column
   */
  public record Slice(String column, String value, int rows, int ones, List<Figure> figures) {
    public Slice {
      figures = List.copyOf(figures);
    }
  }

  public Measured {
    figures = List.copyOf(figures);
    slices = List.copyOf(slices);
  }
}
