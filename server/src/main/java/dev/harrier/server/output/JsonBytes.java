package dev.harrier.server.output;

import dev.harrier.decision.Decision.Opaque;
import dev.harrier.lang.value.Text;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON as UTF-8 into a buffer that is reused; commas are set where they belong. Owned by one
 * thread.
 *
 * <p>Floats are written as Python writes them ({@code 1e+16}, {@code 5.0}); NaN and infinities,
 * which JSON lacks, and values without a JSON form as {@code null}. A lone surrogate is written as
 * its escape.
 */
public final class JsonBytes {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private byte[] buffer = new byte[1 << 13];
  private int size;

  /** Forgets what was written. */
  public JsonBytes clear() {
    size = 0;
    return this;
  }

  public int size() {
    return size;
  }

  /** Writes the bytes so far to a stream and forgets them. */
  public void drainTo(OutputStream out) throws IOException {
    out.write(buffer, 0, size);
    size = 0;
  }

  /** What was written, in an array of its own. */
  public byte[] toBytes() {
    return Arrays.copyOf(buffer, size);
  }

  /** What was written, as text. */
  @Override
  public String toString() {
    return new String(buffer, 0, size, StandardCharsets.UTF_8);
  }

  public JsonBytes beginObject() {
    separate();
    return raw('{');
  }

  public JsonBytes endObject() {
    return raw('}');
  }

  public JsonBytes beginArray() {
    separate();
    return raw('[');
  }

  public JsonBytes endArray() {
    return raw(']');
  }

  /** Ends a line. */
  public JsonBytes newline() {
    return raw('\n');
  }

  /** The name of the member whose value comes next. */
  public JsonBytes key(String name) {
    separate();
    quote(name);
    return raw(':');
  }

  public JsonBytes value(String text) {
    separate();
    return quote(text);
  }

  public JsonBytes value(long number) {
    separate();
    return ascii(number);
  }

  public JsonBytes value(boolean truth) {
    separate();
    return ascii(truth ? "true" : "false");
  }

  public JsonBytes value(double number) {
    separate();
    return ascii(Double.isNaN(number) || Double.isInfinite(number) ? "null" : Text.real(number));
  }

  public JsonBytes texts(List<String> texts) {
    beginArray();
    for (int i = 0; i < texts.size(); i++) {
      value(texts.get(i));
    }
    return endArray();
  }

  /** Any value of a decision: null, booleans, numbers, texts, lists and maps of them. */
  public JsonBytes any(@Nullable Object value) {
    return switch (value) {
      case null -> nothing();
      case String text -> value(text);
      case Boolean truth -> value(truth.booleanValue());
      case Double real -> value(real.doubleValue());
      case Long number -> value(number.longValue());
      case Integer number -> value(number.longValue());
      case BigInteger number -> {
        separate();
        yield ascii(number.toString());
      }
      case List<?> items -> {
        beginArray();
        items.forEach(this::any);
        yield endArray();
      }
      case Map<?, ?> members -> {
        beginObject();
        members.forEach((name, member) -> key(String.valueOf(name)).any(member));
        yield endObject();
      }
      case Opaque opaque -> nothing();
      default -> throw new AssertionError("no JSON form for " + value.getClass());
    };
  }

  private JsonBytes nothing() {
    separate();
    return ascii("null");
  }

  /** A comma if the last byte ended a value. */
  private void separate() {
    if (size > 0) {
      byte last = buffer[size - 1];
      if (last != '{' && last != '[' && last != ':' && last != '\n' && last != ',') {
        raw(',');
      }
    }
  }

  private JsonBytes raw(char ascii) {
    reserve(1);
    buffer[size++] = (byte) ascii;
    return this;
  }

  private JsonBytes ascii(String text) {
    reserve(text.length());
    for (int i = 0; i < text.length(); i++) {
      buffer[size++] = (byte) text.charAt(i);
    }
    return this;
  }

  private JsonBytes ascii(long number) {
    if (number == Long.MIN_VALUE) {
      return ascii(Long.toString(number));
    }
    reserve(20);
    long rest = Math.abs(number);
    int digits = 1;
    for (long power = 10; digits < 19 && power <= rest; power *= 10) {
      digits++;
    }
    if (number < 0) {
      buffer[size++] = '-';
    }
    for (int at = size + digits - 1; at >= size; at--) {
      buffer[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    size += digits;
    return this;
  }

  private JsonBytes quote(String text) {
    int length = text.length();
    reserve(6 * length + 2); // the longest form of a UTF-16 unit is its escape
    byte[] to = buffer;
    int at = size;
    to[at++] = '"';
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= 0x20 && c < 0x7f && c != '"' && c != '\\') {
        to[at++] = (byte) c;
      } else if (c < 0x80) {
        at = escape(c, at);
      } else if (c < 0x800) {
        to[at++] = (byte) (0xc0 | c >> 6);
        to[at++] = (byte) (0x80 | c & 0x3f);
      } else if (!Character.isSurrogate(c)) {
        to[at++] = (byte) (0xe0 | c >> 12);
        to[at++] = (byte) (0x80 | c >> 6 & 0x3f);
        to[at++] = (byte) (0x80 | c & 0x3f);
      } else if (Character.isHighSurrogate(c)
          && i + 1 < length
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        int point = Character.toCodePoint(c, text.charAt(++i));
        to[at++] = (byte) (0xf0 | point >> 18);
        to[at++] = (byte) (0x80 | point >> 12 & 0x3f);
        to[at++] = (byte) (0x80 | point >> 6 & 0x3f);
        to[at++] = (byte) (0x80 | point & 0x3f);
      } else {
        at = unicode(c, at);
      }
    }
    to[at++] = '"';
    size = at;
    return this;
  }

  private int escape(char c, int at) {
    char letter =
        switch (c) {
          case '"', '\\' -> c;
          case '\n' -> 'n';
          case '\r' -> 'r';
          case '\t' -> 't';
          case '\b' -> 'b';
          case '\f' -> 'f';
          default -> 0;
        };
    if (letter == 0) {
      return unicode(c, at);
    }
    buffer[at] = '\\';
    buffer[at + 1] = (byte) letter;
    return at + 2;
  }

  private int unicode(char c, int at) {
    buffer[at] = '\\';
    buffer[at + 1] = 'u';
    for (int i = 0; i < 4; i++) {
      buffer[at + 2 + i] = HEX[c >> (12 - 4 * i) & 0xf];
    }
    return at + 6;
  }

  private void reserve(int more) {
    if (more > buffer.length - size) {
      buffer = Arrays.copyOf(buffer, Math.max(Math.addExact(size, more), 2 * size));
    }
  }
}
