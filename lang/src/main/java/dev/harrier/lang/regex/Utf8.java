package dev.harrier.lang.regex;

/** Code points in valid UTF-8. */
final class Utf8 {
  private Utf8() {}

  /** Bytes of the character whose first byte is given. */
  static int length(byte first) {
    return first >= 0 ? 1 : (first & 0xff) >= 0xf0 ? 4 : (first & 0xff) >= 0xe0 ? 3 : 2;
  }

  /** The code point that begins at an index. */
  static int codePoint(byte[] utf8, int at) {
    int first = utf8[at];
    if (first >= 0) {
      return first;
    }
    int second = utf8[at + 1] & 0x3f;
    if ((first & 0xff) < 0xe0) {
      return (first & 0x1f) << 6 | second;
    }
    int third = utf8[at + 2] & 0x3f;
    if ((first & 0xff) < 0xf0) {
      return (first & 0xf) << 12 | second << 6 | third;
    }
    return (first & 0x7) << 18 | second << 12 | third << 6 | utf8[at + 3] & 0x3f;
  }

  /** The code point that ends before an index. */
  static int codePointBefore(byte[] utf8, int at) {
    int start = at - 1;
    while ((utf8[start] & 0xc0) == 0x80) {
      start--;
    }
    return codePoint(utf8, start);
  }
}
