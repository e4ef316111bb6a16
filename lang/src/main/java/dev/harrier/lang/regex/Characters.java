package dev.harrier.lang.regex;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;

/**
 * Python's character classes. CPython 3.11 knows Unicode 14: characters that came later count as
 * unassigned, whatever this JVM knows of them.
 */
final class Characters {
  private static final CodePoints LATER = Unicode14.set(Unicode14.LATER);

  /** {@code \d} without the ASCII flag: {@code str.isdecimal}. */
  static final CodePoints DIGIT = Unicode14.set(Unicode14.DIGITS);

  /** {@code \w} without the ASCII flag: {@code str.isalnum} or an underscore. */
  static final CodePoints WORD =
      new CodePoints.Builder().add(Unicode14.set(Unicode14.ALPHANUMERIC)).add('_').build();

  /** {@code \s} without the ASCII flag: {@code str.isspace}. */
  static final CodePoints SPACE =
      new CodePoints.Builder()
          .add(0x09, 0x0d)
          .add(0x1c, 0x20)
          .add(0x85)
          .add(0xa0)
          .add(0x1680)
          .add(0x2000, 0x200a)
          .add(0x2028, 0x2029)
          .add(0x202f)
          .add(0x205f)
          .add(0x3000)
          .build();

  static final CodePoints ASCII_DIGIT = CodePoints.range('0', '9');
  static final CodePoints ASCII_SPACE = new CodePoints.Builder().add(0x09, 0x0d).add(' ').build();
  static final CodePoints ASCII_WORD =
      new CodePoints.Builder().add('0', '9').add('A', 'Z').add('_').add('a', 'z').build();
  static final CodePoints NOT_NEWLINE = CodePoints.of('\n').negate();

  private Characters() {}

  /** Whether no version of Unicode after 14 was the first to assign the code point. */
  static boolean known(int codePoint) {
    return codePoint < 0x80 || !LATER.contains(codePoint);
  }

  static boolean isIdentifierStart(int c) {
    return c == '_' || UCharacter.hasBinaryProperty(c, UProperty.XID_START);
  }

  static boolean isIdentifierPart(int c) {
    return UCharacter.hasBinaryProperty(c, UProperty.XID_CONTINUE);
  }
}
