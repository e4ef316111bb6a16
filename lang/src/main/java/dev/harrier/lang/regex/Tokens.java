package dev.harrier.lang.regex;

import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A pattern as tokens: single characters, and pairs of a backslash and a character. It looks one
 * token ahead, as CPython's does; that decides which of two errors is reported first.
 */
final class Tokens {
  private final int[] text;
  private int index;
  private @Nullable String next;

  Tokens(String pattern) throws PatternError {
    this.text = pattern.codePoints().toArray();
    advance();
  }

  private void advance() throws PatternError {
    if (index >= text.length) {
      next = null;
      return;
    }
    int c = text[index];
    if (c != '\\') {
      index++;
      next = Character.toString(c);
      return;
    }
    if (index + 1 >= text.length) {
      throw errorAt("bad escape (end of pattern)", text.length - 1);
    }
    next = new String(text, index, 2);
    index += 2;
  }

  /** The token ahead; null at the end. */
  @Nullable String peek() {
    return next;
  }

  boolean peekIs(String token) {
    return token.equals(next);
  }

  /** Whether the token ahead is a single ASCII digit. */
  boolean peekIsDigit() {
    return next != null && next.length() == 1 && next.charAt(0) >= '0' && next.charAt(0) <= '9';
  }

  @Nullable String get() throws PatternError {
    String token = next;
    advance();
    return token;
  }

  boolean match(String token) throws PatternError {
    if (token.equals(next)) {
      advance();
      return true;
    }
    return false;
  }

  /** Takes at most {@code limit} tokens that are single characters of a kind. */
  String getWhile(int limit, IntPredicate kind) throws PatternError {
    StringBuilder taken = new StringBuilder();
    for (int i = 0; i < limit; i++) {
      if (next == null || next.length() != 1 || !kind.test(next.charAt(0))) {
        break;
      }
      taken.append(next);
      advance();
    }
    return taken.toString();
  }

  /** Takes everything up to a terminator, and the terminator. */
  String getUntil(String terminator, String what) throws PatternError {
    StringBuilder taken = new StringBuilder();
    while (true) {
      String token = get();
      if (token == null) {
        if (taken.length() == 0) {
          throw error("missing " + what, 0);
        }
        throw error("missing " + terminator + ", unterminated name", length(taken.toString()));
      }
      if (token.equals(terminator)) {
        if (taken.length() == 0) {
          throw error("missing " + what, 1);
        }
        return taken.toString();
      }
      taken.append(token);
    }
  }

  /** Position of the token ahead, in code points. */
  int tell() {
    return index - (next == null ? 0 : length(next));
  }

  void seek(int position) throws PatternError {
    index = position;
    advance();
  }

  static int length(String s) {
    return s.codePointCount(0, s.length());
  }

  /** An error that stands {@code back} code points before the token ahead. */
  PatternError error(String message, int back) {
    return errorAt(message, tell() - back);
  }

  PatternError errorAt(String message, int position) {
    String where = message + " at position " + position;
    boolean multiline = false;
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < text.length; i++) {
      if (text[i] == '\n') {
        multiline = true;
        if (i < position) {
          line++;
          lineStart = i + 1;
        }
      }
    }
    return new PatternError(
        multiline
            ? where + " (line " + line + ", column " + (position - lineStart + 1) + ")"
            : where);
  }
}
