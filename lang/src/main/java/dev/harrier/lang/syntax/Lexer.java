package dev.harrier.lang.syntax;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import dev.harrier.lang.syntax.Token.Kind;
import java.text.Normalizer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Python 3.11's lexical analysis: names, numbers, strings, operators, significant line ends and
 * indentation.
 *
 * <p>The whole text is read at once. What is wrong in it does not end the reading of tokens before
 * it: the fault is kept behind them, because a fault of grammar further up in the text may come
 * first. The column of a lexical fault is that of the last character read, as CPython counts it.
 */
final class Lexer {
  /** Most brackets open at one place. */
  private static final int MAX_LEVEL = 200;

  /** Most levels of indentation. */
  private static final int MAX_INDENT = 100;

  private static final int TAB = 8;

  private static final Set<String> LONG_OPERATORS =
      Set.of(
          "**=", "//=", ">>=", "<<=", "...", "!=", "%=", "&=", "**", "*=", "+=", "-=", "->", "//",
          "/=", ":=", "<<", "<=", "==", ">=", ">>", "@=", "^=", "|=");

  private static final Set<String> STRING_PREFIXES =
      Set.of("", "r", "u", "b", "f", "br", "rb", "fr", "rf");

  private final String text;
  private final int firstLine;
  private final int firstColumn;
  private final boolean inBrackets;
  private final List<Token> tokens = new ArrayList<>();
  private final Deque<Token> brackets = new ArrayDeque<>();
  private final Deque<Integer> indents = new ArrayDeque<>(List.of(0));
  private final Deque<Integer> otherIndents = new ArrayDeque<>(List.of(0));
  private int at;
  private int line;
  private int lineStart;

  /** Start of the line whose columns are counted so far, and how far; −1 before the first. */
  private int countedLine = -1;

  private int countedTo;
  private int countedBytes;
  private int countedCharacters;

  /** Where the comment before the current place starts; −1 if there is none. */
  private int comment = -1;

  private @Nullable SyntaxFault fault;

  private Lexer(String text, int line, int column, boolean inBrackets) {
    this.text = text;
    this.firstLine = line;
    this.firstColumn = column;
    this.line = line;
    this.inBrackets = inBrackets;
  }

  /**
   * Tokens and what stopped the reading.
   *
   * @param tokens ends with an {@link Kind#END} unless there is a fault
   * @param fault null if the whole text was read
   */
  record Result(List<Token> tokens, @Nullable SyntaxFault fault) {}

  /** Reads a file. */
  static Result read(String text) {
    return new Lexer(text, 1, 0, false).read();
  }

  /**
   * Reads an expression of a format string, brackets around it.
   *
   * @param line of its first character
   * @param column of its first character, in UTF-8 bytes
   */
  static Result readExpression(String text, int line, int column) {
    return new Lexer(text, line, column, true).read();
  }

  private Result read() {
    try {
      boolean lineBegins = !inBrackets;
      while (true) {
        if (lineBegins && brackets.isEmpty()) {
          lineBegins = !indentation();
          if (lineBegins) {
            continue;
          }
        }
        skipBlanks();
        if (at >= text.length()) {
          end();
          return new Result(tokens, null);
        }
        lineBegins = token();
      }
    } catch (SyntaxFault found) {
      fault = found;
      return new Result(tokens, fault);
    }
  }

  private void end() {
    if (!brackets.isEmpty()) {
      throw unclosed(brackets.peek());
    }
    if (!inBrackets
        && !tokens.isEmpty()
        && last().kind() != Kind.NEWLINE
        && last().kind() != Kind.DEDENT) {
      add(Kind.NEWLINE, at, at);
    }
    while (indents.size() > 1) {
      indents.pop();
      add(Kind.DEDENT, at, at);
    }
    add(Kind.END, at, at);
  }

  static SyntaxFault unclosed(Token bracket) {
    return new SyntaxFault(
        SyntaxFault.Kind.MILD,
        "'" + bracket.text() + "' was never closed",
        bracket.line(),
        bracket.characters(),
        bracket);
  }

  private Token last() {
    return tokens.getLast();
  }

