package dev.harrier.server.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harrier.runtime.dispatch.Sink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

  @Override
  void fail(boolean failing) {
    Assumptions.abort("no file can be made to fail and work again without a disk of its own");
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
}
