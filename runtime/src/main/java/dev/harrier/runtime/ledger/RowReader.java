package dev.harrier.runtime.ledger;

import dev.harrier.decision.Decision.Opaque;
import dev.harrier.runtime.store.StoreException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link RowWriter} wrote. Bytes that it cannot have written are a {@link
 * StoreException}: the store is damaged, or of a later version.
 */
public final class RowReader {
  private final byte[] bytes;
  private int at;

  public RowReader(byte[] bytes) {
    this.bytes = bytes;
  }

  StoreException damaged(String what) {
    return new StoreException(
        "a row of the store is damaged: found "
            + what
            + " at byte "
            + at
            + " of "
            + bytes.length
            + "; restore the folder from a copy",
        null);
  }

  /**
   * Reads the row's first byte.
   *
   * @throws StoreException it is not {@code expected}: the row is of another version
   */
  public RowReader version(int expected) {
    int found = octet();
    if (found != expected) {
      throw new StoreException(
          "a row of the store is of version "
              + found
              + ", this program reads version "
              + expected
              + "; run the program that wrote it",
          null);
    }
    return this;
  }

  /**
   * Reads the version of a row that has several.
   *
   * @param newest the oldest is 1
   * @throws StoreException it is none of these
   */
  int versionUpTo(int newest) {
    int found = octet();
    if (found < 1 || found > newest) {
      throw new StoreException(
          "a row of the store is of version "
              + found
              + ", this program reads versions 1 to "
              + newest
              + "; run the program that wrote it",
          null);
    }
    return found;
  }

  /** Whether all was read. */
  public boolean atEnd() {
    return at == bytes.length;
  }

  private void need(int more) {
    if (more < 0 || more > bytes.length - at) {
      throw damaged("the end where " + more + " bytes are due");
    }
  }

  public int octet() {
    need(1);
    return bytes[at++] & 0xff;
  }

  public boolean flag() {
    return octet() != 0;
  }

  public long fixed() {
    need(8);
    long value = 0;
    for (int i = 0; i < 8; i++) {
      value = value << 8 | bytes[at++] & 0xff;
    }
    return value;
  }

  public double real() {
    return Double.longBitsToDouble(fixed());
  }

  public long number() {
    long value = unsigned();
    return value >>> 1 ^ -(value & 1);
  }

  private long unsigned() {
    long value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      int octet = octet();
      value |= (long) (octet & 0x7f) << shift;
      if (octet < 0x80) {
        return value;
      }
    }
    throw damaged("a number of more than ten bytes");
  }

  public int count() {
    long value = unsigned();
    if (value < 0 || value > Integer.MAX_VALUE) {
      throw damaged("the count " + value);
    }
    return (int) value;
  }

  /** A count of things that take at least a byte each. */
  private int items() {
    int count = count();
    need(count);
    return count;
  }

  public @Nullable Long optional() {
    return octet() == 0 ? null : number();
  }

  public byte[] bytes() {
    int length = count();
    need(length);
    byte[] copy = new byte[length];
    System.arraycopy(bytes, at, copy, 0, length);
    at += length;
    return copy;
  }

  public String text() {
    int length = count();
    need(length);
    int start = at;
    at += length;
    for (int i = start; i < at; i++) {
      if (bytes[i] < 0) {
        return wide(start, at);
      }
    }
    return new String(bytes, start, length, StandardCharsets.ISO_8859_1);
  }

  private String wide(int start, int end) {
    StringBuilder text = new StringBuilder(end - start);
    int i = start;
    while (i < end) {
      int lead = bytes[i] & 0xff;
      int width = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
      if (i + width > end) {
        throw damaged("a text that ends within a character");
      }
      int point = width == 1 ? lead : lead & 0x7f >> width;
      for (int k = 1; k < width; k++) {
        point = point << 6 | bytes[i + k] & 0x3f;
      }
      if (point > Character.MAX_CODE_POINT) {
        throw damaged("a text that is not UTF-8");
      }
      text.appendCodePoint(point);
      i += width;
    }
    return text.toString();
  }

  public List<String> texts() {
    int count = items();
    List<String> texts = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      texts.add(text());
    }
    return texts;
  }

  public Map<String, String> textMap() {
    int count = items();
    Map<String, String> texts = new LinkedHashMap<>(2 * count);
    for (int i = 0; i < count; i++) {
      String name = text();
      texts.put(name, text());
    }
    return texts;
  }

  public @Nullable Object value() {
    int kind = octet();
    return switch (kind) {
      case RowWriter.NULL -> null;
      case RowWriter.FALSE -> false;
      case RowWriter.TRUE -> true;
      case RowWriter.LONG -> number();
      case RowWriter.BIG -> new BigInteger(bytes());
      case RowWriter.DOUBLE -> Double.longBitsToDouble(fixed());
      case RowWriter.TEXT -> text();
      case RowWriter.OPAQUE -> new Opaque(text());
      case RowWriter.LIST -> list();
      case RowWriter.MAP -> map();
      default -> throw damaged("a value of kind " + kind);
    };
  }

  private List<@Nullable Object> list() {
    int count = items();
    List<@Nullable Object> list = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      list.add(value());
    }
    return Collections.unmodifiableList(list);
  }

  private Map<String, @Nullable Object> map() {
    int count = items();
    Map<String, @Nullable Object> map = new LinkedHashMap<>(2 * count);
    for (int i = 0; i < count; i++) {
      String name = text();
      map.put(name, value());
    }
    return Collections.unmodifiableMap(map);
  }
}
