package dev.harrier.lang.value;

import java.math.BigInteger;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Texts read as numbers, as Python's {@code int} and {@code float} read them: white space around,
 * underscores between digits, digits of any script.
 */
public final class Numerals {
  private Numerals() {}

  /** The int that the text spells in decimal, or null. */
  public static @Nullable Object parseInt(String text) {
    String digits = digits(strip(text));
    if (digits == null) {
      return null;
    }
    int sign = digits.startsWith("-") || digits.startsWith("+") ? 1 : 0;
    if (digits.length() == sign || digits.length() - sign > Text.MAX_DIGITS) {
      return null;
    }
    for (int i = sign; i < digits.length(); i++) {
      if (!digit(digits.charAt(i))) {
        return null;
      }
    }
    return digits.length() < 19
        ? (Object) Long.parseLong(digits)
        : Arithmetic.integer(new BigInteger(digits));
  }

  /** The float that the text spells, or null; {@code nan} and {@code inf} are floats. */
  public static @Nullable Double parseFloat(String text) {
    String digits = digits(strip(text));
    if (digits == null || digits.isEmpty()) {
      return null;
    }
    int sign = digits.charAt(0) == '-' || digits.charAt(0) == '+' ? 1 : 0;
    double factor = digits.charAt(0) == '-' ? -1 : 1;
    switch (digits.substring(sign).toLowerCase(Locale.ROOT)) {
      case "nan":
        return Double.NaN;
      case "inf", "infinity":
        return factor * Double.POSITIVE_INFINITY;
      default:
        return decimal(digits, sign) ? (Double) Double.parseDouble(digits) : null;
    }
  }

  /**
   * Whether the text from {@code at} on is {@code digits [. digits] [e [sign] digits]} with a digit
   * in the mantissa.
   */
  private static boolean decimal(String text, int at) {
    int i = skipDigits(text, at);
    int mantissa = i - at;
    if (i < text.length() && text.charAt(i) == '.') {
      int after = skipDigits(text, i + 1);
      mantissa += after - i - 1;
      i = after;
    }
    if (mantissa == 0) {
      return false;
    }
    if (i < text.length() && (text.charAt(i) == 'e' || text.charAt(i) == 'E')) {
      i++;
      if (i < text.length() && (text.charAt(i) == '-' || text.charAt(i) == '+')) {
        i++;
      }
      int end = skipDigits(text, i);
      return end > i && end == text.length();
    }
    return i == text.length();
  }

  private static int skipDigits(String text, int from) {
    int i = from;
    while (i < text.length() && digit(text.charAt(i))) {
      i++;
    }
    return i;
  }

  private static boolean digit(int point) {
    return point >= '0' && point <= '9';
  }

  /**
   * The text with ASCII digits and without the underscores between digits; null if an underscore
   * stands elsewhere.
   */
  private static @Nullable String digits(String text) {
    StringBuilder out = new StringBuilder(text.length());
    boolean afterDigit = false;
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      i += Character.charCount(point);
      if (point == '_') {
        if (!afterDigit || i >= text.length() || !Character.isDigit(text.codePointAt(i))) {
          return null;
        }
        afterDigit = false;
      } else if (Character.isDigit(point)) {
        out.append((char) ('0' + Character.digit(point, 10)));
        afterDigit = true;
      } else {
        out.appendCodePoint(point);
        afterDigit = false;
      }
    }
    return out.toString();
  }

  /** The text without white space at both ends, in Python's sense of white space. */
  public static String strip(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && space(text.charAt(from))) {
      from++;
    }
    while (from < to && space(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  /** {@code str.isspace} of one character; all of them lie in the basic plane. */
  public static boolean space(int point) {
    return point == ' '
        || point >= 9 && point <= 13
        || point >= 0x1c && point <= 0x1f
        || point == 0x85
        || point == 0xa0
        || point == 0x1680
        || point >= 0x2000 && point <= 0x200a
        || point == 0x2028
        || point == 0x2029
        || point == 0x202f
        || point == 0x205f
        || point == 0x3000;
  }
}
