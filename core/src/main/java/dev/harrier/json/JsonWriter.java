package dev.harrier.json;

import java.util.Locale;

/**
 * Writes one JSON value, compact, members in the order in which they are named. Numbers that are
 * not finite become null. Commas are its own business; nesting is the caller's.
 */
public final class JsonWriter {
  private final StringBuilder out = new StringBuilder(128);
  private final StringBuilder closers = new StringBuilder(8);
  private boolean comma;

  public JsonWriter object() {
    return open('{', '}');
  }

  public JsonWriter array() {
    return open('[', ']');
  }

  private JsonWriter open(char opener, char closer) {
    separate();
    out.append(opener);
    closers.append(closer);
    comma = false;
    return this;
  }

  /** Ends the innermost object or array. */
  public JsonWriter end() {
    int last = closers.length() - 1;
    out.append(closers.charAt(last));
    closers.setLength(last);
    comma = true;
    return this;
  }

  /** Names the member that comes next. */
  public JsonWriter name(String name) {
    separate();
    quoted(name);
    out.append(':');
    comma = false;
    return this;
  }

  public JsonWriter text(String text) {
    separate();
    quoted(text);
    comma = true;
    return this;
  }

  public JsonWriter number(long value) {
    return raw(Long.toString(value));
  }

  /** A number with all its digits; null unless finite. */
  public JsonWriter number(double value) {
    return raw(Double.isFinite(value) ? Double.toString(value) : "null");
  }

  /** A number with so many digits behind the point, for people; null unless finite. */
  public JsonWriter rounded(double value, int digits) {
    String text =
        Double.isFinite(value) ? String.format(Locale.ROOT, "%." + digits + "f", value) : "null";
    return raw(text);
  }

  public JsonWriter flag(boolean value) {
    return raw(value ? "true" : "false");
  }

  /** A value that is JSON already. */
  public JsonWriter json(String json) {
    return raw(json);
  }

  private JsonWriter raw(String json) {
    separate();
    out.append(json);
    comma = true;
    return this;
  }

  private void separate() {
    if (comma) {
      out.append(',');
    }
  }

  private void quoted(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || Character.isSurrogate(c)) {
        out.append("\\u").append(hex(c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }

  private static String hex(char c) {
    String digits = Integer.toHexString(c);
    return "0".repeat(4 - digits.length()) + digits;
  }

  /** What was written. */
  @Override
  public String toString() {
    return out.toString();
  }
}
