package dev.harrier.learn.text;

/** HTML's entities, decoded until none is left: {@code &amp;lt;} is {@code <}. */
final class Entities {
  private static final int LONGEST = 10;

  private Entities() {}

  /** Linear: on every semicolon at most {@link #LONGEST} characters are looked back at. */
  static String decode(String text) {
    if (text.indexOf('&') < 0 || text.indexOf(';') < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      out.append(text.charAt(i));
      while (out.charAt(out.length() - 1) == ';' && closed(out)) {
        // A decoded character may itself close an entity: &#59; is a semicolon.
      }
    }
    return out.toString();
  }

  private static boolean closed(StringBuilder out) {
    int end = out.length() - 1;
    int first = Math.max(0, end - LONGEST);
    for (int at = end - 1; at >= first; at--) {
      if (out.charAt(at) == '&') {
        int code = code(out.substring(at + 1, end));
        if (code < 0) {
          return false;
        }
        out.setLength(at);
        out.appendCodePoint(code);
        return true;
      }
    }
    return false;
  }

  private static int code(String name) {
    return switch (name) {
      case "amp", "AMP" -> '&';
      case "lt", "LT" -> '<';
      case "gt", "GT" -> '>';
      case "quot", "QUOT" -> '"';
      case "apos" -> '\'';
      case "nbsp" -> ' ';
      default -> numeric(name);
    };
  }

  private static int numeric(String name) {
    if (name.length() < 2 || name.charAt(0) != '#') {
      return -1;
    }
    boolean hexadecimal = name.charAt(1) == 'x' || name.charAt(1) == 'X';
    int code = 0;
    for (int i = hexadecimal ? 2 : 1; i < name.length(); i++) {
      int digit =
          name.charAt(i) < 128 ? Character.digit(name.charAt(i), hexadecimal ? 16 : 10) : -1;
      if (digit < 0 || code > Character.MAX_CODE_POINT) {
        return -1;
      }
      code = code * (hexadecimal ? 16 : 10) + digit;
    }
    boolean drawable = code >= ' ' && code <= Character.MAX_CODE_POINT;
    return drawable && (name.length() > 2 || !hexadecimal) ? code : -1;
  }
}
