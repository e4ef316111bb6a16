package dev.harrier.lang.syntax;

import org.jspecify.annotations.Nullable;

/**
 * The text is not Python: what is wrong and where, columns in characters. Ends the parse of the
 * file.
 */
final class SyntaxFault extends RuntimeException {
  /** Who noticed, which decides what may hide the fault. */
  enum Kind {
    /** The grammar: any lexical fault further down hides it. */
    GRAMMAR,
    /** A line is indented that should not be: nothing hides it. */
    INDENTATION,
    /** The inside of a string: raised even where the grammar only tries. */
    STRING,
    /** The lexer. */
    LEXICAL,
    /** The lexer, for a reason that does not hide a fault of the grammar. */
    MILD
  }

  final Kind kind;
  final int line;
  final int column;
  private final @Nullable Token open;

  SyntaxFault(Kind kind, String message, int line, int column, @Nullable Token open) {
    super(message, null, false, false);
    this.kind = kind;
    this.line = line;
    this.column = Math.max(0, column);
    this.open = open;
  }

  SyntaxFault(Kind kind, String message, int line, int column) {
    this(kind, message, line, column, null);
  }

  /** The bracket that is still open where a lexical fault stopped the reading; null if none is. */
  @Nullable Token open() {
    return open;
  }
}
