package dev.harrier.lang.program;

import dev.harrier.lang.program.JsonPath.Malformed;
import dev.harrier.lang.program.PathExpression.Child;
import dev.harrier.lang.program.PathExpression.Descendants;
import dev.harrier.lang.program.PathExpression.Fields;
import dev.harrier.lang.program.PathExpression.Index;
import dev.harrier.lang.program.PathExpression.Intersect;
import dev.harrier.lang.program.PathExpression.Parent;
import dev.harrier.lang.program.PathExpression.Root;
import dev.harrier.lang.program.PathExpression.Slice;
import dev.harrier.lang.program.PathExpression.This;
import dev.harrier.lang.program.PathExpression.Union;
import dev.harrier.lang.program.PathExpression.Where;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parses a path.
 *
 * <pre>
 * path   := path ("." | ".." | "|" | "&amp;" | "where") path | path "[" inside "]" | first
 * first  := "$" | "*" | name ("," name)* | `this` | `parent` | "(" path ")" | "[" inside "]"
 * inside := "*" | number | [number] ":" [number] | name ("," name)*
 * </pre>
 *
 * <p>Of the operators {@code where} binds tightest, then {@code &}, {@code |}, {@code .}, {@code
 * ..}; brackets bind loosest of all, to everything before them. Tokens are read one by one, so that
 * the first thing wrong is what is reported.
 */
final class PathParser {
  /** Deepest nesting of parentheses and operators accepted. */
  private static final int MAX_DEPTH = 200;

  private static final String INCOMPLETE = "invalid json-path supplied";

  /**
   * A token; its type is a literal's own character, or {@code ID}, {@code NUMBER}, {@code
   * DOUBLEDOT}, {@code WHERE}, {@code NAMED_OPERATOR}, {@code END}.
   */
  private record Token(String type, String value, int line, int column) {}

  private final String text;
  private int at;
  private int line = 1;
  private int newline;
  private Token token = new Token("", "", 1, 0);
  private int depth;

  PathParser(String text) {
    this.text = text;
  }

  PathExpression parse() throws Malformed {
    advance();
    PathExpression path = path(0);
    if (!is("END")) {
      throw unexpected();
    }
    return path;
  }

  private PathExpression path(int level) throws Malformed {
    if (++depth > MAX_DEPTH) {
      throw new Malformed("the path is nested deeper than " + MAX_DEPTH);
    }
    PathExpression left = first();
    while (true) {
      int binds = binding(token.type());
      if (is("[") && level == 0) {
        left = new Child(left, brackets());
      } else if (binds > level) {
        String operator = token.type();
        advance();
        left = combined(operator, left, path(binds));
      } else {
        depth--;
        return left;
      }
    }
  }

  private static int binding(String operator) {
    return switch (operator) {
      case "DOUBLEDOT" -> 1;
      case "." -> 2;
      case "|" -> 3;
      case "&" -> 4;
      case "WHERE" -> 5;
      default -> 0;
    };
  }

  private static PathExpression combined(
      String operator, PathExpression left, PathExpression right) {
    return switch (operator) {
      case "DOUBLEDOT" -> new Descendants(left, right);
      case "." -> new Child(left, right);
      case "|" -> new Union(left, right);
      case "&" -> new Intersect(left, right);
      default -> new Where(left, right);
    };
  }

  private PathExpression first() throws Malformed {
    switch (token.type()) {
      case "$" -> {
        advance();
        return new Root();
      }
      case "*" -> {
        advance();
        return new Fields(List.of("*"));
      }
      case "ID" -> {
        return fields();
      }
      case "NAMED_OPERATOR" -> {
        return named();
      }
      case "(" -> {
        advance();
        PathExpression inner = path(0);
        expect(")");
        return inner;
      }
      case "[" -> {
        return brackets();
      }
      default -> throw unexpected();
    }
  }

  private PathExpression named() throws Malformed {
    String name = token.value();
    PathExpression operator =
        switch (name) {
          case "this" -> new This();
          case "parent" -> new Parent();
          default ->
              throw new Malformed(
                  "Unknown named operator `%s` at %d:%d"
                      .formatted(name, token.line(), token.column()));
        };
    advance();
    return operator;
  }

