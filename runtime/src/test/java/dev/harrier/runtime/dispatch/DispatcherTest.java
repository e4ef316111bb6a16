package dev.harrier.runtime.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harrier.decision.Effect;
import dev.harrier.decision.RuleSettings;
import dev.harrier.event.EntityKey;
import dev.harrier.runtime.store.MemoryStore;
import dev.harrier.runtime.store.Store;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Steps are done by the test, which also holds the clock. */
final class DispatcherTest {
  private static final long SECOND = 1_000_000;
  private static final Outcome DELIVERED = new Outcome.Delivered();
  private static final Outcome DOWN = new Outcome.Retry("connection refused", null);

  private final Store store = new MemoryStore();
  private final Outbox outbox = new Outbox(store, this::commit);
  private final Map<String, Fake> sinks = new LinkedHashMap<>();
  private final Map<String, String> routes = new LinkedHashMap<>();
  private String version = "1";
  private boolean diskFull;
  private long now = 1_000 * SECOND;
  private long sequence;
  private Policy policy = Policy.DEFAULT;

  /** Answers as it is told, and remembers what it was asked. */
  private static final class Fake implements Sink {
    private final List<String> asked = new ArrayList<>();
    private final List<String> taken = new ArrayList<>();
    private Function<String, Outcome> answer = user -> DELIVERED;

    /** Where set, answers are held back until the test gives them. */
    private boolean slow;

    private final List<CompletableFuture<Outcome>> owed = new ArrayList<>();

    @Override
    public CompletableFuture<Outcome> deliver(OutboxRow row) {
      String user = row.entity() == null ? row.eventId() : row.entity().id();
      asked.add(user);
      Outcome outcome = answer.apply(user);
      if (outcome instanceof Outcome.Delivered) {
        taken.add(row.idempotencyKey());
      }
      CompletableFuture<Outcome> promise = new CompletableFuture<>();
      if (slow) {
        owed.add(promise);
      } else {
        promise.complete(outcome);
      }
      return promise;
    }

    @Override
    public void close() {}
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void commit(Consumer<Store.Batch> change) {
    if (diskFull) {
      throw new IllegalStateException("the disk is full");
    }
    Store.Batch batch = store.batch();
    change.accept(batch);
    store.commit(batch, false);
  }

  private Fake sink(String name) {
    return sinks.computeIfAbsent(name, key -> new Fake());
  }

  /** An effect of one kind, which its sink is chosen by. */
  private OutboxRow effect(String kind, String user) {
    Effect effect =
        new Effect.Review(kind, new EntityKey("User", user), null, RuleSettings.NONE, List.of("R"));
    OutboxRow row = OutboxRow.of(++sequence, 0, "web", "e" + sequence, now, effect);
    commit(row::write);
    return row;
  }

  private Dispatcher dispatcher() {
    Routes chosen =
        new Routes() {
          @Override
          public String sink(OutboxRow row) {
            String queue = ((Effect.Review) row.effect()).queue();
            return routes.getOrDefault(queue, queue);
          }

          @Override
          public String version() {
            return version;
          }
        };
    return new Dispatcher(
        outbox, new LinkedHashMap<>(sinks), chosen, name -> policy, () -> now, new Random(1));
  }

  /** Steps through a stretch of time, at each moment at which something is due. */
  private void pass(Dispatcher dispatcher, Duration length) {
    long end = now + length.toNanos() / 1_000;
    for (long wait = dispatcher.step(); now < end; wait = dispatcher.step()) {
      now += Math.max(1_000, wait);
    }
  }

  @Test
  void whatWasCommittedIsDeliveredOnceAndLeavesTheOutbox() {
    Fake app = sink("app");
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      keys.add(effect("app", "u" + i).idempotencyKey());
    }

    pass(dispatcher(), Duration.ofSeconds(10));

    assertThat(app.taken).containsExactlyInAnyOrderElementsOf(keys).doesNotHaveDuplicates();
    assertThat(outbox.waiting(1)).isEmpty();
  }

