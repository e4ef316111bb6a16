package dev.harrier.feature;

import java.util.Arrays;

/**
 * Number of distinct values in a sliding window, approximately: HyperLogLog (Flajolet, Fusy,
 * Gandouet, Meunier 2007) with 2,048 registers, standard error 1.04/√2048 = 2.3 %, made sliding as
 * by Chabchoub and Hébrail ("Sliding HyperLogLog", 2010): each register keeps those ranks that no
 * later value exceeded, with their times, so that the largest rank within any window up to now is
 * known. Of these each register keeps the newest six; more are needed with probability below 2 % a
 * register, and cost precision at the far edge only.
 */
final class SlidingDistinct extends FeatureObject {
  /** Members up to which a window is counted exactly, without a sketch. */
  static final int EXACT_MAX = 256;

  private static final int BITS = 11;
  private static final int REGISTERS = 1 << BITS;
  private static final int KEPT = 6;
  private static final double ALPHA = 0.7213 / (1 + 1.079 / REGISTERS);

  /** Bits of a time; the rank stands above them. Microseconds to the year 2112. */
  private static final int TIME_BITS = 52;

  private static final long TIME_MASK = (1L << TIME_BITS) - 1;

  /** By register: entries from the newest, with ranks that grow; 0 is none. */
  private final long[] entries = new long[REGISTERS * KEPT];

  private long newest = Long.MIN_VALUE / 2;

  void add(long hash, long timeMicros) {
    int register = (int) (hash >>> 64 - BITS) * KEPT;
    long rank = Long.numberOfLeadingZeros(hash << BITS | 1L << BITS - 1) + 1;
    long time = Math.max(0, timeMicros) & TIME_MASK;
    newest = Math.max(newest, timeMicros);
    long[] kept = new long[KEPT + 1];
    int count = 0;
    boolean placed = false;
    for (int i = register; i < register + KEPT && entries[i] != 0; i++) {
      long entry = entries[i];
      long entryTime = entry & TIME_MASK;
      long entryRank = entry >>> TIME_BITS;
      if (!placed && entryTime <= time) {
        kept[count++] = rank << TIME_BITS | time;
        placed = true;
      }
      boolean needed = placed ? entryRank > rank : true;
      if (!placed && entryRank >= rank) {
        // A later value has at least this rank: the new one says nothing.
        return;
      }
      if (needed) {
        kept[count++] = entry;
      }
    }
    if (!placed) {
      kept[count++] = rank << TIME_BITS | time;
    }
    for (int i = 0; i < KEPT; i++) {
      entries[register + i] = i < count ? kept[i] : 0;
    }
  }

  /** Distinct values later than a time. */
  long count(long afterMicros) {
    double sum = 0;
    int empty = 0;
    for (int register = 0; register < REGISTERS; register++) {
      long rank = 0;
      for (int i = register * KEPT; i < (register + 1) * KEPT && entries[i] != 0; i++) {
        if ((entries[i] & TIME_MASK) > afterMicros) {
          rank = entries[i] >>> TIME_BITS;
        }
      }
      empty += rank == 0 ? 1 : 0;
      sum += 1.0 / (1L << rank);
    }
    double estimate = ALPHA * REGISTERS * REGISTERS / sum;
    if (estimate <= 2.5 * REGISTERS && empty > 0) {
      estimate = REGISTERS * Math.log((double) REGISTERS / empty);
    }
    return Math.round(estimate);
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
        sketch.entries[register * KEPT + i] =
            rank << TIME_BITS | (sketch.newest - in.number()) & TIME_MASK;
      }
    }
    return sketch;
  }
}
