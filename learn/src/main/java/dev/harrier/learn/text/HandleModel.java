package dev.harrier.learn.text;

import java.util.Arrays;
import java.util.Collection;

/**
 * How much a handle looks like the handles it was trained on: characters by the two before them,
 * Witten–Bell back-off (Witten and Bell 1991) from three to two to one to all alike.
 *
 * <p>After BotometerLite's likelihood of a handle (Yang et al., AAAI 2020).
 */
public final class HandleModel {
  /** a–z, 0–9, _ - . and everything else; the last is the edge of a handle. */
  private static final int LETTERS = 41;

  private static final int EDGE = LETTERS - 1;

  private final int[] one = new int[LETTERS];
  private final int[] two = new int[LETTERS * LETTERS];
  private final int[] three = new int[LETTERS * LETTERS * LETTERS];

  /** Totals and distinct followers of the contexts of no, one and two characters. */
  private final int[][] totals = {
    new int[1], new int[LETTERS], new int[LETTERS * LETTERS],
  };

  private final int[][] kinds = {
    new int[1], new int[LETTERS], new int[LETTERS * LETTERS],
  };

  private HandleModel() {}

  /** Counts the characters of handles. */
  public static HandleModel fit(Collection<String> handles) {
    HandleModel model = new HandleModel();
    for (String handle : handles) {
      model.count(handle);
    }
    return model;
  }

  /**
   * A fitted one from what {@link #counts} gave.
   *
   * @throws IllegalArgumentException if these are no counts
   */
  public static HandleModel of(int[] counts) {
    HandleModel model = new HandleModel();
    if (counts.length % 2 != 0) {
      throw new IllegalArgumentException(counts.length + " numbers, expected cells and counts");
    }
    for (int i = 0; i < counts.length; i += 2) {
      int cell = counts[i];
      if (cell < 0 || cell >= model.three.length || counts[i + 1] < 1) {
        throw new IllegalArgumentException("cell " + cell + " with count " + counts[i + 1]);
      }
      model.add(model.one, cell % LETTERS, 0, 0, counts[i + 1]);
      int pair = cell % (LETTERS * LETTERS);
      model.add(model.two, pair, 1, pair / LETTERS, counts[i + 1]);
      model.add(model.three, cell, 2, cell / LETTERS, counts[i + 1]);
    }
    return model;
  }

  /** Every run of three characters that occurred, as its cell and its count, cells ascending. */
  public int[] counts() {
    int[] counts = new int[2 * three.length];
    int size = 0;
    for (int cell = 0; cell < three.length; cell++) {
      if (three[cell] > 0) {
        counts[size++] = cell;
        counts[size++] = three[cell];
      }
    }
    return Arrays.copyOf(counts, size);
  }

  private void count(String handle) {
    int before = EDGE;
    int last = EDGE;
    for (int i = 0; i <= handle.length(); i++) {
      int letter = i == handle.length() ? EDGE : letter(handle.charAt(i));
      add(one, letter, 0, 0, 1);
      add(two, last * LETTERS + letter, 1, last, 1);
      int context = before * LETTERS + last;
      add(three, context * LETTERS + letter, 2, context, 1);
      before = last;
      last = letter;
    }
  }

  private void add(int[] counts, int cell, int order, int context, int times) {
    if (counts[cell] == 0) {
      kinds[order][context]++;
    }
    counts[cell] += times;
    totals[order][context] += times;
  }

  private static int letter(char c) {
    char lower = Character.toLowerCase(c);
    if (lower >= 'a' && lower <= 'z') {
      return lower - 'a';
    }
    if (lower >= '0' && lower <= '9') {
      return 26 + lower - '0';
    }
    return lower == '_' ? 36 : lower == '-' ? 37 : lower == '.' ? 38 : 39;
  }

  /**
   * Three numbers: the mean and the least log2 probability of a character, and how many digits the
   * handle ends in.
   */
  public double[] features(String handle) {
    return features(handle, false);
  }

  /**
   * The same of a handle that was counted itself, as if it had not been: what a training row must
   * be given, lest its own characters look likelier than those of a row never seen.
   */
  public double[] featuresWithoutOwn(String handle) {
    return features(handle, true);
  }

  private double[] features(String handle, boolean counted) {
    int[] letters = letters(handle);
    double sum = 0;
    double least = 0;
    for (int at = 2; at < letters.length; at++) {
      double p = 1.0 / LETTERS;
      for (int order = 0; order < 3; order++) {
        p = backedOff(letters, at, order, p, counted);
      }
      double bits = Math.log(p) / Math.log(2);
      sum += bits;
      least = Math.min(least, bits);
    }
    return new double[] {sum / (handle.length() + 1), least, digitTail(handle)};
  }

  /** The letters between two edges before and one after. */
  private static int[] letters(String handle) {
    int[] letters = new int[handle.length() + 3];
    Arrays.fill(letters, EDGE);
    for (int i = 0; i < handle.length(); i++) {
      letters[i + 2] = letter(handle.charAt(i));
    }
    return letters;
  }

  /** The probability of a letter after so many before it; {@code shorter}: after one fewer. */
  private double backedOff(int[] letters, int at, int order, double shorter, boolean counted) {
    int context = context(letters, at, order);
    int count = counts(order)[context * LETTERS + letters[at]];
    int kind = kinds[order][context];
    int total = totals[order][context];
    if (counted) {
      count -= own(letters, at, order, true);
      total -= own(letters, at, order, false);
      kind -= ownKinds(letters, at, order);
    }
    return total <= 0 ? shorter : (count + kind * shorter) / (total + kind);
  }

  private int[] counts(int order) {
    return switch (order) {
      case 0 -> one;
      case 1 -> two;
      default -> three;
    };
  }

  private static int context(int[] letters, int at, int order) {
    int context = 0;
    for (int i = order; i > 0; i--) {
      context = context * LETTERS + letters[at - i];
    }
    return context;
  }

  /** How often the handle itself has this context, with this letter after it or with any. */
  private static int own(int[] letters, int at, int order, boolean withLetter) {
    int found = 0;
    for (int other = 2; other < letters.length; other++) {
      found += same(letters, at, other, order, withLetter) ? 1 : 0;
    }
    return found;
  }

  /** How many letters follow this context in the handle itself and in no other. */
  private int ownKinds(int[] letters, int at, int order) {
    int context = context(letters, at, order);
    int found = 0;
    for (int other = 2; other < letters.length; other++) {
      boolean first = same(letters, at, other, order, false);
      for (int before = 2; first && before < other; before++) {
        first = !same(letters, other, before, order, true);
      }
      int count = first ? counts(order)[context * LETTERS + letters[other]] : -1;
      found += first && count == own(letters, other, order, true) ? 1 : 0;
    }
    return found;
  }

  private static boolean same(int[] letters, int at, int other, int order, boolean withLetter) {
    for (int i = withLetter ? 0 : 1; i <= order; i++) {
      if (letters[at - i] != letters[other - i]) {
        return false;
      }
    }
    return true;
  }

  private static int digitTail(String handle) {
    int at = handle.length();
    while (at > 0 && Character.isDigit(handle.charAt(at - 1))) {
      at--;
    }
    return handle.length() - at;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HandleModel model && Arrays.equals(three, model.three);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(three);
  }
}
