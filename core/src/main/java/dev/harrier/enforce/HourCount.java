package dev.harrier.enforce;

import java.util.Arrays;

/**
 * How often something happened within the last hour, in whole minutes: never too few, and too many
 * by at most what happened within the minute before. So a bound that is kept by it holds for every
 * hour, wherever it begins, and room that an hour has freed is there within a minute. 61 numbers,
 * however much happens.
 *
 * <p>Time does not run backwards here: what comes late is counted as of the newest minute.
 */
public final class HourCount {
  /** An hour's minutes, and the one that it begins in. */
  public static final int MINUTES = 61;

  private static final long MINUTE_MICROS = 60_000_000;

  private final long[] counts = new long[MINUTES];
  private long newest;

  /** Nothing has happened. */
  public HourCount() {
    this(Long.MIN_VALUE / MINUTE_MICROS, new long[0]);
  }

  /**
   * @param newestMinute minutes since the epoch
   * @param newestFirst counts of that minute and those before it, at most {@link #MINUTES}
   */
  public HourCount(long newestMinute, long[] newestFirst) {
    this.newest = newestMinute;
    for (int age = 0; age < newestFirst.length; age++) {
      counts[slot(newestMinute - age)] = newestFirst[age];
    }
  }

  private static int slot(long minute) {
    return (int) Math.floorMod(minute, (long) MINUTES);
  }

  /** At least the number within the hour up to the time. */
  public long within(long timeMicros) {
    long now = Math.max(newest, Math.floorDiv(timeMicros, MINUTE_MICROS));
    long sum = 0;
    for (long minute = now - MINUTES + 1; minute <= newest; minute++) {
      sum += counts[slot(minute)];
    }
    return sum;
  }

  /** Counts one. */
  public void add(long timeMicros) {
    long now = Math.floorDiv(timeMicros, MINUTE_MICROS);
    if (now - newest >= MINUTES) {
      Arrays.fill(counts, 0);
      newest = now;
    }
    while (newest < now) {
      newest++;
      counts[slot(newest)] = 0;
    }
    counts[slot(newest)]++;
  }

  /** Minutes since the epoch of the newest minute in which something happened. */
  public long newestMinute() {
    return newest;
  }

  /** Counts of the newest minute and those before it, without the zeros at the end. */
  public long[] newestFirst() {
    int length = MINUTES;
    while (length > 0 && counts[slot(newest - length + 1)] == 0) {
      length--;
    }
    long[] all = new long[length];
    for (int age = 0; age < length; age++) {
      all[age] = counts[slot(newest - age)];
    }
    return all;
  }

  /** From when on nothing of it counts any more, microseconds since the epoch. */
  public long endMicros() {
    return (newest + MINUTES) * MINUTE_MICROS;
  }
}
