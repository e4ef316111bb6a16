package dev.harrier.enforce;

/**
 * What the guards remember, as of the event that is decided: the memory knows its time. Owned by
 * one thread.
 */
public interface GuardMemory {
  /** There is no quiet period. */
  long NOT_QUIET = Long.MIN_VALUE;

  /**
   * End of the quiet period that the event falls into or lies before, microseconds since the epoch;
   * {@link #NOT_QUIET} if there is none.
   */
  long quietUntil(QuietKey key);

  /**
   * Begins a quiet period at the event.
   *
   * @param periodMicros its length, greater than 0
   */
  void beginQuiet(QuietKey key, long periodMicros);

  /** How many were admitted within the hour up to the event; see {@link HourCount#within}. */
  long admitted(CapKey key);

  /** Counts one that is admitted. */
  void admit(CapKey key);
}
