package dev.harrier.json;

import java.nio.charset.StandardCharsets;

/**
 * Reads floats from validated JSON.
 *
 * <p>Up to 15 significant digits and a power of ten up to 22, both factors are exact doubles and
 * one operation rounds once, so the result is correctly rounded (Clinger, "How to read floating
 * point numbers accurately", PLDI 1990, §3). Everything else goes to {@link Double#parseDouble}.
 */
final class JsonNumbers {
  private static final double[] POWERS = new double[23];

  /** Digits that surely fit a double's 53 bits. */
  private static final int EXACT_DIGITS = 15;

  static {
    POWERS[0] = 1;
    for (int i = 1; i < POWERS.length; i++) {
      POWERS[i] = POWERS[i - 1] * 10;
    }
  }

  private JsonNumbers() {}

  static double doubleValue(byte[] bytes, int from, int to) {
    int at = from;
    boolean negative = bytes[at] == '-';
    if (negative) {
      at++;
    }
    long digits = 0;
    int length = 0;
    int exponent = 0;
    boolean fraction = false;
    for (; at < to; at++) {
      int c = bytes[at];
      if (c == '.') {
        fraction = true;
      } else if (c >= '0' && c <= '9') {
        if (digits != 0 || c != '0') {
          length++;
        }
        if (length > EXACT_DIGITS) {
          return slowly(bytes, from, to);
        }
        digits = digits * 10 + (c - '0');
        if (fraction) {
          exponent--;
        }
      } else {
        return slowly(bytes, from, to);
      }
    }
    if (exponent < -22) {
      return slowly(bytes, from, to);
    }
    double value = digits / POWERS[-exponent];
    return negative ? -value : value;
  }

  private static double slowly(byte[] bytes, int from, int to) {
    return Double.parseDouble(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1));
  }
}
