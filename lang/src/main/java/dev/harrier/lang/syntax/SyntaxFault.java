package dev.harrier.lang.syntax;

/** The text is not Python: what is wrong and where, columns in characters. Ends the parse of the file. */
final class SyntaxFault extends RuntimeException {
  final int line;
  final int column;

  SyntaxFault(String message, int line, int column) {
    super(message, null, false, false);
    this.line = line;
    this.column = Math.max(0, column);
  }
}
