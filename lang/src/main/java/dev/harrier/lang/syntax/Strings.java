package dev.harrier.lang.syntax;

import com.ibm.icu.lang.UCharacter;
import dev.harrier.lang.syntax.Python.At;
import dev.harrier.lang.syntax.Python.Expression;
import dev.harrier.lang.syntax.Python.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The meaning of adjacent string literals: prefixes, escapes, and the parts of format strings.
 *
 * <p>Faults in a string are reported, as CPython 3.11 does, at the token that follows the strings;
 * faults inside an expression of a format string at the column that they have in the expression's
 * text with a bracket before it.
 */
final class Strings {
  private static final int MAX_SPEC_DEPTH = 2;

  private final Token next;
  private final List<Piece> pieces = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private boolean formatted;

  /** The literal whose lines are counted so far, and how far. */
  private @Nullable Token counted;

  private int countedTo;
  private int countedLines;
  private int countedBytes;

  /** The text that has no closing brace from the place on. */
  private String unclosedIn = "";

  private int unclosedFrom;

  private Strings(Token next) {
    this.next = next;
  }

  /**
   * @param literals string tokens, at least one
   * @param next the token after them
   */
  static Expression value(List<Token> literals, Token next) {
    At at = new At(literals.getFirst().line(), literals.getFirst().column());
    Strings strings = new Strings(next);
    int bytes = 0;
    StringBuilder byteText = new StringBuilder();
    for (Token literal : literals) {
      if (prefix(literal).contains("b")) {
        bytes++;
        byteText.append(strings.bytes(literal));
      }
    }
    if (bytes > 0 && bytes < literals.size()) {
      throw strings.fault("cannot mix bytes and nonbytes literals");
    }
    if (bytes > 0) {
      return new Python.OddConstant(at, bytesRepr(byteText.toString()));
    }
    for (Token literal : literals) {
      strings.add(literal);
    }
    return strings.formatted
        ? new Python.Joined(at, strings.joined())
        : new Python.Constant(at, strings.text.toString());
  }

  private List<Piece> joined() {
    flush();
    return pieces;
  }

  private void flush() {
    if (!text.isEmpty()) {
      pieces.add(new Piece(text.toString(), null, false));
      text.setLength(0);
    }
  }

  private SyntaxFault fault(String message) {
    return new SyntaxFault(SyntaxFault.Kind.STRING, message, next.line(), next.characters());
  }

  private static String prefix(Token literal) {
    int i = 0;
    while (Character.isLetter(literal.text().charAt(i))) {
      i++;
    }
    return literal.text().substring(0, i).toLowerCase(Locale.ROOT);
  }

  private static int contentStart(Token literal) {
    int quote = prefix(literal).length();
    String mark = literal.text().substring(quote, quote + 1);
    boolean triple =
        literal.text().startsWith(mark.repeat(3), quote) && literal.text().length() >= quote + 6;
    return quote + (triple ? 3 : 1);
  }

  private static int contentEnd(Token literal) {
    return literal.text().length() - (contentStart(literal) - prefix(literal).length());
  }

  private void add(Token literal) {
    String prefix = prefix(literal);
    boolean raw = prefix.contains("r");
    int from = contentStart(literal);
    int to = contentEnd(literal);
    if (prefix.contains("f")) {
      formatted = true;
      format(literal, from, to, raw, 0);
    } else {
      text.append(decoded(lines(literal.text().substring(from, to)), raw));
    }
  }

  private static String lines(String content) {
    return content.indexOf('\r') < 0 ? content : content.replace("\r\n", "\n").replace('\r', '\n');
  }

  // Format strings.

