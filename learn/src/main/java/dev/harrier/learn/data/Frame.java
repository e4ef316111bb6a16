package dev.harrier.learn.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows of floats with ids and, if known, weight, group, time and truth. Immutable.
 *
 * <p>Values are row-major, {@code rows × columns}; an absent value is NaN; no value is infinite; no
 * id occurs twice. Four bytes a cell.
 */
public final class Frame {
  private final List<Column> columns;
  private final List<String> ids;
  private final float[] values;
  private final float @Nullable [] weights;
  private final @Nullable List<String> groups;
  private final long @Nullable [] times;
  private final float @Nullable [] truths;

  private Frame(
      List<Column> columns,
      List<String> ids,
      float[] values,
      float @Nullable [] weights,
      @Nullable List<String> groups,
      long @Nullable [] times,
      float @Nullable [] truths) {
    this.columns = columns;
    this.ids = ids;
    this.values = values;
    this.weights = weights;
    this.groups = groups;
    this.times = times;
    this.truths = truths;
  }

  /**
   * Starts a frame.
   *
   * @throws DataException if two columns have one name
   */
  public static Builder of(List<Column> columns) {
    return new Builder(columns);
  }

  public int rows() {
    return ids.size();
  }

  public int width() {
    return columns.size();
  }

  public List<Column> columns() {
    return columns;
  }

  public List<String> ids() {
    return ids;
  }

  public float value(int row, int column) {
    return values[row * columns.size() + column];
  }

  /** The cells of a row, a copy. */
  public float[] row(int row) {
    return Arrays.copyOfRange(values, row * columns.size(), (row + 1) * columns.size());
  }

  /** Copies the cells of a row. */
  public void row(int row, float[] into) {
    System.arraycopy(values, row * columns.size(), into, 0, columns.size());
  }

  /** The cells of a column, a copy. */
  public float[] column(int column) {
    float[] cells = new float[rows()];
    for (int i = 0, at = column; i < cells.length; i++, at += columns.size()) {
      cells[i] = values[at];
    }
    return cells;
  }

  /** The weight of a row, 1 where none was given. */
  public float weight(int row) {
    return weights == null ? 1 : weights[row];
  }

