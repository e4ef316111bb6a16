package dev.harrier.lang.regex;

import dev.harrier.lang.regex.Node.Anchor;

/** Whether zero-width assertions hold at a place in a text. */
final class Anchors {
  private Anchors() {}

  /**
   * @param text code points, of which the first {@code length} count
   */
  static boolean holds(Anchor anchor, int[] text, int length, int at) {
    return switch (anchor) {
      case TEXT_START -> at == 0;
      case LINE_START -> at == 0 || text[at - 1] == '\n';
      case TEXT_END -> at == length;
      case LAST_LINE_END -> at == length || at == length - 1 && text[at] == '\n';
      case LINE_END -> at == length || text[at] == '\n';
      case WORD_EDGE -> edge(Characters.WORD, text, length, at);
      // CPython before 3.14: an empty text has neither an edge nor a place that is none.
      case NOT_WORD_EDGE -> length > 0 && !edge(Characters.WORD, text, length, at);
      case ASCII_WORD_EDGE -> edge(Characters.ASCII_WORD, text, length, at);
      case NOT_ASCII_WORD_EDGE -> length > 0 && !edge(Characters.ASCII_WORD, text, length, at);
    };
  }

  private static boolean edge(CodePoints word, int[] text, int length, int at) {
    boolean before = at > 0 && word.contains(text[at - 1]);
    boolean after = at < length && word.contains(text[at]);
    return before != after;
  }
}
