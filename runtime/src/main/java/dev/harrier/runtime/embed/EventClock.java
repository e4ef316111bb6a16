package dev.harrier.runtime.embed;

/**
 * How far event time has come, as a function of the log alone: a replay comes to the same times at
 * the same places, whatever the hosts' clocks say.
 *
 * <p>The newest event time, but no event moves it by more than an hour, so that one event from the
 * wrong century does not make the engine forget everything; and events that the log marks as ahead
 * of the host's clock do not move it at all. Time never runs backwards.
 */
final class EventClock {
  /** Farthest that one event moves the time. */
  static final long STEP_MICROS = 3_600_000_000L;

  private long nowMicros = Long.MIN_VALUE;

  /**
   * @param future whether the event was ahead of the host's clock
   */
  void advance(long timeMicros, boolean future) {
    if (future || timeMicros <= nowMicros) {
      return;
    }
    nowMicros =
        nowMicros == Long.MIN_VALUE ? timeMicros : Math.min(timeMicros, nowMicros + STEP_MICROS);
  }

  /** {@link Long#MIN_VALUE} before the first event. */
  long nowMicros() {
    return nowMicros;
  }

  void set(long micros) {
    nowMicros = micros;
  }
}
