package dev.harrier.server.source;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
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

  private final Opening opening;
  private final @Nullable Position position;
  private final Feed feed;
  private volatile boolean closed;

  private interface Opening {
    InputStream open() throws IOException;
  }

  private FileSource(Opening opening, @Nullable Position position, Feed feed) {
    this.opening = opening;
    this.position = position;
    this.feed = feed;
  }

  static FileSource of(Path file, Position position, Feed feed) {
    return new FileSource(() -> Files.newInputStream(file), position, feed);
  }

  /** A stream that can be read once, such as the standard input. */
  static FileSource of(InputStream stream, Feed feed) {
    return new FileSource(() -> stream, null, feed);
  }

  @Override
  public void run() throws IOException, InterruptedException {
    try (InputStream in = new BufferedInputStream(opening.open(), 1 << 16)) {
      long read = position == null ? 0 : position.read().orElse(0);
      if (read > 0) {
        in.skipNBytes(read);
      }
      List<byte[]> lines = new ArrayList<>();
      boolean more = true;
      while (more && !closed) {
        long length = line(in, lines);
        more = length > 0;
        read += length;
        if (!lines.isEmpty() && (!more || lines.size() == Feed.BATCH)) {
          feed.decide(List.copyOf(lines));
          lines.clear();
          keep(read);
        }
      }
    }
  }

  private void keep(long read) throws IOException {
    if (position != null) {
      position.write(read);
    }
  }

  /** Adds the next line unless it is blank; returns its length with its end, 0 at the end. */
  private static long line(InputStream in, List<byte[]> lines) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    long length = 0;
    boolean ended = false;
    while (!ended) {
      int octet = in.read();
      ended = octet < 0 || octet == '\n';
      length += octet < 0 ? 0 : 1;
      if (!ended && line.size() <= LINE_MAX) {
        line.write(octet);
      }
    }
    byte[] bytes = line.toByteArray();
    if (!new String(bytes, 0, Math.min(bytes.length, 64), StandardCharsets.ISO_8859_1).isBlank()) {
      lines.add(bytes);
    }
    return length;
  }

  @Override
  public void close() {
    closed = true;
  }
}
