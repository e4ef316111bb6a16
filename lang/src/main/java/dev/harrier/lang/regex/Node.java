package dev.harrier.lang.regex;

import java.util.List;

/** A parsed pattern: flags are resolved, every character is a set of code points. */
sealed interface Node {
  /** Matches the empty string. */
  record Empty() implements Node {}

  /** Matches nothing, as {@code (?!)} does. */
  record Never() implements Node {}

  /** One code point out of a set. */
  record OneOf(CodePoints set) implements Node {}

  record Concat(List<Node> parts) implements Node {
    public Concat {
      parts = List.copyOf(parts);
    }
  }

  /** In order of preference. */
  record Alternate(List<Node> branches) implements Node {
    public Alternate {
      branches = List.copyOf(branches);
    }
  }

  enum Greed {
    GREEDY,
    LAZY,
    POSSESSIVE
  }

  /**
   * @param max {@link #UNBOUNDED} for no bound
   * @param position where the repeat operator stands, in code points
   */
  record Repeat(Node body, long min, long max, Greed greed, int position) implements Node {}

  /** Marks "no upper bound" (also CPython's largest repetition number). */
  long UNBOUNDED = 4294967295L;

  record Capture(int group, Node body) implements Node {}

  enum Anchor {
    TEXT_START,
    LINE_START,
    TEXT_END,
    /** {@code $}: at the end, or before a newline that ends the text. */
    LAST_LINE_END,
    LINE_END,
    WORD_EDGE,
    NOT_WORD_EDGE,
    ASCII_WORD_EDGE,
    NOT_ASCII_WORD_EDGE
  }

  record Assert(Anchor anchor) implements Node {}

  /**
   * @param width code points to go back before matching the body; 0 for a look-ahead
   */
  record Look(boolean behind, boolean negative, Node body, long width, int position)
      implements Node {}

  record Atomic(Node body, int position) implements Node {}

  enum Fold {
    EXACT,
    UNICODE,
    ASCII
  }

  record BackReference(int group, Fold fold, int position) implements Node {}

  record Conditional(int group, Node whenSet, Node whenUnset, int position) implements Node {}
}
