package dev.harrier.lang.regex;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * What IGNORECASE means to CPython: a text's character is lower-cased (one character to one) before
 * it is compared, the pattern's characters are lower-cased when the pattern is compiled, and
 * lower-case letters with the same upper case stand for each other ({@code s} and {@code ſ}, {@code
 * i} and {@code ı}).
 */
final class CaseFolding {
  /** Lower-case characters whose (full) upper cases are equal. */
  private static final int[][] EQUIVALENT = {
    {'i', 0x131},
    {'s', 0x17f},
    {0xb5, 0x3bc},
    {0x345, 0x3b9, 0x1fbe},
    {0x390, 0x1fd3},
    {0x3b0, 0x1fe3},
    {0x3b2, 0x3d0},
    {0x3b5, 0x3f5},
    {0x3b8, 0x3d1},
    {0x3ba, 0x3f0},
    {0x3c0, 0x3d6},
    {0x3c1, 0x3f1},
    {0x3c2, 0x3c3},
    {0x3c6, 0x3d5},
    {0x432, 0x1c80},
    {0x434, 0x1c81},
    {0x43e, 0x1c82},
    {0x441, 0x1c83},
    {0x442, 0x1c84, 0x1c85},
    {0x44a, 0x1c86},
    {0x463, 0x1c87},
    {0x1c88, 0xa64b},
    {0x1e61, 0x1e9b},
    {0xfb05, 0xfb06}
  };

  /** Every code point that lower-casing changes, ascending, and beside it what it becomes. */
  private static final int[] UPPER;

  private static final int[] LOWER;

  static {
    int count = 0;
    int[] upper = new int[1 << 11];
    int[] lower = new int[1 << 11];
    for (String run : Unicode14.LOWER.split(" ")) {
      int colon = run.indexOf(':');
      int slash = run.indexOf('/');
      int hyphen = run.substring(0, colon).indexOf('-');
      int behind = slash < 0 ? colon : slash;
      int first = Integer.parseInt(run, 0, hyphen < 0 ? behind : hyphen, 16);
      int last = hyphen < 0 ? first : Integer.parseInt(run, hyphen + 1, behind, 16);
      int delta = Integer.parseInt(run, colon + 1, run.length(), 16);
      for (int c = first; c <= last; c += slash < 0 ? 1 : 2) {
        upper[count] = c;
        lower[count++] = c + delta;
      }
    }
    UPPER = Arrays.copyOf(upper, count);
    LOWER = Arrays.copyOf(lower, count);
  }

  /** Every code point that has another case. */
  private static final CodePoints CASED = Unicode14.set(Unicode14.CASED);

  /** What lower-casing leaves as it is. */
  private static final CodePoints UNCHANGED;

  static {
    CodePoints.Builder changed = new CodePoints.Builder();
    for (int upper : UPPER) {
      changed.add(upper);
    }
    UNCHANGED = changed.build().negate();
  }

  /** What an ASCII character alone matches, by character; patterns are made of little else. */
  private static final AtomicReferenceArray<@Nullable CodePoints> ALONE =
      new AtomicReferenceArray<>(0x80);

  private CaseFolding() {}

  /** What one character of a pattern matches when case is ignored. */
  static CodePoints fold(int c, boolean ascii) {
    if (ascii) {
      return fold(CodePoints.of(c), CodePoints.NONE, false, true);
    }
    if (c >= ALONE.length()) {
      return alone(c);
    }
    CodePoints known = ALONE.get(c);
    if (known == null) {
      known = alone(c);
      ALONE.set(c, known);
    }
    return known;
  }

  /** The characters whose lower case is that of a character, or stands for it. */
  private static CodePoints alone(int c) {
    int lower = lower(c);
    CodePoints.Builder all = new CodePoints.Builder();
    for (int one : equivalent(lower)) {
      if (lower(one) == one) {
        all.add(one);
      }
      for (int i = 0; i < LOWER.length; i++) {
        if (LOWER[i] == one) {
          all.add(UPPER[i]);
        }
      }
    }
    return all.build();
  }

  private static int[] equivalent(int lower) {
    for (int[] group : EQUIVALENT) {
      for (int one : group) {
        if (one == lower) {
          return group;
        }
      }
    }
    return new int[] {lower};
  }

  /** Simple lower case by Unicode 14. */
  static int lower(int c) {
    if (c < 0x80) {
      return c >= 'A' && c <= 'Z' ? c + 32 : c;
    }
    int at = Arrays.binarySearch(UPPER, c);
    return at < 0 ? c : LOWER[at];
  }

  static int asciiLower(int c) {
    return c >= 'A' && c <= 'Z' ? c + 32 : c;
  }

  /**
   * The characters of a text that a set of pattern characters and ranges matches when case is
   * ignored.
   *
   * @param members the characters that the author wrote, one by one or as ranges
   * @param categories those that he wrote as categories, such as {@code \d}: not folded
   */
  static CodePoints fold(CodePoints members, CodePoints categories, boolean negate, boolean ascii) {
    if (!hasCased(members, ascii)) {
      CodePoints plain = members.union(categories);
      return negate ? plain.negate() : plain;
    }
    CodePoints lowered = ascii ? asciiLowered(members) : lowered(members);
    CodePoints all = lowered.union(categories);
    return ascii
        ? asciiPreimage(negate ? all.negate() : all)
        : preimage(negate ? all.negate() : all);
  }

  private static boolean hasCased(CodePoints set, boolean ascii) {
    CodePoints letters =
        ascii ? new CodePoints.Builder().add('A', 'Z').add('a', 'z').build() : CASED;
    return !set.intersect(letters).isEmpty();
  }

  private static CodePoints lowered(CodePoints set) {
    CodePoints.Builder builder = new CodePoints.Builder();
    for (int i = 0; i < UPPER.length; i++) {
      if (set.contains(UPPER[i])) {
        builder.add(LOWER[i]);
      }
    }
    CodePoints lower = builder.add(set.intersect(UNCHANGED)).build();
    CodePoints.Builder closed = new CodePoints.Builder().add(lower);
    for (int[] group : EQUIVALENT) {
      if (Arrays.stream(group).anyMatch(lower::contains)) {
        for (int c : group) {
          closed.add(c);
        }
      }
    }
    return closed.build();
  }

  /** The characters whose lower case lies in a set. */
  private static CodePoints preimage(CodePoints set) {
    CodePoints.Builder builder = new CodePoints.Builder();
    for (int i = 0; i < UPPER.length; i++) {
      if (set.contains(LOWER[i])) {
        builder.add(UPPER[i]);
      }
    }
    return builder.add(set.intersect(UNCHANGED)).build();
  }

  private static CodePoints asciiLowered(CodePoints set) {
    CodePoints.Builder builder = new CodePoints.Builder();
    CodePoints upper = CodePoints.range('A', 'Z');
    for (int c = 'A'; c <= 'Z'; c++) {
      if (set.contains(c)) {
        builder.add(c + 32);
      }
    }
    return builder.add(set.intersect(upper.negate())).build();
  }

  private static CodePoints asciiPreimage(CodePoints set) {
    CodePoints.Builder builder = new CodePoints.Builder();
    for (int c = 'A'; c <= 'Z'; c++) {
      if (set.contains(c + 32)) {
        builder.add(c);
      }
    }
    return builder.add(set.intersect(CodePoints.range('A', 'Z').negate())).build();
  }
}