  /**
   * Reads text and values up to {@code to}, or, in a specification, up to its closing brace;
   * returns the offset behind what was read.
   */
  private int format(Token literal, int from, int to, boolean raw, int depth) {
    String source = literal.text();
    int start = from;
    int i = from;
    while (i < to) {
      char c = source.charAt(i);
      if (!raw && c == '\\' && i + 1 < to) {
        // \N{NAME} is no value
        boolean named = source.charAt(i + 1) == 'N' && i + 2 < to && source.charAt(i + 2) == '{';
        int close = named ? closing(source, i) : -1;
        i =
            named && close >= 0 && close < to
                ? close + 1
                : i + (source.charAt(i + 1) == '{' || source.charAt(i + 1) == '}' ? 1 : 2);
        continue;
      }
      if (c != '{' && c != '}') {
        i++;
        continue;
      }
      if (depth == 0 && i + 1 < to && source.charAt(i + 1) == c) {
        text.append(decoded(lines(source.substring(start, i + 1)), raw));
        i += 2;
        start = i;
        continue;
      }
      text.append(decoded(lines(source.substring(start, i)), raw));
      if (c == '}') {
        if (depth > 0) {
          return i;
        }
        throw fault("f-string: single '}' is not allowed");
      }
      i = value(literal, i, to, raw, depth);
      start = i;
    }
    text.append(decoded(lines(source.substring(start, i)), raw));
    return i;
  }

  /** The next closing brace; −1 if there is none, which is searched for once. */
  private int closing(String source, int from) {
    if (from >= unclosedFrom && source.equals(unclosedIn)) {
      return -1;
    }
    int close = source.indexOf('}', from);
    if (close < 0) {
      unclosedIn = source;
      unclosedFrom = from;
    }
    return close;
  }

  /** Reads a value from its opening brace; returns the offset behind the closing one. */
  private int value(Token literal, int open, int to, boolean raw, int depth) {
    if (depth >= MAX_SPEC_DEPTH) {
      throw fault("f-string: expressions nested too deeply");
    }
    String source = literal.text();
    int end = expressionEnd(source, open + 1, to);
    String expression = source.substring(open + 1, end);
    int i = end;
    Expression value = parsed(literal, open, expression);
    boolean special = false;
    boolean shown = i < to && source.charAt(i) == '=';
    if (shown) {
      i++;
      while (i < to && Character.isWhitespace(source.charAt(i))) {
        i++;
      }
    }
    if (i < to && source.charAt(i) == '!') {
      i++;
      char kind = i < to ? source.charAt(i) : '\0';
      if (i >= to) {
        throw fault("f-string: expecting '}'");
      }
      if ("sra".indexOf(kind) < 0) {
        throw fault("f-string: invalid conversion character: expected 's', 'r', or 'a'");
      }
      i++;
      special = true;
    }
    boolean specified = i < to && source.charAt(i) == ':';
    if (specified) {
      Strings specification = new Strings(next);
      specification.counted = counted;
      specification.countedTo = countedTo;
      specification.countedLines = countedLines;
      specification.countedBytes = countedBytes;
      i = specification.format(literal, i + 1, to, raw, depth + 1);
    }
    if (i >= to || source.charAt(i) != '}') {
      throw fault("f-string: expecting '}'");
    }
    if (shown) {
      text.append(source, open + 1, end).append('=');
      special |= !specified;
    }
    flush();
    pieces.add(new Piece(null, value, special || specified));
    return i + 1;
  }

