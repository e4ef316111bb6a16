package dev.harrier.detect.contact;

import dev.harrier.feature.Hash64;
import java.util.ArrayList;
import java.util.List;

/**
 * What a text has in common with another: hashes of its first threes of words, letters alone, and
 * of the whole where it is short.
 */
public final class Shingles {
  /** Hashes kept of a text. */
  public static final int MOST = 16;

  /** Texts with so many in common say the same. */
  private static final int SAME = 2;

  private static final int[] NONE = {};

  private Shingles() {}

  static int[] of(String text) {
    List<String> words = words(text);
    if (words.isEmpty()) {
      return NONE;
    }
    int threes = Math.max(0, words.size() - 2);
    if (threes < SAME) {
      String whole = String.join(" ", words);
      return new int[] {(int) Hash64.of(whole, 1), (int) Hash64.of(whole, 2)};
    }
    int[] hashes = new int[Math.min(threes, MOST)];
    for (int i = 0; i < hashes.length; i++) {
      hashes[i] = ContactMachine.hash(String.join(" ", words.subList(i, i + 3)));
    }
    return hashes;
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    for (int i = 0; i <= text.length() && words.size() < MOST + 2; i++) {
      if (i < text.length() && Character.isLetter(text.charAt(i))) {
        word.append(Character.toLowerCase(text.charAt(i)));
      } else if (!word.isEmpty()) {
        words.add(word.toString());
        word.setLength(0);
      }
    }
    return words;
  }

  /** Whether two texts say the same, in part. */
  public static boolean same(int[] one, int[] other) {
    int common = 0;
    for (int mine : one) {
      for (int theirs : other) {
        common += mine == theirs ? 1 : 0;
      }
    }
    return common >= SAME;
  }
}
