package dev.harrier.server.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harrier.runtime.dispatch.Outcome;
import dev.harrier.runtime.dispatch.Sink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

final class FileSinkTest extends SinkContract {
  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("effects.ndjson");
  }

  @Override
  Sink open() throws IOException {
    return FileSink.open(file());
  }

  @Override
  List<String> received() throws IOException {
    return Files.readAllLines(file());
  }

  /** The disk is full for this process: no file may grow beyond what this one has. */
  @Override
  void fail(boolean failing) throws Exception {
    limit(failing ? Long.toString(Files.size(file()) + 10) : "unlimited");
  }

  @Override
  void failOnLarge() throws Exception {
    limit("150000");
  }

  private static void limit(String bytes) throws Exception {
    String self = Long.toString(ProcessHandle.current().pid());
    Process process;
    try {
      process =
          new ProcessBuilder("prlimit", "--pid", self, "--fsize=" + bytes + ":")
              .redirectErrorStream(true)
              .start();
    } catch (IOException e) {
      throw new TestAbortedException("there is no `prlimit` to make a disk full with", e);
    }
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }

  @AfterEach
  void work() throws Exception {
    limit("unlimited");
  }

  @Test
  void aFullDiskIsToldAndWhatWasWrittenStaysWhole() throws Exception {
    try (Sink sink = open()) {
      deliver(sink, row(1));
      fail(true);

      assertThat(deliver(sink, row(2)))
          .isEqualTo(new Outcome.Retry("`" + file() + "` cannot be written: File too large", null));
      assertThat(received()).as("no half of a line").hasSize(1);

      fail(false);
      deliver(sink, row(2));
    }
    assertThat(received()).hasSize(2).allMatch(line -> line.endsWith("}"));
  }

  @Test
  void aLineThatACrashHasTornIsCutOff() throws Exception {
    try (Sink sink = open()) {
      deliver(sink, row(1));
    }
    String whole = Files.readString(file());
    for (int length = 1; length < whole.length(); length += 37) {
      Files.writeString(file(), whole + whole.substring(0, length));
      try (Sink sink = open()) {
        deliver(sink, row(2));
      }

      assertThat(received()).hasSize(2).first().isEqualTo(whole.strip());
      assertThat(received()).allMatch(line -> line.startsWith("{") && line.endsWith("}"));
    }
  }

  @Test
  void aTornLineLongerThanABlockIsCutOffToo() throws Exception {
    Files.writeString(file(), "{}\n" + "x".repeat(200_000));

    open().close();

    assertThat(received()).containsExactly("{}");
  }

  @Test
  void aFileOfOneTornLineIsEmptied() throws Exception {
    Files.writeString(file(), "{\"key\":");

    open().close();

    assertThat(file()).isEmptyFile();
  }

  @Test
  void aFileThatIsTakenAwayIsFollowedByANewOne() throws Exception {
    Path old = folder.resolve("effects.1.ndjson");
    try (Sink sink = open()) {
      deliver(sink, row(1));
      Files.move(file(), old);
      deliver(sink, row(2));
    }

    assertThat(Files.readAllLines(old)).hasSize(1);
    assertThat(received()).hasSize(1).doesNotContainAnyElementsOf(Files.readAllLines(old));
  }

  @Test
  void aFileThatAnotherOneTookThePlaceOfIsLeft() throws Exception {
    Path old = folder.resolve("effects.1.ndjson");
    try (Sink sink = open()) {
      deliver(sink, row(1));
      Files.move(file(), old);
      Files.createFile(file());
      deliver(sink, row(2));
    }

    assertThat(Files.readAllLines(old)).hasSize(1);
    assertThat(received()).hasSize(1);
  }

  @Test
  void aFileThatIsEmptiedIsWrittenFromItsBeginning() throws Exception {
    try (Sink sink = open()) {
      deliver(sink, row(1));
      Files.writeString(file(), "");
      deliver(sink, row(2));
    }

    assertThat(received()).hasSize(1).allMatch(line -> line.startsWith("{\"key\":"));
  }
}