  /**
   * Offset of what ends the expression: {@code }}, {@code !}, {@code :} or {@code =} outside of
   * brackets and strings.
   */
  private int expressionEnd(String source, int from, int to) {
    StringBuilder brackets = new StringBuilder();
    String quote = "";
    int i = from;
    for (; i < to; i++) {
      char c = source.charAt(i);
      if (c == '\\') {
        throw fault("f-string expression part cannot include a backslash");
      }
      if (!quote.isEmpty()) {
        if (source.startsWith(quote, i)) {
          i += quote.length() - 1;
          quote = "";
        }
        continue;
      }
      if (c == '\'' || c == '"') {
        String triple = String.valueOf(c).repeat(3);
        quote = source.startsWith(triple, i) && i + 2 < to ? triple : String.valueOf(c);
        i += quote.length() - 1;
      } else if ("([{".indexOf(c) >= 0) {
        brackets.append(c);
      } else if (c == '#') {
        throw fault("f-string expression part cannot include '#'");
      } else if (brackets.isEmpty() && ("}!:=<>".indexOf(c) >= 0)) {
        if (i + 1 < to && source.charAt(i + 1) == '=' && "!=<>".indexOf(c) >= 0) {
          i++;
        } else if (c != '<' && c != '>') {
          break;
        }
      } else if (")]}".indexOf(c) >= 0) {
        if (brackets.isEmpty()) {
          throw fault("f-string: unmatched '" + c + "'");
        }
        char open = brackets.charAt(brackets.length() - 1);
        brackets.setLength(brackets.length() - 1);
        if ("([{".indexOf(open) != ")]}".indexOf(c)) {
          throw fault(
              "f-string: closing parenthesis '"
                  + c
                  + "' does not match opening parenthesis '"
                  + open
                  + "'");
        }
      }
    }
    if (!quote.isEmpty()) {
      throw fault("f-string: unterminated string");
    }
    if (!brackets.isEmpty()) {
      throw fault("f-string: unmatched '" + brackets.charAt(brackets.length() - 1) + "'");
    }
    if (i >= to) {
      throw fault("f-string: expecting '}'");
    }
    return i;
  }

  private Expression parsed(Token literal, int open, String expression) {
    if (expression.isBlank()) {
      throw fault("f-string: empty expression not allowed");
    }
    count(literal, open);
    int column = leadsWithNewline(expression) ? 0 : countedBytes;
    if (countedLines == 0) {
      column += literal.column();
    }
    Lexer.Result read =
        Lexer.readExpression("(" + expression + ")", literal.line() + countedLines, column);
    return new PythonParser(read).formatExpression();
  }

  /**
   * Counts lines, and bytes of the last line, up to the place, on from the last place in the same
   * literal.
   */
  private void count(Token literal, int to) {
    if (counted != literal || to < countedTo) {
      counted = literal;
      countedTo = 0;
      countedLines = 0;
      countedBytes = 0;
    }
    String passed = literal.text().substring(countedTo, to);
    int newLine = passed.lastIndexOf('\n');
    if (newLine >= 0) {
      countedLines += (int) passed.chars().filter(c -> c == '\n').count();
      countedBytes = 0;
    }
    countedBytes += utf8(passed.substring(newLine + 1));
    countedTo = to;
  }

  private static boolean leadsWithNewline(String expression) {
    for (int i = 0; i < expression.length(); i++) {
      char c = expression.charAt(i);
      if (c == '\n') {
        return true;
      }
      if (c != ' ' && c != '\t' && c != '\f') {
        return false;
      }
    }
    return false;
  }

  private static int utf8(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
  }

  // Escapes.

