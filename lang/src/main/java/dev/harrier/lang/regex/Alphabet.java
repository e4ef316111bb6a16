package dev.harrier.lang.regex;

import java.util.Arrays;
import java.util.List;

/**
 * The classes of code points that a pattern cannot tell apart, numbered from 0: two characters of
 * one class lie in the same of the pattern's sets.
 */
final class Alphabet {
  /** Class of each of the first 256 code points. */
  private final char[] latin = new char[256];

  /** First code point of each interval, ascending from 0. */
  private final int[] starts;

  private final char[] classes;

  /** One code point of each class. */
  private final int[] examples;

  Alphabet(List<CodePoints> sets) {
    starts = starts(sets);
    int[] refined = new int[starts.length];
    int count = 1;
    for (CodePoints set : sets) {
      count = refine(set, refined, count);
    }
    classes = new char[starts.length];
    examples = new int[count];
    for (int i = starts.length - 1; i >= 0; i--) {
      classes[i] = (char) refined[i];
      examples[refined[i]] = starts[i];
    }
    int at = 0;
    for (int c = 0; c < latin.length; c++) {
      at += at + 1 < starts.length && starts[at + 1] == c ? 1 : 0;
      latin[c] = classes[at];
    }
  }

  /** Where a set begins or ends, ascending. */
  private static int[] starts(List<CodePoints> sets) {
    int room = 1;
    for (CodePoints set : sets) {
      room += 2 * set.rangeCount();
    }
    int[] cuts = new int[room];
    int size = 1;
    for (CodePoints set : sets) {
      for (int i = 0; i < set.rangeCount(); i++) {
        cuts[size++] = set.first(i);
        if (set.last(i) < Character.MAX_CODE_POINT) {
          cuts[size++] = set.last(i) + 1;
        }
      }
    }
    Arrays.sort(cuts, 0, size);
    int distinct = 1;
    for (int i = 1; i < size; i++) {
      if (cuts[i] != cuts[distinct - 1]) {
        cuts[distinct++] = cuts[i];
      }
    }
    return Arrays.copyOf(cuts, distinct);
  }

  /** Splits every class into the part within the set and the part without. */
  private int refine(CodePoints set, int[] refined, int count) {
    int[] outside = new int[count];
    boolean[] member = new boolean[starts.length];
    int range = 0;
    for (int i = 0; i < starts.length; i++) {
      while (range < set.rangeCount() && set.last(range) < starts[i]) {
        range++;
      }
      member[i] = range < set.rangeCount() && set.first(range) <= starts[i];
      outside[refined[i]] += member[i] ? 0 : 1;
    }
    int next = count;
    int[] inside = new int[count];
    for (int i = 0; i < starts.length; i++) {
      int former = refined[i];
      if (member[i] && outside[former] > 0) {
        if (inside[former] == 0) {
          inside[former] = next++;
        }
        refined[i] = inside[former];
      }
    }
    return next;
  }

  private int interval(int codePoint) {
    int at = Arrays.binarySearch(starts, codePoint);
    return at >= 0 ? at : -at - 2;
  }

  int size() {
    return examples.length;
  }

  int example(int symbol) {
    return examples[symbol];
  }

  /** Class of each of the first 256 code points; owned by this object, not to be written. */
  char[] latin() {
    return latin;
  }

  int of(int codePoint) {
    return codePoint < 256 ? latin[codePoint] : classes[interval(codePoint)];
  }
}
