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
import org.jspecify.annotations.Nullable;

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

  /** How common bytes are in text, most common first; bytes not listed are rare. */
  private static final String COMMON = " etaoinshrdlucmfwypvbgkjqxz.,-'/:0123456789";

  private final byte[][] literals;

  /**
   * By two folded bytes: the buckets in which they may begin an anchor in the low half, those in
   * which they may end one in the high half.
   */
  private final int[] pairs = new int[PAIRS];

  /**
   * Hash table of literals by their anchor, or by their first two bytes if they have none: an
   * anchor's number is larger than any two bytes'.
   */
  private final int[] tableKeys;

  private final int[] @Nullable [] tableValues;
  private final int tableMask;
  private final int[] offsets;
  private final boolean[] located;

  /**
   * @param texts lower-cased ASCII literals of at least two bytes; their positions are their
   *     numbers
   * @param located numbers of those whose places are wanted
   */
  LiteralScan(List<String> texts, List<Integer> located) {
    literals = new byte[texts.size()][];
    offsets = new int[texts.size()];
    this.located = new boolean[texts.size()];
    located.forEach(literal -> this.located[literal] = true);
    Arrays.fill(pairs, SHORT << SECOND);
    Map<Integer, List<Integer>> anchors = new TreeMap<>(LiteralScan::byFirstPair);
    Map<Integer, List<Integer>> shorts = new TreeMap<>();
    for (int i = 0; i < texts.size(); i++) {
      literals[i] = texts.get(i).getBytes(StandardCharsets.ISO_8859_1);
      if (literals[i].length < ANCHOR) {
        shorts.computeIfAbsent(pair(literals[i], 0), k -> new ArrayList<>()).add(i);
      } else {
        offsets[i] = rarest(literals[i]);
        int key = (int) INT.get(literals[i], offsets[i]) | FOLD;
        anchors.computeIfAbsent(key, k -> new ArrayList<>()).add(i);
      }
    }
    int capacity = Integer.highestOneBit(Math.max(4, (anchors.size() + shorts.size()) * 4)) << 1;
    tableMask = capacity - 1;
    tableKeys = new int[capacity];
    tableValues = new int[capacity][];
    int number = 0;
    for (Map.Entry<Integer, List<Integer>> anchor : anchors.entrySet()) {
      int bucket = number++ * BUCKETS / anchors.size();
      pairs[anchor.getKey() & 0xffff] |= 1 << bucket;
      pairs[anchor.getKey() >>> 16] |= 1 << bucket + SECOND;
      insert(anchor.getKey(), anchor.getValue());
    }
    shorts.forEach(
        (pair, values) -> {
          pairs[pair] |= SHORT;
          insert(pair, values);
        });
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

  private void insert(int key, List<Integer> values) {
    int slot = slot(key);
    while (tableValues[slot] != null) {
      slot = slot + 1 & tableMask;
    }
    tableKeys[slot] = key;
    tableValues[slot] = values.stream().mapToInt(Integer::intValue).toArray();
  }

  private int slot(int key) {
    return key * 0x9E3779B1 >>> 8 & tableMask;
  }

  /** Start of the four bytes of the literal that are least to be expected in text. */
  private static int rarest(byte[] literal) {
    int best = 0;
    int bestScore = -1;
    for (int start = 0; start + ANCHOR <= literal.length; start++) {
      int score = 0;
      for (int i = start; i < start + ANCHOR; i++) {
        int rank = COMMON.indexOf((char) (literal[i] & 0xff));
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
    while ((at = nextGroup(text, at, to)) + STEP + ANCHOR <= to) {
      for (int i = at; i < at + STEP; i++) {
        look(text, from, to, i, hits, base, occurrences);
      }
      at += STEP;
    }
    for (; at + 1 < to; at++) {
      look(text, from, to, at, hits, base, occurrences);
    }
  }

  /**
   * Start of the first group of positions from one on of which one is worth a look; a position from
   * which no whole group is left if there is none. A method of its own so that the loop stays small
   * enough for registers.
   */
  private int nextGroup(byte[] text, int from, int to) {
    int i = from;
    if (i + STEP + ANCHOR > to) {
      return i;
    }
    int[] table = pairs;
    int first = table[pair(text, i)];
    int second = table[pair(text, i + 1)];
    for (; i + STEP + ANCHOR <= to; i += STEP) {
      // Eight bytes from the third on: pairs at the third to the eighth position.
      long word = (long) LONG.get(text, i + 2) | FOLD_LONG;
      int c = table[(int) word & 0xffff];
      int d = table[(int) (word >>> 8) & 0xffff];
      int e = table[(int) (word >>> 16) & 0xffff];
      int f = table[(int) (word >>> 24) & 0xffff];
      int g = table[(int) (word >>> 32) & 0xffff];
      int h = table[(int) (word >>> 40) & 0xffff];
      int passing =
          first & c >>> SECOND
              | second & d >>> SECOND
              | c & e >>> SECOND
              | d & f >>> SECOND
              | e & g >>> SECOND
              | f & h >>> SECOND;
      if (passing != 0) {
        return i;
      }
      first = g;
      second = h;
    }
    return i;
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
    for (int[] values = tableValues[slot]; values != null; values = tableValues[slot]) {
      if (tableKeys[slot] == key) {
        for (int literal : values) {
          int start = at - offsets[literal];
          if (start >= from && start + literals[literal].length <= to) {
            compare(text, start, literal, hits, base, occurrences);
          }
        }
        return;
      }
      slot = slot + 1 & tableMask;
    }
  }

  private void compare(
      byte[] text, int start, int literal, long[] hits, int base, Occurrences occurrences) {
    int word = base + (literal >> 6);
    boolean wanted = located[literal];
    if ((wanted || (hits[word] & 1L << literal) == 0) && occursAt(text, start, literals[literal])) {
      hits[word] |= 1L << literal;
      if (wanted) {
        occurrences.add(literal, start);
      }
    }
  }

  private static boolean occursAt(byte[] text, int start, byte[] literal) {
    for (int i = 0; i < literal.length; i++) {
      if (fold(text[start + i]) != literal[i]) {
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
