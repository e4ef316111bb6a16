package dev.harrier.server.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The standard input: read once, and as slowly as it comes. */
final class StreamSourceTest extends SourceContract {
  private final ByteArrayOutputStream input = new ByteArrayOutputStream();

  @Override
  void add(List<String> pieces) {
    pieces.forEach(piece -> input.writeBytes((piece + "\n").getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  Source open(Feed feed) {
    return FileSource.of(new ByteArrayInputStream(input.toByteArray()), feed);
  }

  @Override
  boolean resumes() {
    return false;
  }

  @Override
  String place(int number) {
    return "the standard input, byte " + (number * (event(0).length() + 1) + 1);
  }

  @Test
  void anEventIsDecidedWhileItsSenderWaits() throws Exception {
    activate();
    try (PipedOutputStream sender = new PipedOutputStream();
        PipedInputStream receiver = new PipedInputStream(sender)) {
      FileSource source = FileSource.of(receiver, feed());
      Thread running = Thread.ofPlatform().daemon().start(() -> runQuietly(source));
      for (int i = 0; i < 3; i++) {
        sender.write((event(i) + "\n").getBytes(StandardCharsets.UTF_8));
        sender.flush();
        while (decided() <= i) {
          running.join(1);
        }
      }
      assertThat(decided()).isEqualTo(3);
    }
  }

  private static void runQuietly(Source source) {
    try {
      source.run();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
