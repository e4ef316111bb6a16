package dev.harrier.runtime.embed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harrier.decision.Effect;
import dev.harrier.runtime.dispatch.OutboxRow;
import dev.harrier.runtime.ledger.DecisionRecord;
import dev.harrier.runtime.ledger.EventKey;
import dev.harrier.runtime.ledger.Ledger;
import dev.harrier.runtime.ledger.LogRow;
import dev.harrier.runtime.ledger.Observation;
import dev.harrier.runtime.store.RocksStore;
import dev.harrier.runtime.store.Store;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process under load is killed at random moments and started again, and nothing that it answered
 * is lost or counted twice. {@code -Dkills=100} kills it more often.
 */
final class KillTest {
  private static final int KILLS = Integer.getInteger("kills", 5);
  private static final long SEED = Long.getLong("seed", 20261123L);

  /** Longest time from a process's first answer to its end. */
  private static final int LIFE_MILLIS = 800;

  /** Longest time from a process's start to its end, when it may not even have begun. */
  private static final int START_MILLIS = 1_500;

  private static final Map<String, String> PROJECT =
      Map.of(
          "main.sml",
          """
          UserId: Entity[str] = EntityJson(type='User', path='$.user')
          Posts = IncrementWindow(key=f'posts-{UserId}', window_seconds=864000, when_all=[True])
          All = IncrementWindow(key='all', window_seconds=864000, when_all=[True])
          Tenth = Rule(when_all=[Posts == 10], description=f'tenth post of {UserId}')
          First = Rule(when_all=[All == 1], description='the first of all')
          Any = Rule(when_all=[True], description='any')
          WhenRules(rules_any=[Tenth, First], then=[LabelAdd(entity=UserId, label='busy')])
          WhenRules(rules_any=[Any], then=[Enforce(action='limit', entity=UserId, max_per_hour=40)])
          """,
          "config.yaml",
          """
          labels: {busy: {valid_for: [User], connotation: negative, description: d}}
          actions: {limit: {severity: 1, undo: lift}}
          """);

  /** All events are of one time, so the cap of an hour is the cap of all. */
  private static final int CAP = 40;

  @TempDir private Path folder;

  private final Set<Long> acknowledged = new TreeSet<>();
  private long next;

  @Test
  void nothingThatWasAcknowledgedIsLostOrCountedTwice() throws Exception {
    try (Harrier harrier = Harrier.open(folder, KilledEngine.options())) {
      HarrierTest.use(harrier, PROJECT);
    }
    Random random = new Random(SEED);
    for (int kill = 0; kill < KILLS; kill++) {
      live(random);
    }
    assertThat(acknowledged).as("events answered before a kill").isNotEmpty();
    Map<String, Set<String>> keysBefore = new HashMap<>();
    try (Harrier harrier = Harrier.open(folder, KilledEngine.options())) {
      everyAcknowledgedEventIsInTheLogOnce(harrier);
      keys(harrier).forEach((id, keys) -> keysBefore.put(id, new HashSet<>(keys)));
      sendAllAgain(harrier);
      everyAcknowledgedEventIsInTheLogOnce(harrier);
      theCountersAreThoseOfTheEvents(harrier);
      theGuardsLetPassWhatTheyMay(harrier);
      assertThat(harrier.replay(1, Long.MAX_VALUE, place -> {}).first()).isEmpty();
    }
    everyEffectHasOneKey(keysBefore);
    System.out.printf(
        "killed %,d times; %,d events acknowledged, 0 lost, 0 double%n",
        KILLS, acknowledged.size());
  }

  private void live(Random random) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                KilledEngine.class.getName(),
                folder.toString(),
                Long.toString(next),
                Long.toString(random.nextLong()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<String> lines = new ArrayList<>();
    CountDownLatch first = new CountDownLatch(1);
    Thread reader = Thread.ofVirtual().start(() -> read(process, lines, first));
    boolean whileOpening = random.nextInt(4) == 0;
    if (!whileOpening) {
      assertThat(first.await(60, TimeUnit.SECONDS)).as("the process answers").isTrue();
    }
    int millis = random.nextInt(whileOpening ? START_MILLIS : LIFE_MILLIS);
    boolean ended = process.waitFor(millis, TimeUnit.MILLISECONDS);
    assertThat(ended).as("the process lives until it is killed").isFalse();
    // SIGKILL; Process.destroyForcibly would also close the pipe, with answers in it.
    assertThat(process.toHandle().destroyForcibly()).isTrue();
    process.waitFor();
    reader.join();
    for (String line : lines) {
      acknowledged.add(Long.parseLong(line));
      next = Math.max(next, Long.parseLong(line) + 1);
    }
    next += 10; // events that were on their way; they are sent at the end
  }

