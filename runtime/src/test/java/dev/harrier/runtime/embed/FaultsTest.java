package dev.harrier.runtime.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harrier.event.EntityKey;
import dev.harrier.event.Event;
import dev.harrier.json.JsonParser;
import dev.harrier.runtime.ledger.DecisionRecord;
import dev.harrier.runtime.ledger.Observation;
import dev.harrier.runtime.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the world does to an engine. */
final class FaultsTest {
  private static final long T = 1_767_225_600_000_000L;
  private static final long HOUR = 3_600_000_000L;

  private static Event event(String id, long micros) throws Exception {
    var json = JsonParser.parse("{\"user\":\"a\"}".getBytes(StandardCharsets.UTF_8));
    return new Event("s", id, "post", micros, json, json.root(), Event.ABSENT);
  }

  private static long posts(Answer answer) {
    return HarrierTest.decided(answer).observations().stream()
        .filter(o -> o instanceof Observation.Feature)
        .map(o -> (Long) ((Observation.Feature) o).value())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aFullDiskAcknowledgesNothingAndLeavesNoTrace() throws Exception {
    FailingStore store = new FailingStore();
    try (Harrier harrier = Harrier.on(store, Options.DEFAULT)) {
      HarrierTest.use(harrier, HarrierTest.TENTH);
      assertThat(posts(harrier.decide(event("1", T), Ack.DURABLE))).isEqualTo(1);
      store.full = true;
      for (int i = 0; i < 5; i++) {
        assertThat(harrier.decide(event("2", T), Ack.DURABLE))
            .isEqualTo(new Answer.Failed("no space left on the disk"));
      }
      store.full = false;
      DecisionRecord record = HarrierTest.decided(harrier.decide(event("2", T), Ack.DURABLE));
      assertThat(record.sequence()).as("log: activation, 1, 2").isEqualTo(3);
      assertThat(posts(harrier.decide(event("3", T), Ack.DURABLE))).isEqualTo(3);
      assertThat(harrier.metrics().failed()).isEqualTo(5);
      assertThat(harrier.replay(1, Long.MAX_VALUE, place -> {}).differing()).isZero();
    }
  }

  @Test
  void whatWaitsBeyondTheBoundIsTurnedAwayAndTheRestIsAnswered() throws Exception {
    FailingStore store = new FailingStore();
    try (Harrier harrier = Harrier.on(store, Options.DEFAULT.withBounds(4, 1, 10))) {
      HarrierTest.use(harrier, HarrierTest.TENTH);
      CountDownLatch disk = new CountDownLatch(1);
      store.held = disk;
      List<CompletableFuture<List<Answer>>> sent = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        sent.add(harrier.submit(List.of(event("e" + i, T)), Ack.DURABLE));
      }
      disk.countDown();
      List<Answer> answers = sent.stream().map(one -> one.join().getFirst()).toList();
      assertThat(answers.subList(0, 4)).allMatch(Answer.Decided.class::isInstance);
      assertThat(answers.subList(4, 10)).allMatch(Answer.Overloaded.class::isInstance);
      assertThat(harrier.metrics().overloaded()).isEqualTo(6);
      assertThat(harrier.metrics().waiting()).isZero();
    }
  }

  @Test
  void whoeverComesAfterTheEndIsToldSo() throws Exception {
    Harrier harrier = HarrierTest.running(HarrierTest.TENTH);
    CompletableFuture<List<Answer>> before = harrier.submit(List.of(event("1", T)), Ack.DURABLE);
    harrier.close();
    assertThat(before.join().getFirst()).isInstanceOf(Answer.Decided.class);
    assertThat(harrier.decide(event("2", T), Ack.DURABLE))
        .isEqualTo(new Answer.Failed("the engine is closing"));
  }

