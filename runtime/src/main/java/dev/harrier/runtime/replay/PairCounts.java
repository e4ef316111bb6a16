package dev.harrier.runtime.replay;

/**
 * How often two of {@code n} things came together: an exact count per pair that ever did, 16 bytes
 * each. Beyond {@link #MOST} pairs further ones are not told apart.
 */
final class PairCounts {
  /** Pairs that are told apart: those of 2,900 rules that all meet. */
  static final int MOST = 1 << 22;

  private long[] keys = new long[64];
  private long[] counts = new long[64];
  private int size;
  private long others;

  /** Counts the pair; {@code low < high}, both at least 0. */
  void add(int low, int high) {
    long key = ((long) low << 32 | high) + 1;
    int at = place(key);
    if (keys[at] == 0) {
      if (size == MOST) {
        others++;
        return;
      }
      if (++size * 2 > keys.length) {
        grow();
        at = place(key);
      }
      keys[at] = key;
    }
    counts[at]++;
  }

  private int place(long key) {
    int at = (int) (key * 0x9e3779b97f4a7c15L >>> 32) & keys.length - 1;
    while (keys[at] != 0 && keys[at] != key) {
      at = at + 1 & keys.length - 1;
    }
    return at;
  }

  private void grow() {
    long[] oldKeys = keys;
    long[] oldCounts = counts;
    keys = new long[2 * oldKeys.length];
    counts = new long[keys.length];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != 0) {
        int at = place(oldKeys[i]);
        keys[at] = oldKeys[i];
        counts[at] = oldCounts[i];
      }
    }
  }

  /** Times that a pair beyond the bound came together. */
  long others() {
    return others;
  }

  /** Hears of pairs, in no order that means anything. */
  interface Each {
    void pair(int low, int high, long count);
  }

  void forEach(Each each) {
    for (int i = 0; i < keys.length; i++) {
      if (keys[i] != 0) {
        each.pair((int) (keys[i] - 1 >>> 32), (int) (keys[i] - 1), counts[i]);
      }
    }
  }
}
