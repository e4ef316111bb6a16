package dev.harrier.runtime.ledger;

import dev.harrier.decision.Decision.Opaque;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the fields of a row into bytes; {@link RowReader} reads them in the same order. Owned by
 * one thread, reused from row to row.
 *
 * <p>Numbers take as few bytes as they need (seven bits a byte, sign in the lowest bit). Texts are
 * UTF-8 behind their length in bytes; a lone surrogate, which JSON can bring, takes the three bytes
 * that UTF-8 would give its code point, so that any two texts differ in their bytes too.
 */
public final class RowWriter {
  static final int NULL = 0;
  static final int FALSE = 1;
  static final int TRUE = 2;
  static final int LONG = 3;
  static final int BIG = 4;
  static final int DOUBLE = 5;
  static final int TEXT = 6;
  static final int LIST = 7;
  static final int OPAQUE = 8;
  static final int MAP = 9;

  private byte[] bytes = new byte[1 << 10];
  private int size;

  /** Forgets what was written. */
  public RowWriter clear() {
    size = 0;
    return this;
  }

  public int size() {
    return size;
  }

  /** What was written, in an array of its own. */
  public byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  private void reserve(int more) {
    if (more > bytes.length - size) {
      bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), 2 * bytes.length));
    }
  }

  public RowWriter octet(int value) {
    reserve(1);
    bytes[size++] = (byte) value;
    return this;
  }

  public RowWriter flag(boolean value) {
    return octet(value ? 1 : 0);
  }

  /** Eight bytes, the most significant first: in the order of unsigned numbers. */
  public RowWriter fixed(long value) {
    reserve(8);
    for (int shift = 56; shift >= 0; shift -= 8) {
      bytes[size++] = (byte) (value >>> shift);
    }
    return this;
  }

  public RowWriter number(long value) {
    return unsigned(value << 1 ^ value >> 63);
  }

  private RowWriter unsigned(long value) {
    reserve(10);
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes[size++] = (byte) (rest & 0x7f | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
    return this;
  }

  /** Eight bytes: every NaN and zero is itself. */
  public RowWriter real(double value) {
    return fixed(Double.doubleToRawLongBits(value));
  }

  /** A length or an ordinal: never negative. */
  public RowWriter count(int value) {
    return unsigned(value);
  }

  public RowWriter optional(@Nullable Long value) {
    if (value == null) {
      return octet(0);
    }
    return octet(1).number(value);
  }

  public RowWriter bytes(byte[] from, int start, int end) {
    count(end - start);
    reserve(end - start);
    System.arraycopy(from, start, bytes, size, end - start);
    size += end - start;
    return this;
  }

  public RowWriter bytes(byte[] whole) {
    return bytes(whole, 0, whole.length);
  }

  public RowWriter text(String text) {
    int length = text.length();
    int ascii = 0;
    while (ascii < length && text.charAt(ascii) < 0x80) {
      ascii++;
    }
    if (ascii < length) {
      return wide(text);
    }
    count(length);
    reserve(length);
    for (int i = 0; i < length; i++) {
      bytes[size++] = (byte) text.charAt(i);
    }
    return this;
  }

  private RowWriter wide(String text) {
    int length = 0;
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      length += width(text.codePointAt(i));
    }
    count(length);
    reserve(length);
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      point(text.codePointAt(i));
    }
    return this;
  }

  private static int width(int point) {
    return point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }

  private void point(int point) {
    int width = width(point);
    if (width == 1) {
      bytes[size++] = (byte) point;
      return;
    }
    int lead = 0xf00 >> width & 0xff;
    bytes[size++] = (byte) (lead | point >> 6 * (width - 1));
    for (int shift = 6 * (width - 2); shift >= 0; shift -= 6) {
      bytes[size++] = (byte) (0x80 | point >> shift & 0x3f);
    }
  }

  public RowWriter texts(List<String> texts) {
    count(texts.size());
    for (int i = 0; i < texts.size(); i++) {
      text(texts.get(i));
    }
    return this;
  }

  /** Texts by name, in the map's order. */
  public RowWriter textMap(Map<String, String> texts) {
    count(texts.size());
    texts.forEach((name, text) -> text(name).text(text));
    return this;
  }

  /** A value of the rules: null, boolean, number, text, a list or map of these, or opaque. */
  public RowWriter value(@Nullable Object value) {
    return switch (value) {
      case null -> octet(NULL);
      case Boolean truth -> octet(truth ? TRUE : FALSE);
      case Long number -> octet(LONG).number(number);
      case Integer number -> octet(LONG).number(number);
      case BigInteger number -> octet(BIG).bytes(number.toByteArray());
      case Double real -> octet(DOUBLE).fixed(Double.doubleToRawLongBits(real));
      case String text -> octet(TEXT).text(text);
      case Opaque opaque -> octet(OPAQUE).text(opaque.kind());
      case List<?> items -> {
        octet(LIST).count(items.size());
        items.forEach(this::value);
        yield this;
      }
      case Map<?, ?> members -> {
        octet(MAP).count(members.size());
        members.forEach((name, member) -> text(String.valueOf(name)).value(member));
        yield this;
      }
      default -> throw new AssertionError("no stored form for " + value.getClass());
    };
  }
}