  /** The weights of all rows, a copy. */
  public float[] weights() {
    float[] copy = new float[rows()];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = weight(i);
    }
    return copy;
  }

  public boolean hasGroups() {
    return groups != null;
  }

  /** What the row shares with others (account, receiver, host); its own id where none was given. */
  public String group(int row) {
    return groups == null ? ids.get(row) : groups.get(row);
  }

  public boolean hasTimes() {
    return times != null;
  }

  /**
   * Event time in milliseconds since 1970.
   *
   * @throws DataException if the frame has no times
   */
  public long time(int row) {
    if (times == null) {
      throw new DataException("the rows have no time, expected one in each row");
    }
    return times[row];
  }

  public boolean hasTruth() {
    return truths != null;
  }

  /**
   * The truths, a copy.
   *
   * @throws DataException if the frame has none
   */
  public float[] truths() {
    if (truths == null) {
      throw new DataException("the rows have no truth, expected one in each row");
    }
    return truths.clone();
  }

  /**
   * The truths as classes 0 and 1.
   *
   * @throws DataException if one is neither 0 nor 1, or if only one class occurs
   */
  public int[] classes() {
    float[] given = truths();
    int[] classes = new int[given.length];
    int ones = 0;
    for (int i = 0; i < given.length; i++) {
      if (given[i] != 0 && given[i] != 1) {
        throw new DataException(
            "truth of row `" + ids.get(i) + "` is " + given[i] + ", expected 0 or 1");
      }
      classes[i] = (int) given[i];
      ones += classes[i];
    }
    if (ones == 0 || ones == given.length) {
      throw new DataException(
          "all " + given.length + " truths are " + (ones == 0 ? 0 : 1) + ", expected both 0 and 1");
    }
    return classes;
  }

  /** Index of a column, −1 if there is none. */
  public int indexOf(String name) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  /** The rows of these indices, in their order. */
  public Frame rows(int[] chosen) {
    List<String> id = new ArrayList<>(chosen.length);
    List<String> group = new ArrayList<>(chosen.length);
    float[] value = new float[Math.multiplyExact(chosen.length, width())];
    float[] weight = new float[chosen.length];
    long[] time = new long[chosen.length];
    float[] truth = new float[chosen.length];
    for (int i = 0; i < chosen.length; i++) {
      int row = chosen[i];
      id.add(ids.get(row));
      group.add(group(row));
      System.arraycopy(values, row * width(), value, i * width(), width());
      weight[i] = weight(row);
      time[i] = times == null ? 0 : times[row];
      truth[i] = truths == null ? 0 : truths[row];
    }
    return new Frame(
        columns,
        List.copyOf(id),
        value,
        weights == null ? null : weight,
        groups == null ? null : List.copyOf(group),
        times == null ? null : time,
        truths == null ? null : truth);
  }

  /**
   * The same rows with these columns only, in this order.
   *
   * @throws DataException if one is not there
   */
  public Frame select(List<String> names) {
    int[] from = new int[names.size()];
    List<Column> kept = new ArrayList<>();
    for (int i = 0; i < from.length; i++) {
      from[i] = indexOf(names.get(i));
      if (from[i] < 0) {
        throw new DataException(
            "there is no column `" + names.get(i) + "`, expected one of " + this.names());
      }
      kept.add(columns.get(from[i]));
    }
    float[] value = new float[Math.multiplyExact(rows(), from.length)];
    for (int row = 0, at = 0; row < rows(); row++) {
      for (int column : from) {
        value[at++] = value(row, column);
      }
    }
    return new Frame(List.copyOf(kept), ids, value, weights, groups, times, truths);
  }

  /** The same rows with other truths, such as shuffled ones. */
  public Frame withTruths(float[] others) {
    if (others.length != rows()) {
      throw new DataException(others.length + " truths for " + rows() + " rows, expected as many");
    }
    return new Frame(columns, ids, values, weights, groups, times, others.clone());
  }

  /** The same rows with other weights. */
  public Frame withWeights(float[] others) {
    if (others.length != rows()) {
      throw new DataException(others.length + " weights for " + rows() + " rows, expected as many");
    }
    for (int i = 0; i < others.length; i++) {
      checkWeight(ids.get(i), others[i]);
    }
    return new Frame(columns, ids, values, others.clone(), groups, times, truths);
  }

  /** Names of the columns whose present values are all equal, or that have none. */
  public List<String> constantColumns() {
    List<String> constant = new ArrayList<>();
    for (int column = 0; column < width(); column++) {
      if (isConstant(column)) {
        constant.add(columns.get(column).name());
      }
    }
    return constant;
  }

  /** A column that is absent in some rows and one number in the others still tells them apart. */
  private boolean isConstant(int column) {
    for (int row = 1; row < rows(); row++) {
      if (Float.compare(value(row, column), value(0, column)) != 0) {
        return false;
      }
    }
    return true;
  }

  private List<String> names() {
    return columns.stream().map(column -> "`" + column.name() + "`").toList();
  }

  private static void checkWeight(String id, float weight) {
    if (!(weight >= 0) || Float.isInfinite(weight)) {
      throw new DataException(
          "weight of row `" + id + "` is " + weight + ", expected a finite number, at least 0");
    }
  }

  /** Collects rows; weight, group, time and truth are given for all rows or for none. */
  public static final class Builder {
    private final List<Column> columns;
    private final List<String> ids = new ArrayList<>();
    private final List<String> groups = new ArrayList<>();
    private final Map<String, Integer> seen = new HashMap<>();
    private float[] values = new float[1024];
    private float[] weights = new float[64];
    private long[] times = new long[64];
    private float[] truths = new float[64];
    private int weighted;
    private int timed;
    private int known;

    private Builder(List<Column> columns) {
      this.columns = List.copyOf(columns);
      Map<String, Integer> names = new HashMap<>();
      for (Column column : columns) {
        if (names.put(column.name(), 1) != null) {
          throw new DataException("column `" + column.name() + "` occurs twice, expected once");
        }
      }
    }

    /**
     * Adds a row; what follows until the next one belongs to it.
     *
     * @throws DataException if the id has occurred, the count of values is wrong, or a value is
     *     infinite or absent where the column refuses it
     */
    public Builder row(String id, float... cells) {
      int row = ids.size();
      Integer before = seen.put(id, row);
      if (before != null) {
        throw new DataException(
            "id `" + id + "` of row " + row + " occurs in row " + before + ", expected once");
      }
      if (cells.length != columns.size()) {
        throw new DataException(
            "row `" + id + "` has " + cells.length + " values, expected " + columns.size());
      }
      int at = Math.multiplyExact(row, columns.size());
      if (values.length < at + cells.length) {
        values = Arrays.copyOf(values, Math.max(at + cells.length, grown(values.length)));
      }
      for (int i = 0; i < cells.length; i++) {
        values[at + i] = checked(id, columns.get(i), cells[i]);
      }
      ids.add(id);
      return this;
    }

    private static int grown(int length) {
      return (int) Math.min(Integer.MAX_VALUE - 8L, length * 2L);
    }

    private static float checked(String id, Column column, float cell) {
      if (Float.isInfinite(cell)) {
        throw new DataException(
            "`"
                + column.name()
                + "` of row `"
                + id
                + "` is infinite, expected a finite number"
                + " or none");
      }
      if (!Float.isNaN(cell)) {
        return cell;
      }
      return switch (column.absent()) {
        case KEPT -> cell;
        case ZERO -> 0;
        case REFUSED ->
            throw new DataException(
                "`" + column.name() + "` of row `" + id + "` is absent, expected a number");
      };
    }

    /** How much the last row counts, ≥ 0. */
    public Builder weight(float weight) {
      checkWeight(last(), weight);
      weights = room(weights, ids.size());
      weights[ids.size() - 1] = weight;
      weighted++;
      return this;
    }

    /** What the last row shares with others. */
    public Builder group(String group) {
      last();
      groups.add(group);
      return this;
    }

    /** Event time of the last row. */
    public Builder time(long millis) {
      last();
      if (times.length < ids.size()) {
        times = Arrays.copyOf(times, times.length * 2);
      }
      times[ids.size() - 1] = millis;
      timed++;
      return this;
    }

    /** What the last row is: 0 or 1, a class number, or a quantity. */
    public Builder truth(float truth) {
      String id = last();
      if (Float.isNaN(truth) || Float.isInfinite(truth)) {
        throw new DataException("truth of row `" + id + "` is " + truth + ", expected a number");
      }
      truths = room(truths, ids.size());
      truths[ids.size() - 1] = truth;
      known++;
      return this;
    }

    private static float[] room(float[] array, int length) {
      return array.length < length ? Arrays.copyOf(array, array.length * 2) : array;
    }

    private String last() {
      if (ids.isEmpty()) {
        throw new DataException("there is no row yet, expected one");
      }
      return ids.get(ids.size() - 1);
    }

    /**
     * The frame.
     *
     * @throws DataException if some rows have a weight, group, time or truth and others not
     */
    public Frame build() {
      int rows = ids.size();
      return new Frame(
          columns,
          List.copyOf(ids),
          Arrays.copyOf(values, rows * columns.size()),
          allOrNone("weight", weighted, rows) ? Arrays.copyOf(weights, rows) : null,
          allOrNone("group", groups.size(), rows) ? List.copyOf(groups) : null,
          allOrNone("time", timed, rows) ? Arrays.copyOf(times, rows) : null,
          allOrNone("truth", known, rows) ? Arrays.copyOf(truths, rows) : null);
    }

    private static boolean allOrNone(String what, int given, int rows) {
      if (given != 0 && given != rows) {
        throw new DataException(
            given + " of " + rows + " rows have a " + what + ", expected all or none");
      }
      return given != 0;
    }
  }
}
