package dev.harrier.lang.syntax;

/**
 * A token of the source.
 *
 * @param text as written; of a name its NFKC form
 * @param start offset of its first UTF-16 unit in the text that was read
 * @param end offset behind its last
 * @param line from 1
 * @param column from 0, in UTF-8 bytes
 * @param characters the column in characters
 * @param level number of brackets that are open at it
 */
record Token(
    Kind kind, String text, int start, int end, int line, int column, int characters, int level) {
  enum Kind {
    NAME,
    NUMBER,
    STRING,
    OPERATOR,
    NEWLINE,
    INDENT,
    DEDENT,
    END
  }

  boolean is(String symbol) {
    return (kind == Kind.OPERATOR || kind == Kind.NAME) && text.equals(symbol);
  }
}
