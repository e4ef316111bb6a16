package dev.harrier.server.sink;

import dev.harrier.runtime.dispatch.OutboxRow;
import dev.harrier.runtime.dispatch.Outcome;
import dev.harrier.runtime.dispatch.Sink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Appends each effect to a file, one JSON object a line. A delivery is taken when it would survive
 * a power cut; what waits meanwhile shares the next write to the disk.
 *
 * <p>A line that a crash has torn was never taken: it is cut off when the file is opened, and the
 * effect comes again. A line that was written and not yet said to be taken may stand twice, with
 * the same {@code key}. A file that is renamed is followed by a new one at its old place.
 */
final class FileSink implements Sink {
  /** Bytes looked at together when the last end of a line is searched. */
  private static final int BLOCK = 1 << 16;

  private final Path path;
  private FileChannel file;

  /** Tells the file from another one at its place; null where the system has no such thing. */
  private @Nullable Object identity;

  /** Where the last line ends that is wholly written. */
  private long end;

  private final LinkedBlockingQueue<Waiting> waiting = new LinkedBlockingQueue<>();
  private final Thread writer;

  /** A line to write; an empty one ends the writer. */
  private record Waiting(byte[] line, CompletableFuture<Outcome> outcome) {}

  private FileSink(Path path) throws IOException {
    this.path = path;
    this.file = opened(path);
    this.identity = identity(path);
    this.end = file.size();
    this.writer = Thread.ofPlatform().name("harrier-file-sink").start(this::run);
  }

  /** Opens the file, making it if there is none, and cuts off a torn last line. */
  static FileSink open(Path path) throws IOException {
    return new FileSink(path);
  }

  /** Null too if there is no file. */
  private static @Nullable Object identity(Path path) throws IOException {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  private static FileChannel opened(Path path) throws IOException {
    FileChannel file =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      file.truncate(endOfLastLine(file));
      file.force(true);
      return file;
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  private static long endOfLastLine(FileChannel file) throws IOException {
    ByteBuffer block = ByteBuffer.allocate(BLOCK);
    for (long end = file.size(); end > 0; end -= block.capacity()) {
      long start = Math.max(0, end - block.capacity());
      block.clear().limit((int) (end - start));
      while (block.hasRemaining() && file.read(block, start + block.position()) >= 0) {
        continue;
      }
      for (int i = block.position() - 1; i >= 0; i--) {
        if (block.get(i) == '\n') {
          return start + i + 1;
        }
      }
    }
    return 0;
  }

  @Override
  public CompletableFuture<Outcome> deliver(OutboxRow row) {
    byte[] json = Payload.of(row);
    byte[] line = new byte[json.length + 1];
    System.arraycopy(json, 0, line, 0, json.length);
    line[json.length] = '\n';
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    waiting.add(new Waiting(line, outcome));
    return outcome;
  }

  private void run() {
    List<Waiting> together = new ArrayList<>();
    boolean open = true;
    while (open) {
      try {
        together.add(waiting.take());
      } catch (InterruptedException e) {
        throw new AssertionError("the writer's thread belongs to the sink", e);
      }
      waiting.drainTo(together);
      open = together.stream().allMatch(one -> one.line.length > 0);
      write(together);
      together.clear();
    }
  }

  /** All together; if that fails one by one, so that one that cannot be written fails alone. */
  private void write(List<Waiting> lines) {
    Outcome outcome = append(lines);
    if (outcome instanceof Outcome.Delivered || lines.size() == 1) {
      lines.forEach(one -> one.outcome.complete(outcome));
    } else {
      lines.forEach(one -> one.outcome.complete(append(List.of(one))));
    }
  }

  private Outcome append(List<Waiting> lines) {
    try {
      toEnd();
      for (Waiting one : lines) {
        ByteBuffer bytes = ByteBuffer.wrap(one.line);
        while (bytes.hasRemaining()) {
          file.write(bytes);
        }
      }
      file.force(false);
      end = file.position();
      return new Outcome.Delivered();
    } catch (IOException e) {
      try {
        toEnd();
      } catch (IOException later) {
        e.addSuppressed(later); // it is tried again before the next line
      }
      return failed(e);
    }
  }

  /**
   * Goes to where the next line begins: behind the last whole one, as half a line must not be
   * followed by a whole one; in a new file, if somebody took the old one away.
   */
  private void toEnd() throws IOException {
    if (!Objects.equals(identity, identity(path))) {
      FileChannel old = file;
      file = opened(path);
      identity = identity(path);
      end = file.size();
      old.close();
    }
    end = Math.min(end, file.size());
    file.truncate(end).position(end);
  }

  private Outcome failed(IOException e) {
    return new Outcome.Retry("`" + path + "` cannot be written: " + e.getMessage(), null);
  }

  /** Writes what waits, and closes the file. */
  @Override
  public void close() {
    waiting.add(new Waiting(new byte[0], new CompletableFuture<>()));
    try {
      writer.join();
      file.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