  private String decoded(String content, boolean raw) {
    if (raw || content.indexOf('\\') < 0) {
      return content;
    }
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < content.length(); i++) {
      char c = content.charAt(i);
      if (c == '\\' && i + 1 < content.length()) {
        i = escape(content, i, out);
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  /** Decodes the escape at the backslash; returns the offset of its last character. */
  private int escape(String content, int slash, StringBuilder out) {
    char c = content.charAt(slash + 1);
    switch (c) {
      case '\n' -> {}
      case '\\', '\'', '"' -> out.append(c);
      case 'a' -> out.append('\u0007');
      case 'b' -> out.append('\b');
      case 'f' -> out.append('\f');
      case 'n' -> out.append('\n');
      case 'r' -> out.append('\r');
      case 't' -> out.append('\t');
      case 'v' -> out.append('\u000b');
      case '0', '1', '2', '3', '4', '5', '6', '7' -> {
        int i = slash + 1;
        int value = 0;
        while (i < content.length()
            && i < slash + 4
            && content.charAt(i) >= '0'
            && content.charAt(i) <= '7') {
          value = value * 8 + content.charAt(i++) - '0';
        }
        out.append((char) value);
        return i - 1;
      }
      case 'x' -> {
        return code(content, slash, 2, "\\xXX", out);
      }
      case 'u' -> {
        return code(content, slash, 4, "\\uXXXX", out);
      }
      case 'U' -> {
        return code(content, slash, 8, "\\UXXXXXXXX", out);
      }
      case 'N' -> {
        return named(content, slash, out);
      }
      default -> out.append('\\').append(c);
    }
    return slash + 1;
  }

  private int code(String content, int slash, int digits, String form, StringBuilder out) {
    int i = slash + 2;
    int value = 0;
    while (i < content.length()
        && i < slash + 2 + digits
        && Character.digit(content.charAt(i), 16) >= 0
        && content.charAt(i) < 128) {
      value = value * 16 + Character.digit(content.charAt(i++), 16);
    }
    if (i < slash + 2 + digits) {
      throw undecodable(slash, i - 1, "truncated " + form + " escape");
    }
    if (value > Character.MAX_CODE_POINT || value < 0) {
      throw undecodable(slash, i - 1, "illegal Unicode character");
    }
    out.appendCodePoint(value);
    return i - 1;
  }

  private int named(String content, int slash, StringBuilder out) {
    int close = content.indexOf('}', slash);
    if (slash + 2 >= content.length() || content.charAt(slash + 2) != '{' || close <= slash + 3) {
      throw undecodable(slash, Math.max(slash + 1, close), "malformed \\N character escape");
    }
    int point = character(content.substring(slash + 3, close));
    if (point < 0) {
      throw undecodable(slash, close, "unknown Unicode character name");
    }
    out.appendCodePoint(point);
    return close;
  }

  private static int character(String name) {
    int point = UCharacter.getCharFromName(name.toUpperCase(Locale.ROOT));
    return point >= 0 ? point : UCharacter.getCharFromNameAlias(name.toUpperCase(Locale.ROOT));
  }

  private SyntaxFault undecodable(int from, int to, String what) {
    return fault(
        "(unicode error) 'unicodeescape' codec can't decode bytes in position %d-%d: %s"
            .formatted(from, to, what));
  }

  // Bytes.

  private String bytes(Token literal) {
    String content = lines(literal.text().substring(contentStart(literal), contentEnd(literal)));
    for (int i = 0; i < content.length(); i++) {
      if (content.charAt(i) >= 128) {
        throw fault("bytes can only contain ASCII literal characters");
      }
    }
    if (prefix(literal).contains("r")) {
      return content;
    }
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < content.length(); i++) {
      char c = content.charAt(i);
      char after = i + 1 < content.length() ? content.charAt(i + 1) : '\0';
      if (c != '\\' || after == '\0') {
        out.append(c);
      } else if (after == 'x') {
        int high = i + 2 < content.length() ? Character.digit(content.charAt(i + 2), 16) : -1;
        int low = i + 3 < content.length() ? Character.digit(content.charAt(i + 3), 16) : -1;
        if (high < 0 || low < 0) {
          throw fault("(value error) invalid \\x escape at position " + i);
        }
        out.append((char) (high * 16 + low));
        i += 3;
      } else if ("uUN".indexOf(after) >= 0) {
        out.append(c).append(after);
        i++;
      } else {
        int from = out.length();
        i = escape(content, i, out);
        if (out.length() > from) {
          out.setCharAt(from, (char) (out.charAt(from) & 0xff));
        }
      }
    }
    return out.toString();
  }

  private static String bytesRepr(String bytes) {
    char quote = bytes.indexOf('\'') >= 0 && bytes.indexOf('"') < 0 ? '"' : '\'';
    StringBuilder out = new StringBuilder("b").append(quote);
    for (char c : bytes.toCharArray()) {
      switch (c) {
        case '\t' -> out.append("\\t");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        default -> {
          if (c == quote || c == '\\') {
            out.append('\\').append(c);
          } else if (c < ' ' || c >= 127) {
            out.append("\\x").append("%02x".formatted((int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.append(quote).toString();
  }

  /** The text of a piece with its braces doubled, as a template keeps it. */
  static String doubled(@Nullable String text) {
    return String.valueOf(text).replace("{", "{{").replace("}", "}}");
  }
}
