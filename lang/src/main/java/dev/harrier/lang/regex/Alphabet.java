package dev.harrier.lang.regex;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

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
    TreeSet<Integer> cuts = new TreeSet<>();
    cuts.add(0);
    for (CodePoints set : sets) {
      for (int i = 0; i < set.rangeCount(); i++) {
        cuts.add(set.first(i));
        if (set.last(i) < Character.MAX_CODE_POINT) {
          cuts.add(set.last(i) + 1);
        }
      }
    }
    starts = cuts.stream().mapToInt(i -> i).toArray();
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
    for (int c = 0; c < latin.length; c++) {
      latin[c] = classes[interval(c)];
    }
  }

  /** Splits every class into the part within the set and the part without. */
  private int refine(CodePoints set, int[] refined, int count) {
    Map<Integer, Integer> inside = new HashMap<>();
    int[] sizes = new int[count];
    int[] sizesInside = new int[count];
    boolean[] member = new boolean[starts.length];
    for (int i = 0; i < starts.length; i++) {
      member[i] = set.contains(starts[i]);
      sizes[refined[i]]++;
      if (member[i]) {
        sizesInside[refined[i]]++;
      }
    }
    int next = count;
    for (int i = 0; i < starts.length; i++) {
      int former = refined[i];
      if (member[i] && former < count && sizesInside[former] < sizes[former]) {
        Integer fresh = inside.get(former);
        if (fresh == null) {
          fresh = next++;
          inside.put(former, fresh);
        }
        refined[i] = fresh;
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
