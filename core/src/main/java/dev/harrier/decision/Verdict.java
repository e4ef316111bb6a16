package dev.harrier.decision;

import java.util.List;
import java.util.Locale;

/** The immediate answer to an event, weakest first. */
public enum Verdict {
  ALLOW,
  LIMIT,
  CHALLENGE,
  HOLD,
  DENY;

  /**
   * Returns the strongest known word among {@code words}, case ignored; unknown words rank as
   * {@link #ALLOW}.
   */
  public static Verdict strongest(List<String> words) {
    Verdict strongest = ALLOW;
    for (String word : words) {
      for (Verdict verdict : values()) {
        if (verdict.compareTo(strongest) > 0
            && verdict.name().equals(word.toUpperCase(Locale.ROOT))) {
          strongest = verdict;
        }
      }
    }
    return strongest;
  }
}
