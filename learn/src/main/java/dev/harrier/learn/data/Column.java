package dev.harrier.learn.data;

import java.util.Objects;

/**
 * One column of a frame.
 *
 * @param name unique in its frame
 * @param kind what the float means
 * @param unit unit of a number, such as {@code 1/h} or {@code s}; empty if it has none
 * @param leakage whether a model may read it
 * @param absent what an absent value becomes
 * @param monotone +1: the score may never fall as the value grows; −1: never rise; 0: free
 */
public record Column(
    String name, Kind kind, String unit, Leakage leakage, Absent absent, int monotone) {

  /** What the float of a cell means. */
  public enum Kind {
    NUMBER,
    /** 0 or 1. */
    FLAG,
    /** Code of {@link Categories}, 0 the most frequent. */
    CATEGORY,
    /** Held outside the frame; its floats are not read. */
    TEXT,
    /** Milliseconds since 1970, rounded to a float: used to order and split, seldom as an input. */
    TIME
  }

  /** What an absent value becomes. */
  public enum Absent {
    /** Stays NaN: each split of a tree sends it to a learned side. */
    KEPT,
    /** Counts as an observed zero. */
    ZERO,
    /** A row without it is an error. */
    REFUSED
  }

  public Column {
    Objects.requireNonNull(kind);
    Objects.requireNonNull(unit);
    Objects.requireNonNull(leakage);
    Objects.requireNonNull(absent);
    if (name.isBlank()) {
      throw new DataException("a column has no name, expected one");
    }
    if (monotone < -1 || monotone > 1) {
      throw new DataException(
          "monotone sign of `" + name + "` is " + monotone + ", expected -1, 0 or 1");
    }
  }

  /** A number known at decision time, absent values kept. */
  public static Column number(String name) {
    return new Column(name, Kind.NUMBER, "", Leakage.PAST, Absent.KEPT, 0);
  }

  /** A yes or no known at decision time. */
  public static Column flag(String name) {
    return new Column(name, Kind.FLAG, "", Leakage.PAST, Absent.KEPT, 0);
  }

  /** A code of {@link Categories} known at decision time. */
  public static Column category(String name) {
    return new Column(name, Kind.CATEGORY, "", Leakage.PAST, Absent.KEPT, 0);
  }

  public Column withUnit(String other) {
    return new Column(name, kind, other, leakage, absent, monotone);
  }

  public Column withLeakage(Leakage other) {
    return new Column(name, kind, unit, other, absent, monotone);
  }

  public Column withAbsent(Absent other) {
    return new Column(name, kind, unit, leakage, other, monotone);
  }

  public Column withMonotone(int sign) {
    return new Column(name, kind, unit, leakage, absent, sign);
  }
}
