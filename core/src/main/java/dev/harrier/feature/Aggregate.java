package dev.harrier.feature;

/**
 * How a feature folds events. A window is {@code (t − w, t]} and includes the current event. All
 * lengths are microseconds, greater than zero.
 */
public sealed interface Aggregate {
  /**
   * Number of events; value {@code Long}.
   *
   * @param exact keep every time (at most {@link #EXACT_MAX} a key) instead of 60 sub-buckets
   */
  record Count(long windowMicros, boolean exact) implements Aggregate {}

  /** Sum of the folded numbers; value {@code Double}. */
  record Sum(long windowMicros, boolean exact) implements Aggregate {}

  /** Number of distinct folded texts; value {@code Long}. */
  record CountUnique(long windowMicros) implements Aggregate {}

  /** Exponentially decayed number of events; value {@code Double}. */
  record Rate(long halfLifeMicros) implements Aggregate {}

  /** The {@code k} most frequent folded texts, most frequent first; value {@code List<String>}. */
  record TopK(long windowMicros, int k) implements Aggregate {}

  /** Time since the first event, 0 on the first; value {@code Long} in microseconds. */
  record FirstSeen() implements Aggregate {}

  /** True when the folded number reaches the threshold, once a window; value {@code Boolean}. */
  record Crossed(long windowMicros, double threshold) implements Aggregate {}

  /**
   * True on the event that completes the steps in order within the time; value {@code Boolean}. The
   * folded value is a {@code Long} bit set of the steps that hold for the event, bit 0 the first.
   */
  record Sequence(int steps, long withinMicros) implements Aggregate {}

  /** The newest folded value, until it expires; value as folded, or null. */
  record Last(long ttlMicros) implements Aggregate {}

  /** Most times that an exact window keeps for one key. */
  int EXACT_MAX = 100_000;
}
