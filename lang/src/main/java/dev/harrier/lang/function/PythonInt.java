package dev.harrier.lang.function;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Python's {@code int(text)}. */
final class PythonInt {
  /** Longest number read, in digits; Python has the same bound. */
  private static final int DIGITS_MAX = 4300;

  private PythonInt() {}

  /** The int, or null: white space around, one sign, decimal digits of any script, single underscores between digits. */
  static @Nullable BigInteger parse(String s) {
    String text = TextFunctions.stringStrip(s, null);
    int at = text.startsWith("+") || text.startsWith("-") ? 1 : 0;
    StringBuilder digits = new StringBuilder(text.length());
    boolean afterDigit = false;
    while (at < text.length()) {
      int c = text.codePointAt(at);
      int digit = Character.isDigit(c) ? Character.digit(c, 10) : -1;
      if (digit >= 0) {
        digits.append((char) ('0' + digit));
      } else if (c != '_' || !afterDigit) {
        return null;
      }
      afterDigit = digit >= 0;
      at += Character.charCount(c);
    }
    if (!afterDigit || digits.length() > DIGITS_MAX) {
      return null;
    }
    BigInteger value = new BigInteger(digits.toString());
    return text.startsWith("-") ? value.negate() : value;
  }
}
