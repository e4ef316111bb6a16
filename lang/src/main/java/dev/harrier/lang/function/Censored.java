package dev.harrier.lang.function;

import java.util.Locale;

/**
 * A word looked for in its disguises.
 *
 * <p>Each letter may be written as a look-alike, and between two letters there may be characters
 * that people use to hide words. One pass a place in the text; no back-tracking, as a separator is
 * never a look-alike of the letter that follows, or is tried as such first.
 */
public record Censored(String word, boolean plurals, boolean substrings, boolean mustBeCensorized) {
  /** What stands between the letters of a hidden word. */
  static final String SEPARATORS = ",.+/|&%#!@_";

  /** Most separators in a row. */
  private static final int SEPARATORS_MAX = 3;

  public Censored {
    word = word.toLowerCase(Locale.ROOT);
  }

  /** Whether the word is in the text. */
  boolean in(String text) {
    if (word.isEmpty()) {
      return false;
    }
    String lower = text.toLowerCase(Locale.ROOT);
    for (int at = 0; at < lower.length(); at += Character.charCount(lower.codePointAt(at))) {
      int end = end(lower, at);
      if (end >= 0 && accepted(lower, at, end)) {
        return true;
      }
    }
    return false;
  }

  private boolean accepted(String text, int start, int end) {
    boolean whole = substrings || (boundary(text, start) && boundaryAfterPlural(text, end));
    return whole
        && !(mustBeCensorized && text.startsWith(word, start) && end - start == word.length());
  }

  private static boolean boundary(String text, int at) {
    return at == 0
        || at >= text.length()
        || !CodePoints.isWord(text.codePointBefore(at))
        || !CodePoints.isWord(text.codePointAt(at));
  }

  private boolean boundaryAfterPlural(String text, int end) {
    if (boundary(text, end)) {
      return true;
    }
    if (!plurals) {
      return false;
    }
    if (text.startsWith("es", end) && boundary(text, end + 2)) {
      return true;
    }
    return looksLike(text.codePointAt(end), 's')
        && boundary(text, end + Character.charCount(text.codePointAt(end)));
  }

  /** End of the word if it begins at {@code start}, or −1. */
  private int end(String text, int start) {
    int at = start;
    for (int i = 0; i < word.length(); ) {
      int letter = word.codePointAt(i);
      if (i > 0) {
        at = skipped(text, at, letter);
      }
      if (at >= text.length() || !looksLike(text.codePointAt(at), letter)) {
        return -1;
      }
      at += Character.charCount(text.codePointAt(at));
      i += Character.charCount(letter);
    }
    return at;
  }

  private static int skipped(String text, int from, int letter) {
    int at = from;
    while (at < text.length()
        && at - from < SEPARATORS_MAX
        && SEPARATORS.indexOf(text.charAt(at)) >= 0
        && !looksLike(text.charAt(at), letter)) {
      at++;
    }
    return at;
  }

  private static boolean looksLike(int c, int letter) {
    if (c == letter || (letter < 0x80 && Homoglyphs.letter(c) == letter)) {
      return true;
    }
    return switch (letter) {
      case 'a' -> "4@àáâãäåāăąаα*".indexOf(c) >= 0;
      case 'b' -> "8ßь6".indexOf(c) >= 0;
      case 'c' -> "(¢çćčс".indexOf(c) >= 0;
      case 'e' -> "3€èéêëēėęеё*".indexOf(c) >= 0;
      case 'g' -> "96ğ".indexOf(c) >= 0;
      case 'h' -> c == 'н';
      case 'i' -> "1!|ìíîïīįі*".indexOf(c) >= 0;
      case 'k' -> c == 'к';
      case 'l' -> "1|!ł".indexOf(c) >= 0;
      case 'n' -> "ñńп".indexOf(c) >= 0;
      case 'o' -> "0òóôõöøōоο*".indexOf(c) >= 0;
      case 'p' -> c == 'р';
      case 'q' -> c == '9';
      case 'r' -> c == 'г';
      case 's' -> "5$śšşѕ".indexOf(c) >= 0;
      case 't' -> "7+тť".indexOf(c) >= 0;
      case 'u' -> "ùúûüūµ*".indexOf(c) >= 0;
      case 'x' -> "×х".indexOf(c) >= 0;
      case 'y' -> "¥ýÿу".indexOf(c) >= 0;
      case 'z' -> "2žźż".indexOf(c) >= 0;
      default -> false;
    };
  }
}
