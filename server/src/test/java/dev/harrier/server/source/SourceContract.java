package dev.harrier.server.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harrier.runtime.embed.Ack;
import dev.harrier.runtime.embed.Answer;
import dev.harrier.runtime.embed.Harrier;
import dev.harrier.runtime.embed.Installation;
import dev.harrier.runtime.embed.Options;
import dev.harrier.runtime.ledger.Ledger;
import dev.harrier.runtime.ledger.LogRow;
import dev.harrier.runtime.ledger.Observation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What holds for every source, with a real input at one end and a real engine at the other. */
@Timeout(value = 40, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class SourceContract {
  private static final long START = 1_700_000_000_000_000L;

  /** Enough for several batches. */
  private static final int MANY = 1_300;

  @TempDir private Path folder;
  private Harrier harrier;
  private String version = "";

  /** Puts events at the end of the input, as whoever makes them does. */
  abstract void add(List<String> pieces) throws Exception;

  /** A source of the input; several are opened after each other. */
  abstract Source open(Feed feed) throws Exception;

  /** Whether another source goes on where one has stopped. */
  boolean resumes() {
    return true;
  }

  /** Where a piece stands, as the source tells it. */
  abstract String place(int number);

  Path folder() {
    return folder;
  }

  Harrier harrier() {
    return harrier;
  }

  @BeforeEach
  final void openEngine() throws Exception {
    Path project = Files.createDirectories(folder.resolve("project"));
    Files.writeString(
        project.resolve("main.sml"),
        """
        Did: str = JsonData(path='$.did', required=False)
        All = IncrementWindow(key='all', window_seconds=864000, when_all=[True])
        Any = Rule(when_all=[All >= 1], description='any')
        WhenRules(rules_any=[Any], then=[DeclareVerdict(verdict='seen')])
        """);
    harrier = Harrier.inMemory(Options.DEFAULT);
    if (!(harrier.install(project, "test") instanceof Installation.Installed made)) {
      throw new AssertionError(harrier.install(project, "test").toString());
    }
    version = made.bundle().version();
  }

  @AfterEach
  final void closeEngine() {
    harrier.close();
  }

  void activate() {
    harrier.activate(version, "test");
  }

  Feed feed() {
    return new Feed(harrier, "here", millis -> Thread.sleep(1));
  }

  long decided() {
    return harrier.metrics().decided();
  }

  static String event(int number) {
    return "{\"did\":\"did:plc:"
        + number
        + "\",\"time_us\":"
        + (START + 1_000_000L * number)
        + ",\"kind\":\"identity\"}";
  }

  static List<String> events(int from, int to) {
    List<String> events = new ArrayList<>();
    for (int i = from; i < to; i++) {
      events.add(event(i));
    }
    return events;
  }

  /** Runs a source until it has nothing more to bring, or something holds. */
  void run(Feed feed, BooleanSupplier until) throws Exception {
    run(open(feed), feed, until);
  }

  static void run(Source opened, Feed feed, BooleanSupplier until) throws Exception {
    try (Source source = opened) {
      Thread running =
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      source.run();
                    } catch (IOException e) {
                      feed.fault(String.valueOf(e.getMessage()));
                    } catch (InterruptedException e) {
                      feed.fault("closed");
                    }
                  });
      while (!until.getAsBoolean() && !running.join(Duration.ofMillis(5))) {
        continue;
      }
      source.close();
      running.interrupt();
      running.join();
    }
  }

  /** Identifiers in the order of the log. */
  List<String> log() {
    List<String> ids = new ArrayList<>();
    try (Ledger.Entries log = harrier.ledger().entries(1, Long.MAX_VALUE)) {
      for (LogRow row = log.next(); row != null; row = log.next()) {
        if (row instanceof LogRow.Happened event) {
          ids.add(event.id());
        }
      }
    }
    return ids;
  }

  /** How often the engine has counted, by its own counter: asked with one event more. */
  private long counted() {
    byte[] probe = event(5_000).getBytes(StandardCharsets.UTF_8);
    Answer answer = harrier.decide(probe, "probe", Ack.DECIDED);
    return ((Answer.Decided) answer)
        .record().observations().stream()
            .filter(Observation.Window.class::isInstance)
            .mapToLong(seen -> ((Observation.Window) seen).count())
            .findFirst()
            .orElseThrow();
  }

  private static String id(int number) {
    return "did:plc:" + number + "/identity/" + (START + 1_000_000L * number);
  }

  @Test
  void allOfTheInputIsDecidedInItsOrder() throws Exception {
    activate();
    add(events(0, MANY));
    Feed feed = feed();

    run(feed, () -> decided() >= MANY);

    List<String> expected = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      expected.add(id(i));
    }
    assertThat(log()).containsExactlyElementsOf(expected);
    assertThat(feed.acknowledged()).isGreaterThanOrEqualTo(MANY);
    assertThat(feed.refused()).isZero();
  }

  @Test
  void anotherSourceGoesOnWhereOneWasAcknowledged() throws Exception {
    Assumptions.assumeTrue(resumes(), "this input can be read once");
    activate();
    add(events(0, MANY));
    run(feed(), () -> decided() >= MANY);
    add(events(MANY, MANY + 10));
    Feed later = feed();

    run(later, () -> decided() >= MANY + 10);

    assertThat(decided()).isEqualTo(MANY + 10);
    assertThat(later.acknowledged())
        .as("what was acknowledged is not read again, or only its end")
        .isLessThan(MANY / 2);
    assertThat(counted()).isEqualTo(MANY + 10 + 1);
  }

  @Test
  void aSourceThatIsStoppedAnywhereLosesNothingAndCountsNothingTwice() throws Exception {
    Assumptions.assumeTrue(resumes(), "this input can be read once");
    activate();
    add(events(0, MANY));
    for (int stop = 1; decided() < MANY; stop++) {
      long enough = Math.min(MANY, stop * 300L);
      run(feed(), () -> decided() >= enough);
    }

    assertThat(log()).hasSize(MANY).doesNotHaveDuplicates();
    assertThat(counted()).isEqualTo(MANY + 1);
  }

  @Test
  void aPieceThatIsNoEventIsToldWithItsPlaceAndTheRestStillComes() throws Exception {
    activate();
    add(events(0, 3));
    add(List.of("{\"did\":nonsense"));
    add(events(3, 5));
    Feed feed = feed();

    run(feed, () -> decided() >= 5);

    assertThat(decided()).isEqualTo(5);
    assertThat(feed.refused()).isPositive();
    assertThat(feed.refusal()).startsWith(place(3) + ": not_json: ");
  }

  @Test
  void aRepeatedEventChangesNothing() throws Exception {
    activate();
    add(events(0, 3));
    add(events(0, 4));
    Feed feed = feed();

    run(feed, () -> decided() >= 4);

    assertThat(log()).containsExactly(id(0), id(1), id(2), id(3));
    assertThat(harrier().metrics().repeated()).isGreaterThanOrEqualTo(3);
    assertThat(counted()).isEqualTo(4 + 1);
  }

  @Test
  void anEngineThatCannotAnswerIsWaitedFor() throws Exception {
    add(events(0, 20));
    int[] waits = {0};
    List<String> told = new ArrayList<>();
    Feed[] feed = {feed()};
    feed[0] =
        new Feed(
            harrier(),
            "here",
            millis -> {
              told.add(feed[0].fault());
              if (++waits[0] == 3) {
                activate();
              }
            });

    run(feed[0], () -> decided() >= 20);

    assertThat(decided()).isEqualTo(20);
    assertThat(told).hasSizeGreaterThanOrEqualTo(3);
    assertThat(told.getFirst()).startsWith("no bundle is active");
    assertThat(feed[0].refused()).isZero();
  }
}
