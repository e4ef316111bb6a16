package dev.harrier.learn.text;

/**
 * Tells of most folded texts, in one cheap scan, that folding them again would change nothing, so
 * that it need not be tried. Where it cannot tell it says no.
 */
final class Settled {
  private final String text;
  private int at;
  private int run;
  private char last;

  /** Where the last word of one letter ended, far away if there is none. */
  private int singleEnd = -2;

  private Settled(String text) {
    this.text = text;
  }

  /** Whether {@link FoldPass#fold} surely returns this very text. */
  static boolean surely(String text) {
    return new Settled(text).scan();
  }

  private boolean scan() {
    while (at < text.length()) {
      char c = text.charAt(at);
      boolean fine =
          c >= 'a' && c <= 'z'
              ? letter(c)
              : c == ' ' ? space() : c == '⟨' ? token() : c > ' ' && c < 127 && sign(c);
      if (!fine) {
        return false;
      }
      last = c;
      at++;
    }
    return last != ' ';
  }

  private char next() {
    return at + 1 < text.length() ? text.charAt(at + 1) : ' ';
  }

  /** No three alike in a row; no two words of one letter with one sign between them. */
  private boolean letter(char c) {
    run = c == last ? run + 1 : 1;
    boolean single = !FoldPass.isNamePart(last) && !FoldPass.isNamePart(next());
    if (single) {
      if (singleEnd == at - 1) {
        return false;
      }
      singleEnd = at + 1;
    }
    return run <= 2;
  }

  private boolean space() {
    return at > 0 && last != ' ';
  }

  private boolean token() {
    int end = Tokens.end(text, at);
    if (end <= 0) {
      return false;
    }
    at = end - 1;
    return true;
  }

  /**
   * What may begin an address, a name, a hashtag or an entity, or hide a letter, is not for here.
   */
  private boolean sign(char c) {
    char next = next();
    return switch (c) {
      case '&', '@', '$', '_' -> false;
      case '.' -> next == ' ';
      case '#' -> !FoldPass.isNamePart(next);
      case ':' -> next != '/';
      default -> c < '0' || c > '9' && c < 'A' || c > 'Z';
    };
  }
}
