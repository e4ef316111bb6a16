package dev.harrier.lang.emit;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Finds which of many literals occur in a text, ASCII case folded, in one pass whose cost hardly
 * depends on their number.
 *
 * <p>Each literal is represented by one anchor, a run of four of its bytes (the first two for
 * shorter ones), chosen where the bytes are rare. At every position four bytes are loaded at once,
 * folded, hashed, and looked up in a bitmap; only the rare positions that pass are compared with
 * the literals of that anchor. Unlike an Aho–Corasick automaton the loop carries no dependency from
 * one position to the next, so that several positions are in flight at once. The idea is the filter
 * stage of Hyperscan's FDR (Wang et al., NSDI 2019, §4.1) with one anchor a literal instead of a
 * bucketed shift-or.
 *
 * <p>Literals of two or three bytes are looked up by their first two in a second bitmap, in the
 * same pass. Of some literals every place is written down, so that a regular expression whose
 * matches begin with one of them is tried there alone.
 *
 * <p>Immutable, shared by threads. About 1 ns a byte plus 10 ns a passing position.
 */
final class LiteralScan {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int FOLD = 0x20202020;
  private static final int ANCHOR = 4;
  private static final int PAIRS = 1 << 16;

  /** How common bytes are in text, most common first; bytes not listed are rare. */
  private static final String COMMON = " etaoinshrdlucmfwypvbgkjqxz.,-'/:0123456789";

  private final byte[][] literals;
  private final long[] wide;
  private final int wideShift;
  private final int[] tableKeys;
  private final int[][] tableValues;
  private final int tableMask;
  private final int[] offsets;
  private final boolean[] located;

  /** Literals shorter than an anchor by their first two bytes, or null. */
  private final int[] @Nullable [] byPair;

  /** First two bytes of the short literals, folded; null if there are none. */
  private final long @Nullable [] pairs;

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
    boolean small = texts.stream().anyMatch(text -> text.length() < ANCHOR);
    pairs = small ? new long[PAIRS >> 6] : null;
    byPair = small ? new int[PAIRS][] : new int[0][];
    Map<Integer, List<Integer>> anchors = new HashMap<>();
    for (int i = 0; i < texts.size(); i++) {
      literals[i] = texts.get(i).getBytes(StandardCharsets.ISO_8859_1);
      if (literals[i].length < ANCHOR) {
        addShort(i);
        continue;
      }
      offsets[i] = rarest(literals[i]);
      int key = (int) INT.get(literals[i], offsets[i]) | FOLD;
      anchors.computeIfAbsent(key, k -> new ArrayList<>()).add(i);
    }
    int bits = Math.clamp(32 - Integer.numberOfLeadingZeros(anchors.size() * 96), 12, 20);
    wideShift = 32 - bits;
    wide = new long[1 << (bits - 6)];
    int capacity = Integer.highestOneBit(Math.max(4, anchors.size() * 4)) << 1;
    tableMask = capacity - 1;
    tableKeys = new int[capacity];
    tableValues = new int[capacity][];
    anchors.forEach(this::insert);
  }

  private void addShort(int literal) {
    int pair = (literals[literal][0] & 0xff | (literals[literal][1] & 0xff) << 8) | FOLD & 0xffff;
    Objects.requireNonNull(pairs)[pair >> 6] |= 1L << pair;
    int[] others = byPair[pair];
    int[] all = others == null ? new int[1] : Arrays.copyOf(others, others.length + 1);
    all[all.length - 1] = literal;
    byPair[pair] = all;
  }

  /** Whether the places of a literal are written down. */
  boolean locates(int literal) {
    return literal >= 0 && located[literal];
  }

  private void insert(int key, List<Integer> values) {
    int hash = hash(key) >>> wideShift;
    wide[hash >> 6] |= 1L << hash;
    int slot = hash(key) >>> 8 & tableMask;
    while (tableValues[slot] != null) {
      slot = slot + 1 & tableMask;
    }
    tableKeys[slot] = key;
    tableValues[slot] = values.stream().mapToInt(Integer::intValue).toArray();
  }

  private static int hash(int key) {
    return key * 0x9E3779B1;
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
    int last = to - ANCHOR;
    int at = from;
    if (pairs == null) {
      while ((at = nextCandidate(text, at, last)) <= last) {
        candidates(text, from, to, at, (int) INT.get(text, at) | FOLD, hits, base, occurrences);
        at++;
      }
      return;
    }
    while ((at = nextCandidate(text, at, last, pairs)) <= last) {
      int key = (int) INT.get(text, at) | FOLD;
      int hash = hash(key) >>> wideShift;
      if ((wide[hash >> 6] & 1L << hash) != 0) {
        candidates(text, from, to, at, key, hits, base, occurrences);
      }
      shortOnes(text, at, to, key & 0xffff, hits, base, occurrences);
      at++;
    }
    for (; at + 1 < to; at++) {
      int pair = (text[at] & 0xff | (text[at + 1] & 0xff) << 8) | FOLD & 0xffff;
      shortOnes(text, at, to, pair, hits, base, occurrences);
    }
  }

  /**
   * First position from one on whose four bytes may be an anchor; one behind {@code last} if there
   * is none. A method of its own so that the loop stays small enough for registers.
   */
  private int nextCandidate(byte[] text, int from, int last) {
    long[] bitmap = wide;
    int shift = wideShift;
    int i = from;
    for (; i <= last; i++) {
      int hash = hash((int) INT.get(text, i) | FOLD) >>> shift;
      if ((bitmap[hash >> 6] & 1L << hash) != 0) {
        return i;
      }
    }
    return i;
  }

  /** The same, where two bytes may also be the first of a short literal. */
  private int nextCandidate(byte[] text, int from, int last, long[] pairs) {
    long[] bitmap = wide;
    int shift = wideShift;
    int i = from;
    for (; i <= last; i++) {
      int word = (int) INT.get(text, i) | FOLD;
      int hash = hash(word) >>> shift;
      if (((bitmap[hash >> 6] >>> hash | pairs[(word & 0xffff) >> 6] >>> word) & 1) != 0) {
        return i;
      }
    }
    return i;
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
    int slot = hash(key) >>> 8 & tableMask;
    while (tableValues[slot] != null) {
      if (tableKeys[slot] == key) {
        for (int literal : tableValues[slot]) {
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

  private void shortOnes(
      byte[] text, int at, int to, int pair, long[] hits, int base, Occurrences occurrences) {
    int[] candidates = byPair[pair];
    if (candidates != null) {
      for (int literal : candidates) {
        if (at + literals[literal].length <= to) {
          compare(text, at, literal, hits, base, occurrences);
        }
      }
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
