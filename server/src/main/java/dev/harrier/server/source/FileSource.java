package dev.harrier.server.source;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads events from a file or a stream, one JSON object a line, to its end. Of a file it keeps how
 * many bytes were read, and goes on there the next time: what was appended meanwhile is read then.
 */
final class FileSource implements Source {
  /** Longer lines are cut: the engine refuses them as no events, and says so. */
  private static final int LINE_MAX = 16 << 20;

  private final String input;
  private final Opening opening;
  private final @Nullable Position position;
  private final Feed feed;
  private volatile boolean closed;

  private interface Opening {
    InputStream open() throws IOException;
  }

  /**
   * @param input what is read, as messages name it
   * @param position where it is kept how far it was read; null if it can be read once
   */
  private FileSource(String input, Opening opening, @Nullable Position position, Feed feed) {
    this.input = input;
    this.opening = opening;
    this.position = position;
    this.feed = feed;
  }

  static FileSource of(Path file, Position position, Feed feed) {
    return new FileSource("`" + file + "`", () -> Files.newInputStream(file), position, feed);
  }

  /** A stream that can be read once, such as the standard input. */
  static FileSource of(InputStream stream, Feed feed) {
    return new FileSource("the standard input", () -> stream, null, feed);
  }

  @Override
  public void run() throws IOException, InterruptedException {
    try (InputStream in = new BufferedInputStream(opening.open(), 1 << 16)) {
      long read = skipRead(in);
      List<Piece> lines = new ArrayList<>();
      Line line = line(in);
      while (line.length() > 0 && !closed) {
        Piece piece = new Piece(line.bytes(), input + ", byte " + (read + 1), null);
        if (!line.ended()) {
          last(lines, piece, read, line.length());
          return;
        }
        read += line.length();
        if (!line.isBlank()) {
          lines.add(piece);
        }
        if (lines.size() == Feed.BATCH || in.available() == 0) {
          decide(lines, read);
        }
        line = line(in);
      }
      decide(lines, read);
    }
  }

  /** Passes what was read before; returns how much that is. */
  private long skipRead(InputStream in) throws IOException {
    long read = position == null ? 0 : position.read().orElse(0);
    try {
      in.skipNBytes(read);
    } catch (EOFException e) {
      throw new IOException(
          input
              + " is shorter than the "
              + read
              + " bytes of it that were read: it was replaced; delete `"
              + (position == null ? "" : position.file())
              + "` to read it from its beginning",
          e);
    }
    return read;
  }

  /**
   * The last line has no end. If it is an event it is read; if not, the rest of it may be on its
   * way, and it is read again the next time.
   */
  private void last(List<Piece> lines, Piece piece, long before, long length)
      throws IOException, InterruptedException {
    decide(lines, before);
    long refused = feed.refused();
    feed.decide(List.of(piece));
    if (feed.refused() == refused) {
      keep(before + length);
    }
  }

  private void decide(List<Piece> lines, long read) throws IOException, InterruptedException {
    if (!lines.isEmpty()) {
      feed.decide(List.copyOf(lines));
      lines.clear();
      keep(read);
    }
  }

  private void keep(long read) throws IOException {
    if (position != null) {
      position.write(read);
    }
  }

  /**
   * A line of the input.
   *
   * @param bytes without its end
   * @param length in the input, with its end; 0 at the end of the input
   * @param ended whether it has an end
   */
  private record Line(byte[] bytes, long length, boolean ended) {
    boolean isBlank() {
      for (byte octet : bytes) {
        if (octet != ' ' && octet != '\t' && octet != '\r') {
          return false;
        }
      }
      return true;
    }
  }

  private static Line line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    long length = 0;
    for (int octet = in.read(); octet >= 0; octet = in.read()) {
      length++;
      if (octet == '\n') {
        return new Line(line.toByteArray(), length, true);
      }
      if (line.size() <= LINE_MAX) {
        line.write(octet);
      }
    }
    return new Line(line.toByteArray(), length, false);
  }

  @Override
  public void close() {
    closed = true;
  }
}
