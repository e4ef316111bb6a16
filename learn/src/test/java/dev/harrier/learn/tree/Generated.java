package dev.harrier.learn.tree;

import dev.harrier.learn.data.Column;
import dev.harrier.learn.data.Frame;
import dev.harrier.learn.data.Seeded;
import java.util.ArrayList;
import java.util.List;

/** Rows whose truth hangs on a few columns, on pairs of them, and on chance; a tenth is absent. */
final class Generated {
  private Generated() {}

  static Frame rows(int rows, int width, long seed) {
    List<Column> columns = new ArrayList<>();
    for (int c = 0; c < width; c++) {
      columns.add(Column.number("c" + c));
    }
    Frame.Builder frame = Frame.of(columns);
    Seeded random = new Seeded(seed);
    for (int i = 0; i < rows; i++) {
      float[] row = new float[width];
      for (int c = 0; c < width; c++) {
        row[c] = (float) random.nextGaussian();
      }
      double z = row[0] + 0.8 * row[1] * row[2] + Math.sin(2 * row[3]) + 0.3 * row[4] - 0.5;
      for (int c = 0; c < width; c++) {
        if (random.nextDouble() < 0.1) {
          row[c] = Float.NaN;
        }
      }
      double p = 1 / (1 + Math.exp(-1.5 * z));
      frame.row("r" + i, row).truth(random.nextDouble() < p ? 1 : 0);
    }
    return frame.build();
  }
}
