package dev.harrier.runtime.ingress;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Cuts a stream into lines with bounded memory: the buffer grows to the longest line accepted and
 * is reused; a longer line is passed over, counted but not held. Lines end with LF or CRLF; the
 * last one need not. Owned by one thread.
 */
public final class Lines implements AutoCloseable {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;
  private static final long NEWLINES = ONES * '\n';

  /** Bytes of the first buffer. */
  private static final int START = 1 << 16;

  private final InputStream in;
  private final int longest;
  private byte[] buffer = new byte[START];
  private int from;
  private int filled;
  private int start;
  private int end;
  private long number;
  private long length;
  private boolean ended;

  /**
   * @param longest bytes of the longest line accepted
   */
  public Lines(InputStream in, int longest) {
    this.in = in;
    this.longest = longest;
  }

  /** Moves to the next line; false at the end of the stream. */
  public boolean next() throws IOException {
    length = 0;
    int searched = from;
    while (true) {
      int newline = indexOfNewline(searched, filled);
      if (newline >= 0) {
        line(newline);
        from = newline + 1;
        return true;
      }
      searched = filled;
      if (filled - from > longest) {
        length += filled - from;
        from = filled;
        searched = filled;
      }
      if (ended || !fill()) {
        return last();
      }
      searched = Math.max(from, searched - moved);
    }
  }

  private int moved;

  private void line(int newline) {
    number++;
    start = from;
    end = newline;
    length += newline - from;
    if (end > start && buffer[end - 1] == '\r') {
      end--;
    }
  }

  private boolean last() {
    if (from == filled && length == 0) {
      return false;
    }
    line(filled);
    from = filled;
    return true;
  }

  private int indexOfNewline(int at, int to) {
    byte[] bytes = buffer;
    int i = at;
    // Four words for one branch: lines are long.
    while (i + 32 <= to
        && (zeros(bytes, i) | zeros(bytes, i + 8) | zeros(bytes, i + 16) | zeros(bytes, i + 24))
            == 0) {
      i += 32;
    }
    for (; i + 8 <= to; i += 8) {
      long zeros = zeros(bytes, i);
      if (zeros != 0) {
        return i + (Long.numberOfTrailingZeros(zeros) >>> 3);
      }
    }
    for (; i < to; i++) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  /** The high bit of each byte of a word that is a newline; those before the first are right. */
  private static long zeros(byte[] bytes, int at) {
    long word = (long) LONG.get(bytes, at) ^ NEWLINES;
    return word - ONES & ~word & HIGHS;
  }

  private boolean fill() throws IOException {
    moved = 0;
    if (from > 0) {
      System.arraycopy(buffer, from, buffer, 0, filled - from);
      moved = from;
      filled -= from;
      from = 0;
    }
    if (filled == buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.min(buffer.length * 2, longest + START));
    }
    int read = in.read(buffer, filled, buffer.length - filled);
    if (read < 0) {
      ended = true;
      return false;
    }
    filled += read;
    return true;
  }

  /** Number of the current line, from 1. */
  public long number() {
    return number;
  }

  /** Whether the current line holds nothing but blanks. */
  public boolean blank() {
    for (int i = start; i < end; i++) {
      byte b = buffer[i];
      if (b != ' ' && b != '\t' && b != '\r') {
        return false;
      }
    }
    return true;
  }

  /** Bytes of the current line, its terminator excluded. */
  public long length() {
    return length;
  }

  /** Whether the current line is longer than accepted, so that its bytes are gone. */
  public boolean tooLong() {
    return length > longest;
  }

  /** The bytes that hold the current line; valid until {@link #next}. */
  public byte[] buffer() {
    return buffer;
  }

  /** Where the current line begins in the buffer. */
  public int start() {
    return start;
  }

  /** Where it ends, its terminator excluded. */
  public int end() {
    return end;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
