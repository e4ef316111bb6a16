package dev.harrier.runtime.embed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harrier.decision.Decision;
import dev.harrier.decision.Effect;
import dev.harrier.decision.Guarded;
import dev.harrier.decision.Guarded.Outcome;
import dev.harrier.lang.RuleCompiler.Backend;
import dev.harrier.runtime.bundle.Bundle;
import dev.harrier.runtime.bundle.BundleHolder;
import dev.harrier.runtime.bundle.Rules;
import dev.harrier.runtime.dispatch.OutboxRow;
import dev.harrier.runtime.ledger.DecisionRecord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The guards through the engine: what is sent, what is written down, and what survives. */
final class GuardsTest {
  private static final long START = 1_767_225_600L;
  private static final long HOUR = 3_600_000_000L;
  private static final int ACTION_CAP = 9;
  private static final int RULES_CAP = 5;

  /** Each outcome has its rules; `x` of the event says which are asked. */
  private static final Map<String, String> PROJECT =
      Map.of(
          "main.sml",
          """
          UserId: Entity[str] = EntityJson(type='User', path='$.user')
          Asked: str = JsonData(path='$.x')
          Live = Rule(when_all=[Asked == 'live'], description='live')
          Other = Rule(when_all=[Asked == 'other'], description='other')
          Careful = Rule(when_all=[Asked == 'review'], description='review')
          Tried = Rule(when_all=[Asked == 'shadow'], description='shadow')
          WhenRules(rules_any=[Live], policy='p', then=[
            Enforce(action='limit', entity=UserId, max_per_hour=5), DeclareVerdict(verdict='limit')])
          WhenRules(rules_any=[Other], policy='q', then=[Enforce(action='limit', entity=UserId)])
          WhenRules(rules_any=[Careful], mode='review', then=[Enforce(action='limit', entity=UserId)])
          WhenRules(rules_any=[Tried], mode='shadow', then=[Enforce(action='limit', entity=UserId)])
          """,
          "config.yaml",
          """
          actions:
            limit: {severity: 1, undo: lift, max_per_hour: 9, quiet_period: 40m, holdback: 20, queue: spam}
          queues: [other, spam]
          """);

  private static final String[] ASKED = {"live", "live", "other", "review", "shadow"};

  private static Options options() {
    return Options.DEFAULT.withBackend(Backend.INTERPRETED).withOutbox(true).withBounds(999, 8, 3);
  }

