package dev.harrier.runtime.ingress;

import com.github.luben.zstd.ZstdInputStream;
import dev.harrier.event.Event;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/**
 * Reads events from newline-delimited JSON. Owned by one thread.
 *
 * <pre>{@code
 * try (EventReader reader = EventReader.open(path, Shape.AUTO, null)) {
 *   while (reader.next()) {
 *     Event event = reader.event();          // or null: reader.badLine() says why
 *   }
 * }
 * }</pre>
 */
public final class EventReader implements AutoCloseable {
  /** Bytes of the largest event; a larger one is refused as {@code too_large}. */
  public static final int MAX_EVENT_BYTES = 1 << 20;

  private final Lines lines;
  private final EventParser parser;
  private @Nullable Event event;
  private @Nullable BadLine bad;
  private long bytes;

  private EventReader(InputStream in, Shape shape, @Nullable InputMapping mapping) {
    this.lines = new Lines(in, MAX_EVENT_BYTES);
    this.parser = new EventParser(shape, mapping);
  }

  /** Opens a file, decompressing gzip, xz and zstd, whichever its first bytes show. */
  public static EventReader open(Path path, Shape shape, @Nullable InputMapping mapping)
      throws IOException {
    return of(Files.newInputStream(path), shape, mapping);
  }

  /** Reads a stream, decompressing as {@link #open} does. Closing the reader closes it. */
  public static EventReader of(InputStream in, Shape shape, @Nullable InputMapping mapping)
      throws IOException {
    return new EventReader(decompressed(in), shape, mapping);
  }

  /** The stream's content: decompressed if its first bytes show gzip, xz or zstd. */
  public static InputStream decompressed(InputStream in) throws IOException {
    PushbackInputStream stream = new PushbackInputStream(new BufferedInputStream(in, 1 << 16), 6);
    byte[] magic = stream.readNBytes(6);
    stream.unread(magic);
    if (starts(magic, 0x1f, 0x8b)) {
      return new GZIPInputStream(stream, 1 << 16);
    } else if (starts(magic, 0xfd, '7', 'z', 'X', 'Z', 0)) {
      return new XZInputStream(stream);
    } else if (starts(magic, 0x28, 0xb5, 0x2f, 0xfd)) {
      return new ZstdInputStream(stream);
    }
    return stream;
  }

  private static boolean starts(byte[] bytes, int... magic) {
    if (bytes.length < magic.length) {
      return false;
    }
    for (int i = 0; i < magic.length; i++) {
      if ((bytes[i] & 0xff) != magic[i]) {
        return false;
      }
    }
    return true;
  }

  /**
   * Moves to the next line that is not blank; false at the end. The event before is no longer
   * valid.
   */
  public boolean next() throws IOException {
    while (lines.next()) {
      event = null;
      bad = null;
      bytes += lines.length() + 1;
      if (lines.tooLong()) {
        bad = new BadLine(lines.number(), 0, "too_large", EventParser.tooLarge(lines.length()));
        return true;
      }
      if (!lines.blank()) {
        read();
        return true;
      }
    }
    return false;
  }

  private void read() {
    try {
      event = parser.parse(lines.buffer(), lines.start(), lines.end());
    } catch (BadEventException e) {
      bad = new BadLine(lines.number(), e.column(), e.code(), String.valueOf(e.getMessage()));
    }
  }

  /** The event of the current line; null if it is a bad one. Valid until {@link #next}. */
  public @Nullable Event event() {
    return event;
  }

  /** What is wrong with the current line; null if it is an event. */
  public @Nullable BadLine badLine() {
    return bad;
  }

  /** Number of the current line, from 1. */
  public long line() {
    return lines.number();
  }

  /** Bytes of all lines so far, decompressed. */
  public long bytesRead() {
    return bytes;
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