  @Test
  void anEventIsForgottenAfterTheWindowAndThenCountsAgain() throws Exception {
    Options options = Options.DEFAULT.withDeduplication(Duration.ofHours(3));
    try (Harrier harrier = Harrier.inMemory(options)) {
      HarrierTest.use(harrier, HarrierTest.TENTH);
      harrier.decide(event("1", T), Ack.DURABLE);
      for (int hour = 1; hour <= 2; hour++) {
        harrier.decide(event("h" + hour, T + hour * HOUR), Ack.DURABLE);
        assertThat(((Answer.Decided) harrier.decide(event("1", T), Ack.DURABLE)).repeated())
            .isTrue();
      }
      harrier.decide(event("h3", T + 3 * HOUR), Ack.DURABLE);
      assertThat(((Answer.Decided) harrier.decide(event("1", T), Ack.DURABLE)).repeated())
          .isFalse();
    }
  }

  @Test
  void aHostClockThatJumpsBackADayForgetsNothing() throws Exception {
    long now = Instant.now().getEpochSecond() * 1_000_000;
    try (Harrier harrier = HarrierTest.running(HarrierTest.TENTH)) {
      harrier.decide(event("1", now), Ack.DURABLE);
      // As if the host's clock had jumped back: events are a day ahead of it.
      for (int i = 0; i < 8; i++) {
        long ahead = now + 24 * HOUR + i;
        assertThat(posts(harrier.decide(event("a" + i, ahead), Ack.DURABLE))).isEqualTo(i + 1);
      }
      assertThat(harrier.metrics().future()).isEqualTo(8);
      harrier.decide(event("c", now - 24 * HOUR), Ack.DURABLE);
      assertThat(harrier.metrics().late()).isEqualTo(1);
      assertThat(((Answer.Decided) harrier.decide(event("1", now), Ack.DURABLE)).repeated())
          .isTrue();
      assertThat(harrier.replay(1, Long.MAX_VALUE, place -> {}).differing()).isZero();
    }
  }

  @Test
  void eventsAheadOfTheClockAreRefusedIfTheOptionsSaySo() throws Exception {
    Options options = Options.DEFAULT.withSkew(Duration.ofMinutes(1), Duration.ofMinutes(5), true);
    try (Harrier harrier = Harrier.inMemory(options)) {
      HarrierTest.use(harrier, HarrierTest.TENTH);
      long ahead = Instant.now().getEpochSecond() * 1_000_000 + HOUR;
      Answer answer = harrier.decide(event("1", ahead), Ack.DURABLE);
      assertThat(answer).isInstanceOf(Answer.Refused.class);
      assertThat(((Answer.Refused) answer).code()).isEqualTo("future");
      assertThat(harrier.recent(10)).isEmpty();
    }
  }

  @Test
  void aSecondEngineOnTheSameFolderIsRefused(@TempDir Path folder) {
    try (Harrier first = Harrier.open(folder, Options.DEFAULT)) {
      assertThat(first.bundles()).isEmpty();
      assertThatThrownBy(() -> Harrier.open(folder, Options.DEFAULT))
          .isInstanceOf(StoreException.class);
    }
  }

  @Test
  void anEngineThatIsOpenedAgainGoesOnWhereItWas(@TempDir Path folder) throws Exception {
    Options options = Options.DEFAULT.withBounds(100, 10, 1);
    try (Harrier harrier = Harrier.open(folder, options)) {
      HarrierTest.use(harrier, HarrierTest.TENTH);
      for (int i = 1; i <= 9; i++) {
        harrier.decide(event("e" + i, T + i), Ack.DECIDED);
      }
    }
    try (Harrier harrier = Harrier.open(folder, options)) {
      assertThat(((Answer.Decided) harrier.decide(event("e9", T + 9), Ack.DURABLE)).repeated())
          .isTrue();
      DecisionRecord tenth = HarrierTest.decided(harrier.decide(event("e10", T + 10), Ack.DURABLE));
      assertThat(tenth.decision().fired()).containsExactly("Tenth");
      assertThat(harrier.rederive(tenth.id()).orElseThrow().equal()).isTrue();
      EntityView view = harrier.entity(new EntityKey("User", "a"));
      assertThat(view.features().getFirst().value()).isEqualTo(10L);
      assertThat(view.recent()).hasSize(10);
      assertThat(harrier.replay(1, Long.MAX_VALUE, place -> {}).events()).isEqualTo(10);
    }
  }
}
