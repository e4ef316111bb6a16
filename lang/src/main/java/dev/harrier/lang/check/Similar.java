package dev.harrier.lang.check;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What an author may have meant by a name that does not exist. */
final class Similar {
  /** Edits, case aside, within which a name is a suggestion. */
  private static final int EDITS_MAX = 3;

  /** Shorter names are near too many others. */
  private static final int LENGTH_MIN = 4;

  private Similar() {}

  /** The nearest candidate, the first of equally near ones; null if none is near. */
  static @Nullable String to(String name, Collection<String> candidates) {
    if (name.length() < LENGTH_MIN) {
      return null;
    }
    String nearest = null;
    int fewest = EDITS_MAX + 1;
    for (String candidate : candidates) {
      if (Math.abs(candidate.length() - name.length()) < fewest) {
        int edits = edits(fold(name), fold(candidate));
        if (edits < fewest) {
          fewest = edits;
          nearest = candidate;
        }
      }
    }
    return nearest;
  }

  private static String fold(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** Levenshtein distance. */
  private static int edits(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int above = row[j];
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(change, Math.min(above, row[j - 1]) + 1);
        diagonal = above;
      }
    }
    return row[b.length()];
  }
}
