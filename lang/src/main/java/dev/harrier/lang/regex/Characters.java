package dev.harrier.lang.regex;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.util.VersionInfo;

/**
 * Python's character classes. CPython 3.11 knows Unicode 14: characters that came later count as
 * unassigned, whatever this JVM knows of them.
 */
final class Characters {
  private static final VersionInfo UNICODE = VersionInfo.getInstance(14);

  /** {@code \d} without the ASCII flag: {@code str.isdecimal}. */
  static final CodePoints DIGIT;

  /** {@code \w} without the ASCII flag: {@code str.isalnum} or an underscore. */
  static final CodePoints WORD;

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

  static {
    CodePoints.Builder digits = new CodePoints.Builder();
    CodePoints.Builder words = new CodePoints.Builder().add('_');
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      if (Character.getType(c) == Character.UNASSIGNED || !known(c)) {
        continue;
      }
      if (Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER) {
        digits.add(c);
      }
      if (isAlphanumeric(c)) {
        words.add(c);
      }
    }
    DIGIT = digits.build();
    WORD = words.build();
  }

  private Characters() {}

  /** Whether Unicode 14 assigns the code point. */
  static boolean known(int codePoint) {
    return codePoint < 0x80 || UCharacter.getAge(codePoint).compareTo(UNICODE) <= 0;
  }

  private static boolean isAlphanumeric(int c) {
    return Character.isLetter(c)
        || UCharacter.getIntPropertyValue(c, UProperty.NUMERIC_TYPE) != UCharacter.NumericType.NONE;
  }

  static boolean isIdentifierStart(int c) {
    return c == '_' || UCharacter.hasBinaryProperty(c, UProperty.XID_START);
  }

  static boolean isIdentifierPart(int c) {
    return UCharacter.hasBinaryProperty(c, UProperty.XID_CONTINUE);
  }
}
