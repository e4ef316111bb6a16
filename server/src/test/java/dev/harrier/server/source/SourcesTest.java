package dev.harrier.server.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harrier.runtime.embed.Harrier;
import dev.harrier.runtime.embed.Installation;
import dev.harrier.runtime.embed.Options;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real files and a real WebSocket server, into a real engine. */
final class SourcesTest {
  private static final long START = 1_700_000_000_000_000L;

  @TempDir private Path folder;
  private Harrier harrier;

  @BeforeEach
  void open() throws Exception {
    Path project = Files.createDirectories(folder.resolve("project"));
    Files.writeString(
        project.resolve("main.sml"), "Did: str = JsonData(path='$.did', required=False)\n");
    harrier = Harrier.inMemory(Options.DEFAULT);
    if (harrier.install(project, "test") instanceof Installation.Installed made) {
      harrier.activate(made.bundle().version(), "test");
    }
  }

  @AfterEach
  void close() {
    harrier.close();
  }

  private Feed feed() {
    return new Feed(harrier, "here", millis -> Thread.sleep(1));
  }

  private Position position() {
    return new Position(folder.resolve("data/here.position"));
  }

  private long decided() {
    return harrier.metrics().decided();
  }

  private static String frame(int number) {
    return "{\"did\":\"did:plc:"
        + number
        + "\",\"time_us\":"
        + (START + 1_000_000L * number)
        + ",\"kind\":\"identity\"}";
  }

  private static String frames(int from, int to) {
    StringBuilder lines = new StringBuilder();
    for (int i = from; i < to; i++) {
      lines.append(frame(i)).append('\n');
    }
    return lines.toString();
  }

  @Test
  void aFileIsReadToItsEndAndNextTimeFromThere() throws Exception {
    Path file = folder.resolve("events.jsonl");
    Files.writeString(file, frames(0, 1_100) + "\n");
    Feed first = feed();
    FileSource.of(file, position(), first).run();
    assertThat(first.acknowledged()).isEqualTo(1_100);

    Files.writeString(file, frames(1_100, 1_103), StandardOpenOption.APPEND);
    Feed second = feed();
    FileSource.of(file, position(), second).run();

    assertThat(second.acknowledged()).as("only what is new is read").isEqualTo(3);
    assertThat(decided()).isEqualTo(1_103);
  }

  @Test
  void aLineThatIsNoEventIsCountedAndPassed() throws Exception {
    String text = frame(1) + "\n{nonsense\n" + frame(2);
    Feed feed = feed();

    FileSource.of(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), feed).run();

    assertThat(feed.acknowledged()).isEqualTo(2);
    assertThat(feed.refused()).isEqualTo(1);
  }

  @Test
  void aPositionThatWasLostRepeatsEventsAndChangesNothing() throws Exception {
    Path file = folder.resolve("events.jsonl");
    Files.writeString(file, frames(0, 20));
    FileSource.of(file, position(), feed()).run();
    Files.delete(position().file());

    FileSource.of(file, position(), feed()).run();

    assertThat(decided()).isEqualTo(20);
    assertThat(harrier.metrics().repeated()).isEqualTo(20);
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aStreamThatBreaksOffIsResumedALittleBeforeItsCursor() throws Exception {
    List<String> frames = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      frames.add(frame(i));
    }
    try (FrameServer server = new FrameServer(frames, 15)) {
      Feed feed = feed();
      JetstreamSource source =
          new JetstreamSource(server.address(), position(), feed, new Random(1));
      Thread running =
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      source.run();
                    } catch (IOException | InterruptedException e) {
                      feed.fault(String.valueOf(e));
                    }
                  });
      while (decided() < 40 && running.isAlive()) {
        running.join(5);
      }
      source.close();
      running.interrupt();
      running.join();

      assertThat(decided()).isEqualTo(40);
      assertThat(server.requests().getFirst()).contains("wantedCollections=a ");
      assertThat(server.requests().get(1)).contains("&cursor=");
      assertThat(harrier.metrics().repeated()).as("rewound").isPositive();
    }
  }
}
