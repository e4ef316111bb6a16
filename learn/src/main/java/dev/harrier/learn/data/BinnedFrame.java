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

  public int rows() {
    return cells.length == 0 ? 0 : cells[0].length;
  }

  public int width() {
    return cells.length;
  }
}
