package dev.harrier.learn.linear;

/**
 * A row of which most columns are zero.
 *
 * @param index the columns, ascending, each once; not to be written to
 * @param value their values, finite; not to be written to
 */
public record SparseRow(int[] index, float[] value) {
  /** A row without values. */
  public static final SparseRow EMPTY = new SparseRow(new int[0], new float[0]);

  public SparseRow {
    if (index.length != value.length) {
      throw new IllegalArgumentException(
          "a row of " + index.length + " columns and " + value.length + " values");
    }
  }

  /** This row and, from column {@code offset} on, dense values after it. Zeros are left out. */
  public SparseRow with(int offset, float[] dense) {
    int count = index.length;
    for (float one : dense) {
      count += one == 0 ? 0 : 1;
    }
    int[] columns = java.util.Arrays.copyOf(index, count);
    float[] values = java.util.Arrays.copyOf(value, count);
    int at = index.length;
    for (int i = 0; i < dense.length; i++) {
      if (dense[i] != 0) {
        columns[at] = offset + i;
        values[at++] = dense[i];
      }
    }
    return new SparseRow(columns, values);
  }
}
