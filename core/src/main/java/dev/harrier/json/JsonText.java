package dev.harrier.json;

import java.nio.charset.StandardCharsets;

/** Decodes the content of validated JSON strings. */
final class JsonText {
  private JsonText() {}

  /** A lone surrogate escape stays a lone surrogate, as in Python and JavaScript. */
  static String decode(byte[] bytes, int from, int to, boolean escapes) {
    String raw = new String(bytes, from, to - from, StandardCharsets.UTF_8);
    if (!escapes) {
      return raw;
    }
    StringBuilder text = new StringBuilder(raw.length());
    int copied = 0;
    for (int at = raw.indexOf('\\'); at >= 0; at = raw.indexOf('\\', copied)) {
      text.append(raw, copied, at);
      char escaped = raw.charAt(at + 1);
      if (escaped == 'u') {
        text.append((char) Integer.parseInt(raw, at + 2, at + 6, 16));
        copied = at + 6;
      } else {
        text.append(unescaped(escaped));
        copied = at + 2;
      }
    }
    return text.append(raw, copied, raw.length()).toString();
  }

  private static char unescaped(char escaped) {
    return switch (escaped) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> escaped;
    };
  }
}
