package dev.harrier.server.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * The standard streams of one command line.
 *
 * @param out what a program may read; buffered, flushed at the end
 * @param err what people read
 * @param terminal whether a person watches {@code err}, so that it may be rewritten in place
 */
record Streams(InputStream in, OutputStream out, PrintStream err, boolean terminal) {
  static Streams of(InputStream in, OutputStream out, OutputStream err, boolean terminal) {
    return new Streams(
        in,
        new BufferedOutputStream(out, 1 << 16),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        terminal);
  }

  /** Writes text for programs and pagers to standard output. */
  void print(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  /** As {@link #print}, with a line feed. */
  void println(String line) throws IOException {
    print(line + "\n");
  }
}
