package dev.harrier.server.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harrier.decision.Effect;
import dev.harrier.decision.RuleSettings;
import dev.harrier.event.EntityKey;
import dev.harrier.runtime.dispatch.DeadLetter;
import dev.harrier.runtime.dispatch.Dispatcher;
import dev.harrier.runtime.dispatch.Outbox;
import dev.harrier.runtime.dispatch.OutboxRow;
import dev.harrier.runtime.dispatch.Outcome;
import dev.harrier.runtime.dispatch.Policy;
import dev.harrier.runtime.dispatch.Routes;
import dev.harrier.runtime.dispatch.Sink;
import dev.harrier.runtime.store.MemoryStore;
import dev.harrier.runtime.store.Store;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What holds for every sink, with a real receiver at its other end. */
abstract class SinkContract {
  private final Store store = new MemoryStore();
  private final Outbox outbox = new Outbox(store, this::commit);
  private long now = 1_000_000_000L;
  private int next = 1;

  /** A sink to the receiver; several may be opened after each other. */
  abstract Sink open() throws Exception;

  /** One that does not wait long for a receiver that is away. */
  Sink openImpatient() throws Exception {
    return open();
  }

  /** What the receiver has, one JSON object each, in the order of arrival. */
  abstract List<String> received() throws Exception;

  /** Has the receiver fail, or work again. */
  abstract void fail(boolean failing) throws Exception;

  /** Has the receiver fail on effects of more than 150,000 bytes, and on no others. */
  abstract void failOnLarge() throws Exception;

  /** How long it is down, by the clock of the dispatcher. */
  Duration outage() {
    return Duration.ofHours(1);
  }

  private void commit(Consumer<Store.Batch> change) {
    Store.Batch batch = store.batch();
    change.accept(batch);
    store.commit(batch, false);
  }

  private OutboxRow wait(String user, int length) {
    Effect effect =
        new Effect.Review(
            "spam",
            new EntityKey("User", user),
            0.5,
            RuleSettings.NONE,
            List.of("R".repeat(length)));
    OutboxRow row = OutboxRow.of(next, 0, "web", "e" + next, 1_000_000L * next, effect);
    next++;
    commit(row::write);
    return row;
  }

  private OutboxRow wait(String user) {
    return wait(user, 1);
  }

  private Dispatcher dispatcher() throws Exception {
    Routes one =
        new Routes() {
          @Override
          public String sink(OutboxRow row) {
            return "it";
          }

          @Override
          public String version() {
            return "1";
          }
        };
    return new Dispatcher(
        outbox,
        Map.of("it", openImpatient()),
        one,
        name -> Policy.DEFAULT,
        () -> now,
        new Random(1));
  }

  /** Steps through a stretch of time, which stands still while the receiver is spoken to. */
  private void pass(Dispatcher dispatcher, Duration length) {
    long end = now + length.toNanos() / 1_000;
    while (now < end) {
      long wait = dispatcher.step();
      if (dispatcher.metrics().getFirst().underWay() > 0) {
        LockSupport.parkNanos(200_000);
      } else {
        now += Math.max(1_000, wait);
      }
    }
  }

  private static String key(String json) {
    return json.replaceAll("\\{\"key\":\"([^\"]+)\".*", "$1");
  }

  private List<String> receivedKeys() throws Exception {
    return received().stream().map(SinkContract::key).toList();
  }

  @Test
  void effectsOnOneEntityArriveInTheOrderOfTheLog() throws Exception {
    Map<String, List<String>> sent = new LinkedHashMap<>();
    for (int i = 0; i < 60; i++) {
      String user = "u" + i % 4;
      sent.computeIfAbsent(user, name -> new ArrayList<>()).add(wait(user).idempotencyKey());
    }
    try (Dispatcher dispatcher = dispatcher()) {
      pass(dispatcher, Duration.ofSeconds(5));
    }

    List<String> received = receivedKeys();
    assertThat(received).hasSize(60);
    sent.forEach(
        (user, keys) ->
            assertThat(received.stream().filter(keys::contains))
                .as("effects on %s", user)
                .containsExactlyElementsOf(keys));
  }

  @Test
  void aReceiverThatWasDownGetsEverythingAfterwards() throws Exception {
    List<String> keys = new ArrayList<>();
    Map<String, List<String>> sent = new LinkedHashMap<>();
    try (Dispatcher dispatcher = dispatcher()) {
      keys.add(wait("before").idempotencyKey());
      pass(dispatcher, Duration.ofSeconds(2));
      fail(true);
      for (int i = 0; i < 100; i++) {
        String user = "u" + i % 20;
        keys.add(wait(user).idempotencyKey());
        sent.computeIfAbsent(user, name -> new ArrayList<>()).add(keys.getLast());
      }
      pass(dispatcher, outage());
      assertThat(dispatcher.metrics().getFirst().down()).isTrue();
      assertThat(dispatcher.metrics().getFirst().lastFault()).isNotEmpty();
      fail(false);
      pass(dispatcher, Duration.ofMinutes(5));

      assertThat(outbox.dead(1)).isZero();
      assertThat(outbox.waiting(1)).isEmpty();
      List<String> received = receivedKeys().stream().distinct().toList();
      assertThat(received).containsExactlyInAnyOrderElementsOf(keys);
      sent.forEach(
          (user, those) ->
              assertThat(received.stream().filter(those::contains))
                  .as("effects on %s", user)
                  .containsExactlyElementsOf(those));
    }
  }

