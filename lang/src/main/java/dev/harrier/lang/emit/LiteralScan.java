package dev.harrier.lang.emit;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds which of many literals occur in a text, ASCII case folded, in one pass whose cost hardly
 * depends on their number.
 *
 * <p>Each literal of four bytes or more is represented by one anchor, a run of four of its bytes
 * chosen where they are rare, and belongs to one of 15 buckets. A table by pairs of bytes says in
 * which buckets a pair may be the first half of an anchor and in which the second half, so that a
 * position is worth a look where {@code first(i) & second(i + 2)} is not empty. The positions do
 * not depend on one another, six are looked at for one branch. What passes is looked up by its four
 * bytes and compared with the literals of that anchor. The idea is the filter of Hyperscan's FDR
 * (Wang et al., NSDI 2019, §4.1): buckets of literals with the bitwise product of what their parts
 * allow.
 *
 * <p>Literals of two or three bytes have a bit of their own, which their first pair sets and every
 * second half admits. Of some literals every place is written down, so that a regular expression
 * whose matches begin with one of them is tried there alone.
 *
 * <p>Immutable, shared by threads. About 0.5 ns a byte plus 5 ns a passing position; 256 KiB, of
 * which a text touches a few.
 */
final class LiteralScan {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int FOLD = 0x20202020;
  private static final long FOLD_LONG = 0x20202020_20202020L;
  private static final int ANCHOR = 4;
  private static final int PAIRS = 1 << 16;
  private static final int BUCKETS = 15;

  /** Set in the low half by the first pair of a short literal, in the high half by all. */
  private static final int SHORT = 1 << BUCKETS;

  private static final int SECOND = 16;

  /** Positions of one step of the pass. */
  private static final int STEP = 6;

  /** Ints of a literal in {@link #items}. */
  private static final int ITEM = 4;

  /** How common bytes are in text, most common first; bytes not listed are rare. */
  private static final String COMMON = " etaoinshrdlucmfwypvbgkjqxz.,-'/:0123456789";

  /**
   * By two folded bytes: the buckets in which they may begin an anchor in the low half, those in
   * which they may end one in the high half.
   */
  private final int[] pairs = new int[PAIRS];

  /**
   * Hash table, two ints a slot: the anchor, or the first two bytes of literals that have none (an
   * anchor's number is larger than any two bytes'), and where {@link #items} lists its literals;
   * zero for a free slot.
   */
  private final int[] table;

  private final int tableMask;

  /**
   * For each anchor the number of its literals, then {@link #ITEM} ints for each of them: its
   * number, where its anchor stands in it, its length, and where its bytes begin in {@link #bytes}.
   */
  private final int[] items;

  private final byte[] bytes;
  private final boolean[] located;

  /**
   * @param texts lower-cased ASCII literals of at least two bytes; their positions are their
   *     numbers
   * @param located numbers of those whose places are wanted
   */
  LiteralScan(List<String> texts, List<Integer> located) {
    this.located = new boolean[texts.size()];
    located.forEach(literal -> this.located[literal] = true);
    Arrays.fill(pairs, SHORT << SECOND);
    int[] begins = new int[texts.size()];
    bytes = String.join("", texts).getBytes(StandardCharsets.ISO_8859_1);
    Map<Integer, List<Integer>> anchors = new TreeMap<>(LiteralScan::byFirstPair);
    Map<Integer, List<Integer>> shorts = new TreeMap<>();
    for (int i = 0; i < texts.size(); i++) {
      int length = texts.get(i).length();
      if (length < ANCHOR) {
        shorts.computeIfAbsent(pair(bytes, begins[i]), k -> new ArrayList<>()).add(i);
      } else {
        int key = (int) INT.get(bytes, begins[i] + rarest(texts.get(i))) | FOLD;
        anchors.computeIfAbsent(key, k -> new ArrayList<>()).add(i);
      }
      if (i + 1 < texts.size()) {
        begins[i + 1] = begins[i] + length;
      }
    }
    int entries = anchors.size() + shorts.size();
    int capacity = Integer.highestOneBit(Math.max(4, entries * 4)) << 1;
    tableMask = capacity - 1;
    table = new int[2 * capacity];
    items = new int[1 + entries + ITEM * texts.size()];
    int free = 1;
    int number = 0;
    for (Map.Entry<Integer, List<Integer>> anchor : anchors.entrySet()) {
      int bucket = number++ * BUCKETS / anchors.size();
      pairs[anchor.getKey() & 0xffff] |= 1 << bucket;
      pairs[anchor.getKey() >>> 16] |= 1 << bucket + SECOND;
      free = insert(anchor.getKey(), anchor.getValue(), texts, begins, free);
    }
    for (Map.Entry<Integer, List<Integer>> pair : shorts.entrySet()) {
      pairs[pair.getKey()] |= SHORT;
      free = insert(pair.getKey(), pair.getValue(), texts, begins, free);
    }
  }

