package dev.harrier.server.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FileSourceTest extends SourceContract {
  private Path file() {
    return folder().resolve("events.jsonl");
  }

  private Position position() {
    return new Position(folder().resolve("data/here.position"));
  }

  @Override
  void add(List<String> pieces) throws IOException {
    write(String.join("\n", pieces) + "\n");
  }

  private void write(String text) throws IOException {
    Files.writeString(file(), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  @Override
  Source open(Feed feed) {
    return FileSource.of(file(), position(), feed);
  }

  @Override
  String place(int number) {
    int before = number * (event(0).length() + 1);
    return "`" + file() + "`, byte " + (before + 1);
  }

  @Test
  void aLineThatIsStillBeingWrittenIsReadWhenItIsWhole() throws Exception {
    activate();
    String line = event(1);
    write(event(0) + "\n" + line.substring(0, 20));
    open(feed()).run();
    assertThat(decided()).isEqualTo(1);

    write(line.substring(20) + "\n" + event(2));
    open(feed()).run();
    assertThat(decided()).as("a last line without an end is read, if it is an event").isEqualTo(3);

    write("\n" + event(3) + "\n");
    Feed last = feed();
    open(last).run();

    assertThat(decided()).isEqualTo(4);
    assertThat(last.acknowledged()).isEqualTo(1);
  }

  @Test
  void aPositionThatWasLostRepeatsEventsAndChangesNothing() throws Exception {
    activate();
    add(events(0, 20));
    open(feed()).run();
    Files.delete(position().file());

    open(feed()).run();

    assertThat(decided()).isEqualTo(20);
    assertThat(harrier().metrics().repeated()).isEqualTo(20);
  }

  @Test
  void aFileThatWasReplacedByAShorterOneIsTold() throws Exception {
    activate();
    add(events(0, 20));
    open(feed()).run();
    long read = Files.size(file());
    Files.delete(file());
    add(events(20, 21));

    assertThatThrownBy(() -> open(feed()).run())
        .isInstanceOf(IOException.class)
        .hasMessage(
            "`%s` is shorter than the %d bytes of it that were read: it was replaced; delete `%s`"
                + " to read it from its beginning",
            file(), read, position().file());
  }
}