  private Fields fields() throws Malformed {
    List<String> names = new ArrayList<>();
    names.add(token.value());
    advance();
    while (is(",")) {
      advance();
      if (!is("ID")) {
        throw unexpected();
      }
      names.add(token.value());
      advance();
    }
    return new Fields(names);
  }

  private PathExpression brackets() throws Malformed {
    expect("[");
    PathExpression inside;
    if (is("*")) {
      advance();
      inside = new Slice(null, null);
    } else if (is("ID")) {
      inside = fields();
    } else {
      Long start = number();
      if (start != null && !is(":")) {
        inside = new Index(start);
      } else {
        expect(":");
        inside = new Slice(start, number());
      }
    }
    expect("]");
    return inside;
  }

  private @Nullable Long number() throws Malformed {
    if (!is("NUMBER")) {
      return null;
    }
    BigInteger value = new BigInteger(token.value());
    advance();
    return value.bitLength() < 32 ? value.longValue() : (Long) (value.signum() * (1L << 40));
  }

  private boolean is(String type) {
    return token.type().equals(type);
  }

  private void expect(String type) throws Malformed {
    if (!is(type)) {
      throw unexpected();
    }
    advance();
  }

  private Malformed unexpected() {
    return new Malformed(
        is("END")
            ? INCOMPLETE
            : "Parse error at %d:%d near token %s (%s)"
                .formatted(token.line(), token.column(), token.value(), token.type()));
  }

  // Tokens.

  private void advance() throws Malformed {
    skipSpace();
    if (at >= text.length()) {
      token = new Token("END", "", line, at - newline);
      return;
    }
    int start = at;
    char c = text.charAt(at);
    if (nameStart(c)) {
      while (at < text.length()
          && (nameStart(text.charAt(at)) || digit(at) || text.charAt(at) == '-')) {
        at++;
      }
      String name = text.substring(start, at);
      token = token(name.equals("where") ? "WHERE" : "ID", name, start);
    } else if (digit(at) || c == '-' && digit(at + 1)) {
      at++;
      while (digit(at)) {
        at++;
      }
      token = token("NUMBER", text.substring(start, at), start);
    } else if (c == '\'' || c == '"' || c == '`') {
      token = quoted(c);
    } else if (text.startsWith("..", at)) {
      at += 2;
      token = token("DOUBLEDOT", "..", start);
    } else if ("*.[]()$,:|&".indexOf(c) >= 0) {
      at++;
      token = token(String.valueOf(c), String.valueOf(c), start);
    } else {
      throw new Malformed(
          "Error on line %d, col %d: Unexpected character: %s "
              .formatted(line, at - newline, new String(Character.toChars(text.codePointAt(at)))));
    }
  }

  private Token token(String type, String value, int start) {
    return new Token(type, value, line, start - newline);
  }

  private void skipSpace() {
    while (at < text.length() && " \t\n".indexOf(text.charAt(at)) >= 0) {
      if (text.charAt(at) == '\n') {
        line++;
        newline = at;
      }
      at++;
    }
  }

  /**
   * A quoted name, its place that of the closing quote; a backslash takes the next character as it
   * is.
   */
  private Token quoted(char quote) throws Malformed {
    StringBuilder value = new StringBuilder();
    at++;
    while (at < text.length() && text.charAt(at) != quote) {
      if (text.charAt(at) == '\\' && at + 1 < text.length()) {
        at++;
      }
      value.append(text.charAt(at++));
    }
    if (at >= text.length()) {
      throw new Malformed("Unexpected EOF in string literal or identifier");
    }
    return token(quote == '`' ? "NAMED_OPERATOR" : "ID", value.toString(), at++);
  }

  private static boolean nameStart(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c == '@';
  }

  private boolean digit(int index) {
    return index < text.length() && text.charAt(index) >= '0' && text.charAt(index) <= '9';
  }
}
