package dev.harrier.server.cli;

import dev.harrier.runtime.ingress.EventReader;
import dev.harrier.runtime.ingress.InputMapping;
import dev.harrier.runtime.ingress.Shape;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * An input of events as its user named it: a file, or {@code -} for standard input; counts what was
 * read of it for the progress bar.
 */
final class Inputs implements AutoCloseable {
  private final Counting counting;
  private final EventReader reader;
  private final long size;

  private Inputs(Counting counting, EventReader reader, long size) {
    this.counting = counting;
    this.reader = reader;
    this.size = size;
  }

  static Inputs open(String name, Streams streams, Shape shape, @Nullable InputMapping mapping)
      throws InputProblem, IOException {
    Counting counting = counting(name, streams);
    return new Inputs(counting, EventReader.of(counting, shape, mapping), size(name));
  }

  /** The bytes of the input as they are, counted. */
  static Counting counting(String name, Streams streams) throws InputProblem, IOException {
    return new Counting(stream(name, streams));
  }

  /** Bytes of the file as it lies on disk; 0 if unknown. */
  static long size(String name) throws IOException {
    return name.equals("-") ? 0 : Files.size(Path.of(name));
  }

  /** The bytes of the input as they are. */
  static InputStream stream(String name, Streams streams) throws InputProblem, IOException {
    if (name.equals("-")) {
      return streams.in();
    }
    Path file = Path.of(name);
    if (!Files.exists(file)) {
      throw new InputProblem("`" + name + "` does not exist, expected a file of events, or `-`");
    }
    if (Files.isDirectory(file)) {
      throw new InputProblem("`" + name + "` is a folder, expected a file of events, or `-`");
    }
    return Files.newInputStream(file);
  }

  EventReader reader() {
    return reader;
  }

  /** Bytes of the file as it lies on disk; 0 if unknown. */
  long size() {
    return size;
  }

  /** Bytes read of it so far. */
  long read() {
    return counting.read;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }

  /** A stream that knows how much was read of it. */
  static final class Counting extends FilterInputStream {
    private long read;

    private Counting(InputStream in) {
      super(in);
    }

    /** Bytes so far. */
    long count() {
      return read;
    }

    @Override
    public int read() throws IOException {
      int one = in.read();
      read += one < 0 ? 0 : 1;
      return one;
    }

    @Override
    public int read(byte[] to, int from, int length) throws IOException {
      int some = in.read(to, from, length);
      read += Math.max(0, some);
      return some;
    }
  }
}