  /** Whole lines only: the last one may have been cut off. */
  private static void read(Process process, List<String> lines, CountDownLatch first) {
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
      StringBuilder line = new StringBuilder();
      for (int c = out.read(); c >= 0; c = out.read()) {
        if (c == '\n') {
          lines.add(line.toString());
          first.countDown();
          line.setLength(0);
        } else if (c != '\r') {
          line.append((char) c);
        }
      }
    } catch (IOException e) {
      throw new AssertionError("the pipe of a killed process", e);
    }
  }

  private void everyAcknowledgedEventIsInTheLogOnce(Harrier harrier) {
    Map<String, Integer> times = new HashMap<>();
    try (Ledger.Entries log = harrier.ledger().entries(1, Long.MAX_VALUE)) {
      for (LogRow row = log.next(); row != null; row = log.next()) {
        if (row instanceof LogRow.Happened event) {
          times.merge(event.id(), 1, Integer::sum);
        }
      }
    }
    assertThat(times.values()).allMatch(n -> n == 1);
    List<Long> lost =
        acknowledged.stream().filter(id -> !times.containsKey(Long.toString(id))).toList();
    assertThat(lost).as("events acknowledged and not in the log").isEmpty();
  }

  /** As a sender does that had no answer; what was answered is sent again as well. */
  private void sendAllAgain(Harrier harrier) {
    for (long from = 0; from < next; from += 500) {
      List<byte[]> events = new ArrayList<>();
      for (long id = from; id < Math.min(next, from + 500); id++) {
        events.add(KilledEngine.event(id));
      }
      List<Answer> answers = harrier.decideAll(events, "s", Ack.DURABLE);
      for (int i = 0; i < answers.size(); i++) {
        long id = from + i;
        assertThat(((Answer.Decided) answers.get(i)).repeated() || !acknowledged.contains(id))
            .as("event %s was acknowledged and is new", id)
            .isTrue();
        acknowledged.add(id);
      }
    }
  }

  private void theCountersAreThoseOfTheEvents(Harrier harrier) {
    Map<Integer, Long> expected = new HashMap<>();
    for (long id = 0; id < next; id++) {
      expected.merge(KilledEngine.user(id), 1L, Long::sum);
    }
    Map<Integer, Long> counted = new HashMap<>();
    Map<Integer, Integer> tenths = new HashMap<>();
    long all = 0;
    try (Ledger.Decided log = harrier.ledger().decided(1, Long.MAX_VALUE)) {
      for (LogRow row = log.next(); row != null; row = log.next()) {
        if (row instanceof LogRow.Happened event) {
          DecisionRecord record = log.decision(event);
          int user = KilledEngine.user(Long.parseLong(event.id()));
          for (Observation observation : record.observations()) {
            if (observation instanceof Observation.Feature feature) {
              counted.merge(user, (Long) feature.value(), Math::max);
            } else if (observation instanceof Observation.Window window) {
              all = Math.max(all, window.count());
            }
          }
          if (record.decision().fired().contains("Tenth")) {
            tenths.merge(user, 1, Integer::sum);
          }
        }
      }
    }
    assertThat(counted).isEqualTo(expected);
    assertThat(all).isEqualTo(Math.min(10_000, next));
    expected.forEach(
        (user, posts) ->
            assertThat(tenths.getOrDefault(user, 0))
                .as("tenth posts of user %s, who has %s", user, posts)
                .isEqualTo(posts >= 10 ? 1 : 0));
  }

  private static void theGuardsLetPassWhatTheyMay(Harrier harrier) {
    List<OutboxRow> limits =
        harrier.outbox(Integer.MAX_VALUE).stream()
            .filter(row -> row.effect() instanceof Effect.Enforce)
            .toList();
    assertThat(limits).hasSize(CAP);
    assertThat(limits.stream().map(OutboxRow::entity).distinct()).as("quiet").hasSize(CAP);
  }

  private Map<String, List<String>> keys(Harrier harrier) {
    Map<String, List<String>> keys = new HashMap<>();
    for (OutboxRow row : harrier.outbox(Integer.MAX_VALUE)) {
      keys.computeIfAbsent(row.eventId(), id -> new ArrayList<>()).add(row.idempotencyKey());
    }
    return keys;
  }

  private void everyEffectHasOneKey(Map<String, Set<String>> before) {
    Set<String> all = new HashSet<>();
    int rows = 0;
    try (RocksStore store = RocksStore.open(folder, RocksStore.Settings.DEFAULT);
        Store.Cursor cursor = store.scan(Store.Space.OUTBOX, null, null)) {
      while (cursor.next()) {
        OutboxRow row = OutboxRow.read(cursor.key(), cursor.value());
        rows++;
        all.add(row.idempotencyKey());
        assertThat(row.idempotencyKey())
            .isEqualTo(EventKey.idempotencyKey("s", row.eventId(), row.ordinal()));
        before.remove(row.eventId());
      }
    }
    assertThat(rows).isGreaterThan(0).isEqualTo(all.size());
    assertThat(before).as("effects that were there and are gone").isEmpty();
  }
}