  @Test
  void aSinkThatIsDownForAnHourLosesNothingAndHoldsBackNobody() {
    Fake app = sink("app");
    Fake audit = sink("audit");
    app.answer = user -> DOWN;
    for (int i = 0; i < 200; i++) {
      effect("app", "u" + i);
      effect("audit", "u" + i);
    }
    Dispatcher dispatcher = dispatcher();

    pass(dispatcher, Duration.ofHours(1));

    assertThat(audit.taken).hasSize(200);
    assertThat(app.taken).isEmpty();
    assertThat(outbox.dead(1)).as("nobody is at fault but the sink").isZero();
    assertThat(app.asked).as("a sink that is down is asked by few").hasSizeLessThan(150);

    app.answer = user -> DELIVERED;
    pass(dispatcher, policy.longestWait());

    assertThat(app.taken).hasSize(200).doesNotHaveDuplicates();
    assertThat(outbox.waiting(1)).isEmpty();
  }

  @Test
  void aSinkThatFailsOnOneIdDeliversTheOthersAndTheOneIsGivenUpAndRedriven() {
    Fake app = sink("app");
    app.answer = user -> user.equals("bad") ? new Outcome.Retry("500", null) : DELIVERED;
    String key = effect("app", "bad").idempotencyKey();
    Dispatcher dispatcher = dispatcher();
    for (int i = 0; i < 60; i++) {
      effect("app", "u" + i);
      pass(dispatcher, Duration.ofSeconds(30));
    }

    assertThat(app.taken).hasSize(60);
    assertThat(outbox.waiting(1)).isEmpty();
    List<DeadLetter> letters = dispatcher.deadLetters(10);
    assertThat(letters).hasSize(1);
    assertThat(letters.getFirst().row().idempotencyKey()).isEqualTo(key);
    assertThat(letters.getFirst().reason()).isEqualTo("500");
    assertThat(letters.getFirst().attempts()).isGreaterThanOrEqualTo(policy.tries());

    app.answer = user -> DELIVERED;
    assertThat(dispatcher.redrive(key)).isEqualTo(1);
    pass(dispatcher, Duration.ofSeconds(1));

    assertThat(app.taken).hasSize(61).endsWith(key);
    assertThat(dispatcher.deadLetters(1)).isEmpty();
    assertThat(dispatcher.redrive(key)).as("once is enough").isZero();
  }

  @Test
  void whatIsRefusedIsGivenUpAfterFewTries() {
    Fake app = sink("app");
    app.answer = user -> new Outcome.Poison("400");
    effect("app", "u");
    Dispatcher dispatcher = dispatcher();

    pass(dispatcher, Duration.ofMinutes(1));

    assertThat(app.asked).hasSize(policy.refusals());
    assertThat(dispatcher.deadLetters(1)).hasSize(1);
  }

  @Test
  void effectsOnOneEntityKeepTheirOrderThroughFailures() {
    Fake app = sink("app");
    Random random = new Random(7);
    app.answer = user -> random.nextInt(3) == 0 ? DOWN : DELIVERED;
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      keys.add(effect("app", "same").idempotencyKey());
      effect("app", "other" + i);
    }
    Dispatcher dispatcher = dispatcher();

    pass(dispatcher, Duration.ofHours(1));