  /** Reads the indentation of a line; returns false when the line is blank and has been skipped. */
  private boolean indentation() {
    int column = 0;
    int other = 0;
    int continued = 0;
    int i = at;
    for (; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        continued = continued == 0 ? column : continued;
        at = i;
        continuation();
        i = at - 1;
      } else if (c == ' ') {
        column++;
        other++;
      } else if (c == '\t') {
        column = (column / TAB + 1) * TAB;
        other++;
      } else if (c == '\f') {
        column = 0;
        other = 0;
      } else {
        break;
      }
    }
    at = i;
    if (i >= text.length()) {
      return true;
    }
    char c = text.charAt(i);
    if (c == '#' || c == '\n' || c == '\r') {
      skipComment();
      if (at < text.length()) {
        newLine();
      }
      return at >= text.length();
    }
    if (continued > 0) {
      column = continued;
      other = continued;
    }
    indent(column, other);
    return true;
  }

  private void indent(int column, int other) {
    if (column == indents.peek()) {
      if (other != otherIndents.peek()) {
        throw inconsistent();
      }
    } else if (column > indents.peek()) {
      if (indents.size() >= MAX_INDENT) {
        throw mild("too many levels of indentation", at);
      }
      if (other <= otherIndents.peek()) {
        throw inconsistent();
      }
      indents.push(column);
      otherIndents.push(other);
      add(Kind.INDENT, lineStart, at);
    } else {
      while (indents.size() > 1 && column < indents.peek()) {
        indents.pop();
        otherIndents.pop();
        add(Kind.DEDENT, at, at);
      }
      if (column != indents.peek()) {
        int end = text.indexOf('\n', at);
        throw mild(
            "unindent does not match any outer indentation level",
            end < 0 ? text.length() : end + 1);
      }
      if (other != otherIndents.peek()) {
        throw inconsistent();
      }
    }
  }

  private SyntaxFault inconsistent() {
    int end = text.indexOf('\n', at);
    return mild(
        "inconsistent use of tabs and spaces in indentation", end < 0 ? text.length() : end + 1);
  }

  private void skipBlanks() {
    comment = -1;
    while (at < text.length() && " \t\f".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    if (at < text.length() && text.charAt(at) == '#') {
      comment = at;
      skipComment();
    }
  }

  private void skipComment() {
    while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
      at++;
    }
  }

  /** Steps over a line end. */
  private void newLine() {
    if (text.charAt(at) == '\r' && at + 1 < text.length() && text.charAt(at + 1) == '\n') {
      at++;
    }
    at++;
    line++;
    lineStart = at;
  }

  /** Reads one token; returns whether a logical line ended. */
  private boolean token() {
    char c = text.charAt(at);
    int start = at;
    if (c == '\n' || c == '\r') {
      boolean ends = brackets.isEmpty() && !inBrackets;
      if (ends) {
        add(Kind.NEWLINE, comment >= 0 ? comment : at, at + 1);
      }
      newLine();
      return ends;
    }
    int quote = prefixed(start);
    if (quote >= 0) {
      string(start, quote);
    } else if (c >= 128 || Character.isLetter(c) || c == '_') {
      name();
    } else if (digit(c) || c == '.' && digit(peek(1))) {
      number();
    } else if (c == '\\') {
      continuation();
    } else {
      operator();
    }
    return false;
  }

  private void continuation() {
    at++;
    if (at >= text.length()) {
      throw ended(line, characters(lineStart, at));
    }
    if (text.charAt(at) != '\n' && text.charAt(at) != '\r') {
      throw mild("unexpected character after line continuation character", at + 1);
    }
    int end = at;
    newLine();
    if (at >= text.length()) {
      throw ended(line - 1, characters(startOfLine(end), end));
    }
  }

  private SyntaxFault ended(int line, int column) {
    return brackets.isEmpty()
        ? new SyntaxFault(SyntaxFault.Kind.MILD, "unexpected EOF while parsing", line, column)
        : unclosed(brackets.peek());
  }

  private int startOfLine(int offset) {
    return text.lastIndexOf('\n', offset - 1) + 1;
  }

  private char peek(int ahead) {
    return at + ahead < text.length() ? text.charAt(at + ahead) : '\0';
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }

  // Names.

  private void name() {
    int start = at;
    boolean ascii = true;
    while (at < text.length() && nameUnit(text.charAt(at))) {
      ascii &= text.charAt(at++) < 128;
    }
    String written = text.substring(start, at);
    if (ascii && !digit(written.charAt(0))) {
      add(Kind.NAME, start, at, written);
      return;
    }
    for (int i = 0; i < written.length(); ) {
      int point = written.codePointAt(i);
      if (!namePart(point, i == 0)) {
        throw invalidCharacter(point, start + i);
      }
      i += Character.charCount(point);
    }
    add(Kind.NAME, start, at, Normalizer.normalize(written, Normalizer.Form.NFKC));
  }

  private static boolean nameUnit(char c) {
    return c >= 128 || Character.isLetterOrDigit(c) || c == '_';
  }

  private static boolean namePart(int point, boolean first) {
    return point == '_'
        || UCharacter.hasBinaryProperty(
            point, first ? UProperty.XID_START : UProperty.XID_CONTINUE);
  }

  private SyntaxFault invalidCharacter(int point, int offset) {
    String code = "U+" + "%04X".formatted(point);
    boolean shown =
        UCharacter.isPrintable(point) && point != 0xfeff && !UCharacter.isUWhiteSpace(point);
    String message =
        shown
            ? "invalid character '" + Character.toString(point) + "' (" + code + ")"
            : "invalid non-printable character " + code;
    return new SyntaxFault(
        SyntaxFault.Kind.LEXICAL, message, line, characters(lineStart, offset), brackets.peek());
  }

  // Numbers.

  private void number() {
    int start = at;
    if (text.charAt(at) == '0' && "xXoObB".indexOf(peek(1)) >= 0) {
      radix(start);
      return;
    }
    boolean zero = text.charAt(at) == '0';
    boolean nonzero = false;
    if (text.charAt(at) != '.') {
      int from = at;
      decimalTail();
      for (int i = from; i < at; i++) {
        nonzero |= text.charAt(i) >= '1' && text.charAt(i) <= '9';
      }
    }
    boolean real = false;
    if (peek(0) == '.') {
      real = true;
      at++;
      if (digit(peek(0))) {
        decimalTail();
      }
    }
    if (peek(0) == 'e' || peek(0) == 'E') {
      int sign = peek(1) == '+' || peek(1) == '-' ? 1 : 0;
      if (digit(peek(1 + sign))) {
        real = true;
        at += 1 + sign;
        decimalTail();
      } else if (sign == 1) {
        at += 2;
        throw fault("invalid decimal literal", at);
      } else {
        numberEnds("decimal");
      }
    }
    boolean imaginary = peek(0) == 'j' || peek(0) == 'J';
    if (imaginary) {
      at++;
    } else if (zero && nonzero && !real) {
      throw new SyntaxFault(
          SyntaxFault.Kind.LEXICAL,
          "leading zeros in decimal integer literals are not permitted; use an 0o prefix for"
              + " octal integers",
          line,
          bytes(lineStart, start),
          brackets.peek());
    }
    numberEnds(imaginary ? "imaginary" : "decimal");
    add(Kind.NUMBER, start, at);
  }

  private void decimalTail() {
    while (true) {
      while (digit(peek(0))) {
        at++;
      }
      if (peek(0) != '_') {
        return;
      }
      at++;
      if (!digit(peek(0))) {
        throw fault("invalid decimal literal", at);
      }
    }
  }

  private void radix(int start) {
    char kind = Character.toLowerCase(peek(1));
    int base = kind == 'x' ? 16 : kind == 'o' ? 8 : 2;
    String word = kind == 'x' ? "hexadecimal" : kind == 'o' ? "octal" : "binary";
    at += 2;
    do {
      if (peek(0) == '_') {
        at++;
      }
      if (Character.digit(peek(0), base) < 0 || peek(0) >= 128) {
        if (digit(peek(0))) {
          throw fault("invalid digit '" + peek(0) + "' in " + word + " literal", at + 1);
        }
        throw fault("invalid " + word + " literal", at);
      }
      while (Character.digit(peek(0), base) >= 0 && peek(0) < 128) {
        at++;
      }
    } while (peek(0) == '_');
    if (digit(peek(0))) {
      throw fault("invalid digit '" + peek(0) + "' in " + word + " literal", at + 1);
    }
    numberEnds(word);
    add(Kind.NUMBER, start, at);
  }

  /** A number may be followed by a keyword without a space, and by no other name. */
  private void numberEnds(String kind) {
    char c = peek(0);
    if (c >= 128 || !nameUnit(c) || at >= text.length()) {
      return;
    }
    if (c == 'i' && "fns".indexOf(peek(1)) >= 0) {
      return;
    }
    for (String keyword : List.of("and", "else", "for", "not", "or")) {
      if (text.startsWith(keyword, at) && !nameUnit(peek(keyword.length()))) {
        return;
      }
    }
    throw fault("invalid " + kind + " literal", at);
  }

  // Strings.

  /** Offset of the quote if a string starts here, prefix and all; −1 otherwise. */
  private int prefixed(int start) {
    int i = start;
    while (i < text.length()
        && i - start < 3
        && Character.isLetter(text.charAt(i))
        && text.charAt(i) < 128) {
      i++;
    }
    boolean quoted = i < text.length() && (text.charAt(i) == '"' || text.charAt(i) == '\'');
    return quoted
            && STRING_PREFIXES.contains(text.substring(start, i).toLowerCase(java.util.Locale.ROOT))
        ? i
        : -1;
  }

  private void string(int start, int quote) {
    int stringLine = line;
    int stringLineStart = lineStart;
    char mark = text.charAt(quote);
    boolean triple = text.startsWith(String.valueOf(mark).repeat(3), quote);
    int i = quote + (triple ? 3 : 1);
    String end = String.valueOf(mark).repeat(triple ? 3 : 1);
    while (i < text.length() && !text.startsWith(end, i)) {
      char c = text.charAt(i);
      if (c == '\n' || c == '\r') {
        if (!triple) {
          break;
        }
        at = i;
        newLine();
        i = at;
      } else if (c == '\\' && i + 1 < text.length()) {
        i++;
        if (text.charAt(i) == '\n' || text.charAt(i) == '\r') {
          at = i;
          newLine();
          i = at;
        } else {
          i++;
        }
      } else {
        i++;
      }
    }
    if (i >= text.length() || !text.startsWith(end, i)) {
      int detected = triple && text.endsWith("\n") ? line - 1 : line;
      throw new SyntaxFault(
          SyntaxFault.Kind.LEXICAL,
          "unterminated "
              + (triple ? "triple-quoted " : "")
              + "string literal (detected at line "
              + detected
              + ")",
          stringLine,
          characters(stringLineStart, start),
          brackets.peek());
    }
    at = i + end.length();
    int endLine = line;
    int endLineStart = lineStart;
    line = stringLine;
    lineStart = stringLineStart;
    add(Kind.STRING, start, at);
    line = endLine;
    lineStart = endLineStart;
  }

  // Operators.

  private void operator() {
    for (int length = 3; length >= 2; length--) {
      if (at + length <= text.length()
          && LONG_OPERATORS.contains(text.substring(at, at + length))) {
        add(Kind.OPERATOR, at, at + length);
        at += length;
        return;
      }
    }
    char c = text.charAt(at);
    if ("([{".indexOf(c) >= 0) {
      if (brackets.size() >= MAX_LEVEL) {
        throw fault("too many nested parentheses", at + 1);
      }
      add(Kind.OPERATOR, at, at + 1);
      brackets.push(last());
    } else if (")]}".indexOf(c) >= 0) {
      close(c);
    } else {
      if (c < ' ' || c == 127) {
        throw fault("invalid non-printable character U+%04X".formatted((int) c), at + 1);
      }
      add(Kind.OPERATOR, at, at + 1);
    }
    at++;
  }

  private void close(char c) {
    Token open = brackets.peek();
    if (open == null) {
      throw fault("unmatched '" + c + "'", at + 1);
    }
    if ("([{".indexOf(open.text()) != ")]}".indexOf(c)) {
      String where = open.line() == line ? "" : " on line " + open.line();
      throw fault(
          "closing parenthesis '"
              + c
              + "' does not match opening parenthesis '"
              + open.text()
              + "'"
              + where,
          at + 1);
    }
    brackets.pop();
    add(Kind.OPERATOR, at, at + 1);
  }

  // Places.

  private void add(Kind kind, int start, int end) {
    add(kind, start, end, text.substring(start, Math.min(end, text.length())));
  }

  private void add(Kind kind, int start, int end, String as) {
    count(start);
    int bytes = line == firstLine ? countedBytes + firstColumn : countedBytes;
    tokens.add(new Token(kind, as, start, end, line, bytes, countedCharacters, brackets.size()));
  }

  /** Counts the columns up to the place, on from the last place in the same line. */
  private void count(int to) {
    if (countedLine != lineStart || to < countedTo) {
      countedLine = lineStart;
      countedTo = lineStart;
      countedBytes = 0;
      countedCharacters = 0;
    }
    countedBytes += bytes(countedTo, to);
    countedCharacters += characters(countedTo, to);
    countedTo = Math.max(countedTo, to);
  }

  /** A fault whose last character read is the one before {@code behind}. */
  private SyntaxFault fault(String message, int behind) {
    return fault(SyntaxFault.Kind.LEXICAL, message, behind);
  }

  /** A fault of the kind that hides no fault of the grammar. */
  private SyntaxFault mild(String message, int behind) {
    return fault(SyntaxFault.Kind.MILD, message, behind);
  }

  private SyntaxFault fault(SyntaxFault.Kind kind, String message, int behind) {
    int column = characters(lineStart, Math.min(behind, text.length())) - 1;
    return new SyntaxFault(kind, message, line, column, brackets.peek());
  }

  private int characters(int from, int to) {
    return text.codePointCount(from, Math.max(from, to));
  }

  private int bytes(int from, int to) {
    int bytes = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      // a surrogate is half of a character of four bytes
      bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    return bytes;
  }
}