  /** Anchors that begin alike get into one bucket, so that few pairs begin one of a bucket. */
  private static int byFirstPair(int key, int other) {
    int order = Integer.compare(key & 0xffff, other & 0xffff);
    return order != 0 ? order : Integer.compare(key >>> 16, other >>> 16);
  }

  /** Whether the places of a literal are written down. */
  boolean locates(int literal) {
    return literal >= 0 && located[literal];
  }

  /** Lists an anchor's literals from a free place on, and returns the next one. */
  private int insert(int key, List<Integer> values, List<String> texts, int[] begins, int free) {
    int slot = slot(key);
    while (table[slot + 1] != 0) {
      slot = slot + 2 & 2 * tableMask;
    }
    table[slot] = key;
    table[slot + 1] = free;
    int at = free;
    items[at++] = values.size();
    for (int literal : values) {
      String text = texts.get(literal);
      items[at] = literal;
      items[at + 1] = text.length() < ANCHOR ? 0 : rarest(text);
      items[at + 2] = text.length();
      items[at + 3] = begins[literal];
      at += ITEM;
    }
    return at;
  }

  private int slot(int key) {
    return (key * 0x9E3779B1 >>> 8 & tableMask) << 1;
  }

  /** Start of the four bytes of the literal that are least to be expected in text. */
  private static int rarest(String literal) {
    int best = 0;
    int bestScore = -1;
    for (int start = 0; start + ANCHOR <= literal.length(); start++) {
      int score = 0;
      for (int i = start; i < start + ANCHOR; i++) {
        int rank = COMMON.indexOf(literal.charAt(i));
        score += rank < 0 ? 60 : Math.min(rank, 30) + 5;
      }
      if (score > bestScore) {
        bestScore = score;
        best = start;
      }
    }
    return best;
  }

  /**
   * Sets the bit of each literal that occurs in the range.
   *
   * @param hits words into which bits are set, starting at word {@code base}
   * @param occurrences begun anew with the places of the located literals
   */
  void scan(byte[] text, int from, int to, long[] hits, int base, Occurrences occurrences) {
    occurrences.clear();
    int at = from;
    while (at + STEP + ANCHOR <= to) {
      long next = nextGroup(text, at, to);
      at = (int) (next >> STEP);
      for (int left = (int) next & (1 << STEP) - 1; left != 0; left &= left - 1) {
        int position = at + Integer.numberOfTrailingZeros(left);
        look(text, from, to, position, hits, base, occurrences);
      }
      at += STEP;
    }
    for (; at + 1 < to; at++) {
      look(text, from, to, at, hits, base, occurrences);
    }
  }