    assertThat(dispatcher.deadLetters(1)).isEmpty();
    assertThat(app.taken.stream().filter(keys::contains)).containsExactlyElementsOf(keys);
  }

  @Test
  void retryAfterIsWaitedFor() {
    Fake app = sink("app");
    app.answer = user -> new Outcome.Retry("503", 600 * SECOND);
    effect("app", "u");
    Dispatcher dispatcher = dispatcher();

    pass(dispatcher, Duration.ofSeconds(599));
    assertThat(app.asked).hasSize(1);

    app.answer = user -> DELIVERED;
    pass(dispatcher, Duration.ofSeconds(2));
    assertThat(app.taken).hasSize(1);
  }

  @Test
  void aReceiptThatWasNotWrittenGivesTheSameKeyAgainAndNothingElse() {
    Fake app = sink("app");
    String first = effect("app", "u").idempotencyKey();
    Dispatcher before = dispatcher();
    before.step(); // delivered; the receipt would be written by the next step
    String second = effect("app", "v").idempotencyKey();

    pass(dispatcher(), Duration.ofSeconds(1));

    assertThat(app.taken).containsExactly(first, first, second);
    assertThat(outbox.waiting(1)).isEmpty();
  }

  @Test
  void aFullDiskDelaysReceiptsAndRepeatsNoDelivery() {
    Fake app = sink("app");
    effect("app", "u");
    Dispatcher dispatcher = dispatcher();
    dispatcher.step();
    diskFull = true;

    pass(dispatcher, Duration.ofSeconds(30));

    assertThat(dispatcher.storeFault()).isEqualTo("the disk is full");
    assertThat(outbox.waiting(2)).hasSize(1);

    diskFull = false;
    pass(dispatcher, Duration.ofSeconds(5));

    assertThat(outbox.waiting(1)).isEmpty();
    assertThat(app.taken).hasSize(1);
    assertThat(dispatcher.storeFault()).isEmpty();
  }

  @Test
  void memoryHoldsNoMoreThanItMayAndTheRestIsReadLater() {
    policy =
        new Policy(
            10, 2, 8, 3, 5, Duration.ofMillis(500), Duration.ofMinutes(2), Duration.ofHours(24));
    Fake app = sink("app");
    app.slow = true;
    for (int i = 0; i < 100; i++) {
      effect("app", "u" + i);
    }
    Dispatcher dispatcher = dispatcher();
    dispatcher.step();

    assertThat(dispatcher.metrics().getFirst().held()).isEqualTo(10);
    assertThat(app.owed).as("under way").hasSize(2);

    app.slow = false;
    app.owed.forEach(promise -> promise.complete(DELIVERED));
    pass(dispatcher, Duration.ofSeconds(30));

    assertThat(app.taken).hasSize(100).doesNotHaveDuplicates();
  }

  @Test
  void anEffectForASinkThatDoesNotExistIsADeadLetterUntilThereIsOne() {
    sink("app");
    effect("nowhere", "u");
    Dispatcher dispatcher = dispatcher();

    pass(dispatcher, Duration.ofSeconds(1));

    assertThat(dispatcher.deadLetters(1).getFirst().reason())
        .isEqualTo("there is no sink `nowhere`, sinks are [app]");

    routes.put("nowhere", "app");
    version = "2";
    dispatcher.redrive(null);
    pass(dispatcher, Duration.ofSeconds(1));

    assertThat(sink("app").taken).hasSize(1);
  }

  @Test
  void newRulesMayRouteWhatWaitsElsewhere() {
    policy =
        new Policy(
            1, 1, 8, 3, 5, Duration.ofMillis(500), Duration.ofMinutes(2), Duration.ofHours(24));
    Fake app = sink("app");
    Fake other = sink("other");
    app.slow = true;
    for (int i = 0; i < 5; i++) {
      effect("app", "u" + i);
    }
    Dispatcher dispatcher = dispatcher();
    dispatcher.step();

    routes.put("app", "other");
    version = "2";
    pass(dispatcher, Duration.ofSeconds(10));
    assertThat(other.taken).as("all but the one under way").hasSize(4);

    app.owed.forEach(promise -> promise.complete(DELIVERED));
    pass(dispatcher, Duration.ofSeconds(1));
    assertThat(outbox.waiting(1)).isEmpty();
  }

  @Test
  void waitsGrowToTheirBoundAndDifferByChance() {
    assertThat(policy.waitMicros(1, 0)).isEqualTo(500_000);
    assertThat(policy.waitMicros(4, 0)).isEqualTo(4_000_000);
    assertThat(policy.waitMicros(4, 0.5)).isEqualTo(3_000_000);
    assertThat(policy.waitMicros(60, 0)).isEqualTo(120_000_000);
  }

  @Test
  void aRestartGoesOnWithTheTriesAndTheWaitOfBefore() {
    Fake app = sink("app");
    app.answer = user -> new Outcome.Poison("400");
    effect("app", "u");
    for (int i = 0; i < 20; i++) {
      Dispatcher started = dispatcher();
      started.step();
      started.step(); // what came of the first step's delivery is written by the next
    }
    assertThat(app.asked).as("the wait is not cut short by starting again").hasSize(1);

    pass(dispatcher(), Duration.ofMinutes(1));
    assertThat(app.asked).as("the first failure counts").hasSize(policy.refusals());
    assertThat(outbox.deadLetters(1).getFirst().attempts()).isEqualTo(policy.refusals());
    assertThat(outbox.attempts()).as("what has an end is forgotten").isEmpty();
  }

  @Test
  void failuresThatCountAgainstAnEffectCountAfterARestart() {
    Fake app = sink("app");
    app.answer = user -> user.equals("bad") ? new Outcome.Retry("500", null) : DELIVERED;
    effect("app", "bad");
    for (int i = 0; i < policy.tries(); i++) {
      effect("app", "u" + i);
      pass(dispatcher(), Duration.ofMinutes(3)); // each by a dispatcher of its own
      effect("app", "v" + i);
    }

    pass(dispatcher(), Duration.ofMinutes(3));

    assertThat(outbox.waiting(1)).isEmpty();
    assertThat(outbox.deadLetters(2)).hasSize(1);
  }

  @Test
  void anEffectThatFailsAloneIsGivenUpWhenItIsOld() {
    policy = policy.withPatience(8, Duration.ofHours(6));
    Fake app = sink("app");
    app.answer = user -> new Outcome.Retry("500", null);
    effect("app", "u");
    Dispatcher dispatcher = dispatcher();

    pass(dispatcher, Duration.ofHours(6).minusSeconds(1));
    assertThat(outbox.dead(1)).isZero();
    pass(dispatcher(), policy.longestWait()); // started again, its age is that of before

    assertThat(outbox.waiting(1)).isEmpty();
    DeadLetter letter = outbox.deadLetters(1).getFirst();
    assertThat(letter.reason()).isEqualTo("500");
    assertThat(letter.attempts()).isEqualTo(app.asked.size()).isGreaterThan(100);
  }

  @Test
  void aDeadLetterThatIsRevivedBeginsAnew() {
    Fake app = sink("app");
    app.answer = user -> new Outcome.Poison("400");
    effect("app", "u");
    Dispatcher dispatcher = dispatcher();
    pass(dispatcher, Duration.ofMinutes(1));
    dispatcher.redrive(null);

    pass(dispatcher(), Duration.ofMinutes(1));

    assertThat(app.asked).hasSize(2 * policy.refusals());
    assertThat(outbox.deadLetters(1).getFirst().attempts()).isEqualTo(policy.refusals());
  }

  @Test
  void theAgeOfTheFirstThatWaitsIsToldAndSurvivesARestart() {
    Fake app = sink("app");
    app.answer = user -> DOWN;
    effect("app", "u");
    long start = now;
    Dispatcher dispatcher = dispatcher();
    pass(dispatcher, Duration.ofMinutes(10));
    assertThat(dispatcher.metrics().getFirst().waitedMicros()).isEqualTo(now - start);

    Dispatcher later = dispatcher();
    later.step();
    assertThat(later.metrics().getFirst().waitedMicros())
        .isBetween(now - start - SECOND, now - start);

    app.answer = user -> DELIVERED;
    pass(later, Duration.ofMinutes(3));
    assertThat(later.metrics().getFirst().waitedMicros()).isZero();
  }

  @Test
  void aClockThatWasSetBackByADayDelaysNoEffectByADay() {
    Fake app = sink("app");
    app.answer = user -> DOWN;
    effect("app", "u");
    pass(dispatcher(), Duration.ofMinutes(1));
    now -= Duration.ofDays(1).toNanos() / 1_000;
    app.answer = user -> DELIVERED;

    pass(dispatcher(), Duration.ofHours(1).plusSeconds(1));

    assertThat(app.taken).hasSize(1);
  }

  @Test
  void oneBatchMayHoldAFailureAndTheEndOfTheSameEffect() {
    Fake app = sink("app");
    app.answer = user -> DOWN;
    effect("app", "u");
    Dispatcher dispatcher = dispatcher();
    diskFull = true;
    pass(dispatcher, Duration.ofSeconds(5));
    app.answer = user -> DELIVERED;
    pass(dispatcher, Duration.ofMinutes(5));
    diskFull = false;

    pass(dispatcher, Duration.ofSeconds(5));

    assertThat(outbox.waiting(1)).isEmpty();
    assertThat(store.scan(Store.Space.OUTBOX, null, null).next()).isFalse();
  }
}
