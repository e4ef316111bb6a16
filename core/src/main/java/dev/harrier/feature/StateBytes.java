package dev.harrier.feature;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes of states: numbers of seven bits a byte with the sign lowest, words of eight bytes. */
public final class StateBytes {
  private byte[] bytes = new byte[128];
  private int size;

  private void reserve(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * bytes.length));
    }
  }

  public StateBytes octet(int value) {
    reserve(1);
    bytes[size++] = (byte) value;
    return this;
  }

  public StateBytes number(long value) {
    reserve(10);
    long rest = value << 1 ^ value >> 63;
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
    return this;
  }

  public StateBytes word(long value) {
    reserve(8);
    for (int shift = 0; shift < 64; shift += 8) {
      bytes[size++] = (byte) (value >>> shift);
    }
    return this;
  }

  /** Chars, two bytes each where one does not do, so that a lone surrogate survives. */
  public StateBytes text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    boolean faithful = new String(utf8, StandardCharsets.UTF_8).equals(text);
    byte[] content = faithful ? utf8 : text.getBytes(StandardCharsets.UTF_16BE);
    octet(faithful ? 0 : 1).number(content.length);
    reserve(content.length);
    System.arraycopy(content, 0, bytes, size, content.length);
    size += content.length;
    return this;
  }

  public byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  /** Reads what was written; whatever is not that is an {@link IllegalArgumentException}. */
  public static final class Reader {
    private final byte[] bytes;
    private int at;

    public Reader(byte[] bytes) {
      this.bytes = bytes;
    }

    private IllegalArgumentException damaged() {
      return new IllegalArgumentException("a state is damaged at byte " + at);
    }

    public int octet() {
      if (at >= bytes.length) {
        throw damaged();
      }
      return bytes[at++] & 0xff;
    }

    public long number() {
      long rest = 0;
      for (int shift = 0; shift < 64; shift += 7) {
        int octet = octet();
        rest |= (long) (octet & 0x7f) << shift;
        if (octet < 0x80) {
          return rest >>> 1 ^ -(rest & 1);
        }
      }
      throw damaged();
    }

    /** A number of things that follow, each of at least one byte. */
    public int size() {
      long size = number();
      if (size < 0 || size > bytes.length - at) {
        throw damaged();
      }
      return (int) size;
    }

    public long word() {
      long word = 0;
      for (int shift = 0; shift < 64; shift += 8) {
        word |= (long) octet() << shift;
      }
      return word;
    }

    public String text() {
      boolean utf8 = octet() == 0;
      int length = size();
      String text =
          new String(bytes, at, length, utf8 ? StandardCharsets.UTF_8 : StandardCharsets.UTF_16BE);
      at += length;
      return text;
    }

    public void end() {
      if (at != bytes.length) {
        throw damaged();
      }
    }
  }
}
