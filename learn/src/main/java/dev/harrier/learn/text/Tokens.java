package dev.harrier.learn.text;

/** The tokens that folding writes, and must not fold again. */
final class Tokens {
  private static final int LONGEST = 80;

  private Tokens() {}

  /** Where the token that begins here ends, or -1 if none begins here. */
  static int end(String text, int at) {
    int last = Math.min(text.length(), at + LONGEST);
    for (int i = at + 1; i < last; i++) {
      char c = text.charAt(i);
      if (c == '⟩') {
        return i > at + 1 ? i + 1 : -1;
      }
      boolean inside = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || ".:-_".indexOf(c) >= 0;
      if (!inside) {
        return -1;
      }
    }
    return -1;
  }
}