  /**
   * Start of the first group of positions from one on, which has a whole group, of which one is
   * worth a look, times {@code 1 << STEP}, plus a bit for each that is. If there is none, the start
   * of the last whole group, without bits. A method of its own so that the loop stays small enough
   * for registers.
   */
  private long nextGroup(byte[] text, int from, int to) {
    int[] table = pairs;
    int a = table[pair(text, from)];
    int b = table[pair(text, from + 1)];
    int i = from;
    for (; i + STEP + ANCHOR <= to; i += STEP) {
      // Eight bytes from the third on: pairs at the third to the eighth position.
      long word = (long) LONG.get(text, i + 2) | FOLD_LONG;
      int c = table[(int) word & 0xffff];
      int d = table[(int) (word >>> 8) & 0xffff];
      int e = table[(int) (word >>> 16) & 0xffff];
      int f = table[(int) (word >>> 24) & 0xffff];
      int g = table[(int) (word >>> 32) & 0xffff];
      int h = table[(int) (word >>> 40) & 0xffff];
      int ac = a & c >>> SECOND;
      int bd = b & d >>> SECOND;
      int ce = c & e >>> SECOND;
      int df = d & f >>> SECOND;
      int eg = e & g >>> SECOND;
      int fh = f & h >>> SECOND;
      if ((ac | bd | ce | df | eg | fh) != 0) {
        int bits =
            bit(ac) | bit(bd) << 1 | bit(ce) << 2 | bit(df) << 3 | bit(eg) << 4 | bit(fh) << 5;
        return (long) i << STEP | bits;
      }
      a = g;
      b = h;
    }
    return (long) (i - STEP) << STEP;
  }

  /** One if any bit is set. */
  private static int bit(int buckets) {
    return -buckets >>> 31;
  }

  /** Two folded bytes, the first in the low half. */
  private static int pair(byte[] text, int at) {
    return (text[at] & 0xff | (text[at + 1] & 0xff) << 8) | FOLD & 0xffff;
  }

  /** Compares the literals that may have their anchor at a position, which is not the last. */
  private void look(
      byte[] text, int from, int to, int at, long[] hits, int base, Occurrences occurrences) {
    int pair = pair(text, at);
    int first = pairs[pair];
    if (at + ANCHOR <= to && (first & pairs[pair(text, at + 2)] >>> SECOND & SHORT - 1) != 0) {
      candidates(text, from, to, at, (int) INT.get(text, at) | FOLD, hits, base, occurrences);
    }
    if ((first & SHORT) != 0) {
      candidates(text, from, to, at, pair, hits, base, occurrences);
    }
  }

  private void candidates(
      byte[] text,
      int from,
      int to,
      int at,
      int key,
      long[] hits,
      int base,
      Occurrences occurrences) {
    int slot = slot(key);
    for (int first = table[slot + 1]; first != 0; first = table[slot + 1]) {
      if (table[slot] == key) {
        int end = first + 1 + items[first] * ITEM;
        for (int item = first + 1; item < end; item += ITEM) {
          int start = at - items[item + 1];
          if (start >= from && start + items[item + 2] <= to && occursAt(text, start, item)) {
            found(items[item], start, hits, base, occurrences);
          }
        }
        return;
      }
      slot = slot + 2 & 2 * tableMask;
    }
  }

  private void found(int literal, int start, long[] hits, int base, Occurrences occurrences) {
    hits[base + (literal >> 6)] |= 1L << literal;
    if (located[literal]) {
      occurrences.add(literal, start);
    }
  }

  private boolean occursAt(byte[] text, int start, int item) {
    int begin = items[item + 3];
    int length = items[item + 2];
    for (int i = 0; i < length; i++) {
      if (fold(text[start + i]) != bytes[begin + i]) {
        return false;
      }
    }
    return true;
  }

  private static byte fold(byte b) {
    return b >= 'A' && b <= 'Z' ? (byte) (b | 0x20) : b;
  }

  /**
   * Whether a text has one of the four characters outside ASCII that some case rule turns into an
   * ASCII letter: İ ı ſ K.
   *
   * @param text UTF-8
   */
  static boolean foldsIntoAscii(byte[] text, int from, int to) {
    for (int i = from; i + 1 < to; i++) {
      int b = text[i];
      if (b >= 0) {
        continue;
      }
      int next = text[i + 1] & 0xff;
      switch (b & 0xff) {
        case 0xC4 -> {
          if (next == 0xB0 || next == 0xB1) {
            return true;
          }
        }
        case 0xC5 -> {
          if (next == 0xBF) {
            return true;
          }
        }
        case 0xE2 -> {
          if (next == 0x84 && i + 2 < to && (text[i + 2] & 0xff) == 0xAA) {
            return true;
          }
        }
        default -> {}
      }
    }
    return false;
  }
}
