package dev.harrier.learn.data;

/**
 * A frame of which only the bins are left, column by column: one byte a cell.
 *
 * @param bins the cuts
 * @param cells bin of each row, a column at a time, unsigned; owned by this record
 */
public record BinnedFrame(Bins bins, byte[][] cells) {

  /** Bins every cell; O(log bins) each. */
  public static BinnedFrame of(Frame frame, Bins bins) {
    byte[][] cells = new byte[frame.width()][frame.rows()];
    for (int column = 0; column < cells.length; column++) {
      byte[] into = cells[column];
      for (int row = 0; row < into.length; row++) {
        into[row] = (byte) bins.bin(column, frame.value(row, column));
      }
    }
    return new BinnedFrame(bins, cells);
  }

  /** Measures and bins a frame, a column a task. */
  public static BinnedFrame of(Frame frame, Parallel parallel) {
    float[][] cuts = new float[frame.width()][];
    byte[][] cells = new byte[frame.width()][];
    float[] weights = frame.weights();
    Bins bins = new Bins(cuts);
    parallel.run(
        cuts.length,
        column -> {
          float[] values = frame.column(column);
          cuts[column] = Bins.cuts(values, weights);
          cells[column] = cells(bins, column, values);
        });
    return new BinnedFrame(bins, cells);
  }

  private static byte[] cells(Bins bins, int column, float[] values) {
    byte[] cells = new byte[values.length];
    for (int row = 0; row < cells.length; row++) {
      cells[row] = (byte) bins.bin(column, values[row]);
    }
    return cells;
  }

  public int rows() {
    return cells.length == 0 ? 0 : cells[0].length;
  }

  public int width() {
    return cells.length;
  }
}