  private static byte[] event(long id, long second, String user, String asked) {
    return ("{\"action_id\":%d,\"action_name\":\"post\",\"timestamp\":\"%s\","
            + "\"data\":{\"user\":\"%s\",\"x\":\"%s\"}}")
        .formatted(id, Instant.ofEpochSecond(START + second), user, asked)
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Events of some hours, with pauses; some late, some very late. */
  private static List<byte[]> events(long seed, int count) {
    Random random = new Random(seed);
    List<byte[]> events = new ArrayList<>();
    long second = 0;
    for (int i = 0; i < count; i++) {
      second += random.nextInt(60) == 0 ? random.nextInt(40_000) : random.nextInt(150);
      long late = random.nextInt(10) == 0 ? random.nextInt(20_000) : 0;
      String asked = ASKED[random.nextInt(ASKED.length)];
      events.add(event(i, Math.max(0, second - late), "u" + random.nextInt(60), asked));
    }
    return events;
  }

  private static Decision decide(Harrier harrier, byte[] event) {
    return HarrierTest.decided(harrier.decide(event, "s", Ack.DURABLE)).decision();
  }

  private static List<Outcome> outcomes(Decision decision) {
    return decision.guarded().stream().map(Guarded::outcome).toList();
  }

  private static List<OutboxRow> sent(Harrier harrier) {
    return harrier.outbox(Integer.MAX_VALUE);
  }

  @Test
  void everyOutcomeIsInTheDecisionTheMetricsAndTheOutbox() {
    try (Harrier harrier = Harrier.inMemory(options())) {
      HarrierTest.use(harrier, PROJECT);
      Map<Outcome, Integer> count = new EnumMap<>(Outcome.class);
      int shadow = 0;
      int passed = 0;
      for (byte[] event : events(1, 600)) {
        Decision decision = decide(harrier, event);
        outcomes(decision).forEach(outcome -> count.merge(outcome, 1, Integer::sum));
        shadow += decision.shadowEffects().size();
        passed += decision.effects().size() - decision.guarded().size();
        passed -= decision.verdicts().size();
      }
      assertThat(count).containsOnlyKeys(Outcome.values());
      assertThat(shadow).isPositive();
      Map<Outcome, Integer> told = new EnumMap<>(Outcome.class);
      harrier
          .metrics()
          .guarded()
          .forEach(g -> told.merge(g.stopped().outcome(), (int) g.count(), Integer::sum));
      assertThat(told).isEqualTo(count);
      List<OutboxRow> rows = sent(harrier);
      assertThat(rows).hasSize(passed + count.get(Outcome.TO_REVIEW));
      assertThat(rows.stream().map(OutboxRow::effect).filter(Effect.Enforce.class::isInstance))
          .hasSize(passed);
      assertThat(
              rows.stream()
                  .map(OutboxRow::effect)
                  .filter(Effect.Review.class::isInstance)
                  .map(Effect.Review.class::cast))
          .hasSize(count.get(Outcome.TO_REVIEW))
          .allMatch(review -> review.queue().equals("spam") && "limit".equals(review.action()));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void noHourHasMoreThanItsCapAndNoEntityIsActedOnTwiceWhileQuiet(long seed) {
    try (Harrier harrier = Harrier.inMemory(options())) {
      HarrierTest.use(harrier, PROJECT);
      // In order, so that the guards' time is the events': late ones are for the other tests.
      Random random = new Random(seed);
      long second = 0;
      for (int i = 0; i < 800; i++) {
        second += random.nextInt(60) == 0 ? random.nextInt(40_000) : random.nextInt(120);
        String asked = random.nextBoolean() ? "live" : "other";
        decide(harrier, event(i, second, "u" + random.nextInt(90), asked));
      }
      List<OutboxRow> rows = sent(harrier);
      assertThat(rows.size()).isGreaterThan(4 * ACTION_CAP);
      assertThat(mostAnHour(rows)).isEqualTo(ACTION_CAP);
      assertThat(mostAnHour(rows.stream().filter(row -> rules(row).equals("p")).toList()))
          .isEqualTo(RULES_CAP);
      assertThat(closest(rows)).isGreaterThanOrEqualTo(40 * 60_000_000L).isLessThan(6 * HOUR);
    }
  }

  private static String rules(OutboxRow row) {
    return ((Effect.Enforce) row.effect()).settings().name();
  }

  private static long mostAnHour(List<OutboxRow> rows) {
    return rows.stream()
        .mapToLong(
            last ->
                rows.stream()
                    .filter(row -> row.timeMicros() > last.timeMicros() - HOUR)
                    .filter(row -> row.timeMicros() <= last.timeMicros())
                    .count())
        .max()
        .orElseThrow();
  }

  /** Least time between two actions on one entity. */
  private static long closest(List<OutboxRow> rows) {
    long closest = Long.MAX_VALUE;
    for (OutboxRow one : rows) {
      for (OutboxRow other : rows) {
        if (one != other && String.valueOf(one.entity()).equals(String.valueOf(other.entity()))) {
          closest = Math.min(closest, Math.abs(one.timeMicros() - other.timeMicros()));
        }
      }
    }
    return closest;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void anEngineThatIsOpenedAnewBeforeEveryEventDecidesTheSame(long seed) {
    List<byte[]> events = events(seed, 300);
    List<Decision> whole = new ArrayList<>();
    try (Harrier harrier = Harrier.inMemory(options())) {
      HarrierTest.use(harrier, PROJECT);
      events.forEach(event -> whole.add(decide(harrier, event)));
    }
    FailingStore store = new FailingStore(); // closing it keeps what it holds
    try (Harrier harrier = Harrier.on(store, options())) {
      HarrierTest.use(harrier, PROJECT);
    }
    List<Decision> inPieces = new ArrayList<>();
    for (byte[] event : events) {
      try (Harrier harrier = Harrier.on(store, options())) {
        inPieces.add(decide(harrier, event));
      }
    }
    assertThat(inPieces).isEqualTo(whole);
    assertThat(whole.stream().flatMap(d -> outcomes(d).stream()).distinct())
        .containsExactlyInAnyOrder(Outcome.values());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void whateverTheNumberOfSendersTheLogSaysWhatTheGuardsDid(int senders) throws Exception {
    List<byte[]> events = events(7, 800);
    try (Harrier harrier = Harrier.inMemory(options())) {
      HarrierTest.use(harrier, PROJECT);
      send(harrier, events, senders);
      Replay.Result replayed = harrier.replay(1, Long.MAX_VALUE, place -> {});
      assertThat(replayed.first()).isEmpty();
      assertThat(replayed.compared()).isEqualTo(events.size());
      List<DecisionRecord> records = new ArrayList<>(harrier.recent(events.size()));
      Collections.reverse(records);
      for (DecisionRecord record : records) {
        assertThat(harrier.rederive(record.id()).orElseThrow().equal()).isTrue();
      }
      // The same order from one sender comes to the same.
      try (Harrier other = Harrier.inMemory(options())) {
        HarrierTest.use(other, PROJECT);
        List<Decision> again =
            records.stream()
                .map(record -> decide(other, events.get(Integer.parseInt(record.eventId()))))
                .toList();
        assertThat(again).isEqualTo(records.stream().map(DecisionRecord::decision).toList());
        assertThat(sent(other)).isEqualTo(sent(harrier));
      }
    }
  }

  private static void send(Harrier harrier, List<byte[]> events, int senders) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(senders);
    try {
      List<Future<Integer>> sent = new ArrayList<>();
      for (int sender = 0; sender < senders; sender++) {
        int first = sender;
        Callable<Integer> send =
            () -> {
              for (int i = first; i < events.size(); i += senders) {
                decide(harrier, events.get(i));
              }
              return first;
            };
        sent.add(threads.submit(send));
      }
      for (Future<Integer> one : sent) {
        one.get();
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void anEventSentAgainIsNoDuplicateAction() {
    try (Harrier harrier = Harrier.inMemory(options())) {
      HarrierTest.use(harrier, PROJECT);
      byte[] event = event(1, 0, "a", "other");
      Decision first = decide(harrier, event);
      assertThat(first.guarded()).isEmpty();
      assertThat(decide(harrier, event)).isEqualTo(first);
      assertThat(sent(harrier)).hasSize(1);
    }
  }

  @Test
  void aGroupThatCouldNotBeCommittedBeginsNoQuietPeriodAndUsesNoCap() {
    FailingStore store = new FailingStore();
    try (Harrier harrier = Harrier.on(store, options())) {
      HarrierTest.use(harrier, PROJECT);
      store.full = true;
      assertThat(harrier.decide(event(1, 0, "a", "other"), "s", Ack.DURABLE))
          .isInstanceOf(Answer.Failed.class);
      store.full = false;
      assertThat(decide(harrier, event(1, 0, "a", "other")).guarded()).isEmpty();
      assertThat(outcomes(decide(harrier, event(2, 1, "a", "other"))))
          .containsExactly(Outcome.DUPLICATE);
    }
  }

  @Test
  void quietPeriodsAndCapsAreInTheFolder(@TempDir Path folder) {
    try (Harrier harrier = Harrier.open(folder, options())) {
      HarrierTest.use(harrier, PROJECT);
      assertThat(decide(harrier, event(1, 0, "a", "other")).guarded()).isEmpty();
    }
    try (Harrier harrier = Harrier.open(folder, options())) {
      assertThat(outcomes(decide(harrier, event(2, 2_399, "a", "other"))))
          .containsExactly(Outcome.DUPLICATE);
      assertThat(decide(harrier, event(3, 2_400, "a", "other")).guarded()).isEmpty();
    }
  }

  @Test
  void aRunWithoutAStoreHasTheSameGuards() throws Exception {
    Bundle bundle =
        ((Bundle.Ready) Bundle.compile(Rules.sources(PROJECT), null, Backend.INTERPRETED)).bundle();
    Engine engine =
        new Engine(new BundleHolder(bundle), options().features(), StateFacts.inMemory());
    var parser = new dev.harrier.runtime.ingress.EventParser(options().shape(), bundle.input());
    try (Harrier harrier = Harrier.inMemory(options())) {
      HarrierTest.use(harrier, PROJECT);
      for (byte[] event : events(3, 500)) {
        assertThat(engine.decide(parser.parse(event, 0, event.length)))
            .isEqualTo(decide(harrier, event));
      }
      assertThat(engine.summary().guarded()).isEqualTo(harrier.metrics().guarded());
    }
  }
}
