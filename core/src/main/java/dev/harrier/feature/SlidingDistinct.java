package dev.harrier.feature;

import java.util.Arrays;

/**
 * Number of distinct values in a sliding window, approximately: HyperLogLog (Flajolet, Fusy,
 * Gandouet, Meunier 2007) with 2,048 registers, standard error 1.04/√2048 = 2.3 %, made sliding as
 * by Chabchoub and Hébrail ("Sliding HyperLogLog", 2010): each register keeps those ranks that no
 * later value reached, with their times, so that the largest rank within any window up to now is
 * known.
 *
 * <p>Of n values a register keeps about ½ log₂(n/2048) + 1 entries, more than there is room for
 * where a window holds many. What has left the window goes first; then that entry between the
 * newest and the oldest whose loss matters least: the share of time for which it would have been
 * the largest, times what it adds to the sum below. The oldest, which is the largest rank and
 * carries the estimate now, is never lost within its window.
 */
final class SlidingDistinct extends FeatureObject {
  /** Members up to which a window is counted exactly, without a sketch. */
  static final int EXACT_MAX = 256;

  private static final int BITS = 11;
  private static final int REGISTERS = 1 << BITS;

  /** Six lose 13 % of a million values in a window, eight 2.5 %; twelve are no better than ten. */
  private static final int KEPT = 10;

  private static final int RANK_MAX = HyperLogLog.rankMax(BITS);

  /** Bits of a time; the rank stands above them. Microseconds to the year 2112. */
  private static final int TIME_BITS = 52;

  private static final long TIME_MASK = (1L << TIME_BITS) - 1;

  /** By register: entries from the newest, with ranks that grow; 0 is none. */
  private final long[] entries = new long[REGISTERS * KEPT];

  private long newest = Long.MIN_VALUE / 2;

  /**
   * @param untilMicros what is not later will not be asked for again
   */
  void add(long hash, long timeMicros, long untilMicros) {
    int register = HyperLogLog.register(hash, BITS) * KEPT;
    long rank = HyperLogLog.rank(hash, BITS);
    long time = Math.max(0, timeMicros) & TIME_MASK;
    newest = Math.max(newest, timeMicros);
    int at = register;
    int end = register + KEPT;
    while (at < end && entries[at] != 0 && time(at) > time) {
      if (rank(at) >= rank) {
        return; // A later value has at least this rank: the new one says nothing.
      }
      at++;
    }
    long[] kept = new long[KEPT + 1];
    int count = at - register;
    System.arraycopy(entries, register, kept, 0, count);
    kept[count++] = rank << TIME_BITS | time;
    for (; at < end && entries[at] != 0; at++) {
      if (rank(at) > rank && time(at) > untilMicros) {
        kept[count++] = entries[at];
      }
    }
    if (count > KEPT) {
      int lost = leastNeeded(kept);
      System.arraycopy(kept, lost + 1, kept, lost, KEPT - lost);
      count = KEPT;
    }
    Arrays.fill(kept, count, KEPT, 0);
    System.arraycopy(kept, 0, entries, register, KEPT);
  }

  private long time(int at) {
    return entries[at] & TIME_MASK;
  }

  private int rank(int at) {
    return (int) (entries[at] >>> TIME_BITS);
  }

  /** Index of the entry, neither the first nor the last, whose loss matters least. */
  private static int leastNeeded(long[] kept) {
    int least = 1;
    double leastHarm = Double.POSITIVE_INFINITY;
    for (int i = 1; i < KEPT; i++) {
      long largestFor = (kept[i] & TIME_MASK) - (kept[i + 1] & TIME_MASK);
      double adds =
          Math.scalb(1.0, (int) -(kept[i - 1] >>> TIME_BITS))
              - Math.scalb(1.0, (int) -(kept[i] >>> TIME_BITS));
      if (largestFor * adds < leastHarm) {
        leastHarm = largestFor * adds;
        least = i;
      }
    }
    return least;
  }

  /** Distinct values later than a time. */
  long count(long afterMicros) {
    int[] withRank = new int[RANK_MAX + 1];
    for (int register = 0; register < REGISTERS; register++) {
      int rank = 0;
      for (int at = register * KEPT; at < (register + 1) * KEPT && entries[at] != 0; at++) {
        if (time(at) <= afterMicros) {
          break;
        }
        rank = rank(at);
      }
      withRank[rank]++;
    }
    return HyperLogLog.estimate(withRank);
  }

  @Override
  long bytes() {
    return 32 + 8L * entries.length;
  }

  @Override
  long newestMicros() {
    return newest;
  }

  @Override
  void write(StateBytes out) {
    out.octet(DISTINCT).number(newest);
    for (int register = 0; register < REGISTERS; register++) {
      int from = register * KEPT;
      int count = 0;
      while (count < KEPT && entries[from + count] != 0) {
        count++;
      }
      out.octet(count);
      for (int i = from; i < from + count; i++) {
        out.octet((int) (entries[i] >>> TIME_BITS));
        out.number(newest - (entries[i] & TIME_MASK));
      }
    }
  }

  static SlidingDistinct read(StateBytes.Reader in) {
    SlidingDistinct sketch = new SlidingDistinct();
    sketch.newest = in.number();
    Arrays.fill(sketch.entries, 0);
    for (int register = 0; register < REGISTERS; register++) {
      int count = in.octet();
      if (count > KEPT) {
        throw new IllegalArgumentException("a register of " + count + " entries");
      }
      for (int i = 0; i < count; i++) {
        long rank = in.octet();
        if (rank < 1 || rank > RANK_MAX) {
          throw new IllegalArgumentException("a register of rank " + rank);
        }
        sketch.entries[register * KEPT + i] =
            rank << TIME_BITS | (sketch.newest - in.number()) & TIME_MASK;
      }
    }
    return sketch;
  }
}