  @Test
  void oneEffectThatTheReceiverFailsOnHoldsBackNoOther() throws Exception {
    List<String> others = new ArrayList<>();
    try (Dispatcher dispatcher = dispatcher()) {
      failOnLarge();
      String bad = wait("bad", 200_000).idempotencyKey();
      for (int i = 0; i < 40; i++) {
        others.add(wait("u" + i).idempotencyKey());
        pass(dispatcher, Duration.ofSeconds(30));
      }

      assertThat(receivedKeys().stream().distinct()).containsExactlyInAnyOrderElementsOf(others);
      assertThat(outbox.waiting(1)).isEmpty();
      List<DeadLetter> dead = outbox.deadLetters(2);
      assertThat(dead).hasSize(1);
      assertThat(dead.getFirst().row().idempotencyKey()).isEqualTo(bad);
      assertThat(dead.getFirst().reason()).isNotEmpty();
    }
  }

  @Test
  void aProcessThatEndsBeforeItsReceiptSendsTheSameAgain() throws Exception {
    wait("u1");
    try (Sink sink = open()) {
      deliver(sink, outbox.waiting(1).getFirst()); // and no receipt is written
    }
    try (Dispatcher dispatcher = dispatcher()) {
      pass(dispatcher, Duration.ofSeconds(5));
    }

    assertThat(received()).hasSize(2);
    assertThat(received().stream().distinct()).hasSize(1);
    assertThat(outbox.waiting(1)).isEmpty();
  }

  @Test
  void whateverIsUnderWayWhenItIsClosedArrivesNowOrLater() throws Exception {
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      keys.add(wait("u" + i).idempotencyKey());
    }
    try (Dispatcher dispatcher = dispatcher()) {
      dispatcher.step();
      assertThat(dispatcher.metrics().getFirst().underWay()).isPositive();
    }
    assertThat(outbox.waiting(1)).isNotEmpty();
    try (Dispatcher later = dispatcher()) {
      pass(later, Duration.ofSeconds(5));
    }

    assertThat(outbox.waiting(1)).isEmpty();
    assertThat(receivedKeys().stream().distinct()).containsExactlyInAnyOrderElementsOf(keys);
  }

  static OutboxRow row(int number) {
    Effect effect =
        new Effect.Review(
            "spam", new EntityKey("User", "u" + number), 0.5, RuleSettings.NONE, List.of("R"));
    return OutboxRow.of(number, 0, "web", "e" + number, 1_000_000L * number, effect);
  }

  static Outcome deliver(Sink sink, OutboxRow row) throws Exception {
    return sink.deliver(row).get(60, TimeUnit.SECONDS);
  }

  @Test
  void whatIsTakenIsReceivedWithItsKey() throws Exception {
    try (Sink sink = open()) {
      assertThat(deliver(sink, row(1))).isInstanceOf(Outcome.Delivered.class);

      assertThat(received())
          .containsExactly(
              "{\"key\":\""
                  + row(1).idempotencyKey()
                  + "\",\"decision\":\"1\",\"source\":\"web\",\"event\":\"e1\","
                  + "\"time\":\"1970-01-01T00:00:01Z\",\"effect\":{\"review\":{\"queue\":\"spam\","
                  + "\"entity\":\"User/u1\",\"score\":0.5,\"reasons\":[\"R\"]}}}");
    }
  }

  @Test
  void aRepetitionIsTheSameBytes() throws Exception {
    try (Sink sink = open()) {
      deliver(sink, row(1));
      deliver(sink, row(1));
    }
    try (Sink later = open()) {
      deliver(later, row(1));

      assertThat(received()).hasSizeGreaterThanOrEqualTo(1);
      assertThat(received().stream().distinct()).hasSize(1);
    }
  }

  @Test
  void manyAtOnceAreAllReceived() throws Exception {
    try (Sink sink = open()) {
      List<CompletableFuture<Outcome>> outcomes = new ArrayList<>();
      for (int i = 1; i <= 50; i++) {
        outcomes.add(sink.deliver(row(i)));
      }
      for (CompletableFuture<Outcome> outcome : outcomes) {
        assertThat(outcome.get(60, TimeUnit.SECONDS)).isInstanceOf(Outcome.Delivered.class);
      }

      assertThat(received()).hasSize(50).doesNotHaveDuplicates();
    }
  }

  @Test
  void aReceiverThatFailsIsTriedAgain() throws Exception {
    try (Sink sink = openImpatient()) {
      fail(true);
      assertThat(deliver(sink, row(1))).isInstanceOf(Outcome.Retry.class);
      fail(false);

      // A receiver that has just come back may need a moment; so long it says that it does.
      Outcome outcome = deliver(sink, row(1));
      for (int again = 0; again < 60 && outcome instanceof Outcome.Retry; again++) {
        outcome = deliver(sink, row(1));
      }
      assertThat(outcome).isInstanceOf(Outcome.Delivered.class);
      assertThat(received()).isNotEmpty();
    }
  }

  @Test
  void whatIsUnderWayWhenItIsClosedHasAnOutcome() throws Exception {
    CompletableFuture<Outcome> outcome;
    try (Sink sink = open()) {
      outcome = sink.deliver(row(1));
    }

    assertThat(outcome.handle((taken, fault) -> true).get(60, TimeUnit.SECONDS)).isTrue();
  }
}
