package dev.harrier.lang.function;

/**
 * Text as Python sees it: a sequence of code points.
 *
 * <p>Java's strings are UTF-16. The two views differ in length, in order, and where half of a
 * surrogate pair is searched for; the common case (no surrogates) never pays for it.
 */
final class CodePoints {
  private CodePoints() {}

  static int length(String s) {
    return s.codePointCount(0, s.length());
  }

  /** UTF-16 index of a code point index, clamped to the text's length. */
  static int offset(String s, long codePoints) {
    if (codePoints >= s.length()) {
      return s.length();
    }
    int count = length(s);
    return codePoints >= count ? s.length() : s.offsetByCodePoints(0, (int) codePoints);
  }

  /** First occurrence at or after {@code from} that splits no surrogate pair, or −1. */
  static int indexOf(String s, String part, int from) {
    int at = s.indexOf(part, from);
    while (at >= 0 && !whole(s, part, at)) {
      at = s.indexOf(part, at + 1);
    }
    return at;
  }

  static boolean startsWith(String s, String start) {
    return s.startsWith(start) && whole(s, start, 0);
  }

  static boolean endsWith(String s, String end) {
    return s.endsWith(end) && whole(s, end, s.length() - end.length());
  }

  private static boolean whole(String s, String part, int at) {
    if (part.isEmpty()) {
      return true;
    }
    int end = at + part.length();
    boolean splitsBefore =
        Character.isLowSurrogate(part.charAt(0))
            && at > 0
            && Character.isHighSurrogate(s.charAt(at - 1));
    boolean splitsAfter =
        Character.isHighSurrogate(part.charAt(part.length() - 1))
            && end < s.length()
            && Character.isLowSurrogate(s.charAt(end));
    return !splitsBefore && !splitsAfter;
  }

  /**
   * Python's {@code str.isalnum} of one character, for the word characters of its regular
   * expressions (with the underscore).
   */
  static boolean isWord(int c) {
    if (c < 0x80) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    }
    return Character.isLetter(c) || isNumeric(c);
  }

  private static boolean isNumeric(int c) {
    int type = Character.getType(c);
    return type == Character.DECIMAL_DIGIT_NUMBER
        || type == Character.LETTER_NUMBER
        || type == Character.OTHER_NUMBER
        || com.ibm.icu.lang.UCharacter.getIntPropertyValue(
                c, com.ibm.icu.lang.UProperty.NUMERIC_TYPE)
            != com.ibm.icu.lang.UCharacter.NumericType.NONE;
  }
}
