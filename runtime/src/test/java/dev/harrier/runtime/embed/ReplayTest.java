package dev.harrier.runtime.embed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harrier.event.EntityKey;
import dev.harrier.runtime.ledger.ManualLabel;
import dev.harrier.runtime.store.MemoryStore;
import dev.harrier.runtime.store.Store;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was decided live is decided again from the log, whatever happened at the time. */
final class ReplayTest {
  /** Counters, stored values, labels and verdicts that all depend on each other. */
  static Map<String, String> project(int limit) {
    return Map.of(
        "main.sml",
        """
        UserId: Entity[str] = EntityJson(type='User', path='$.user')
        Text: str = JsonData(path='$.text')
        Posts = IncrementWindow(key=f'posts-{UserId}', window_seconds=600, when_all=[True])
        All = IncrementWindow(key='all', window_seconds=60, when_all=[True])
        Peers: int = CountUnique(of=Text, key=[UserId], window=TimeDelta(hours=1))
        Before = CacheGetStr(key=f'last-{UserId}', when_all=[True], default='')
        Last = CacheSetStr(key=f'last-{UserId}', value=Text, when_all=[True], ttl_seconds=300)
        Many = Rule(when_all=[Posts == LIMIT], description=f'{UserId} posts a lot')
        Same = Rule(when_all=[Before == Text, Peers < 3], description='the same again')
        Flood = Rule(when_all=[All > 30], description='a flood')
        Busy = Rule(when_all=[HasLabel(entity=UserId, label='busy')], description='was busy')
        WhenRules(rules_any=[Many, Same], then=[LabelAdd(entity=UserId, label='busy', expires_after=TimeDelta(minutes=5))])
        WhenRules(rules_any=[Busy, Flood], then=[DeclareVerdict(verdict='limit')])
        """
            .replace("LIMIT", Integer.toString(limit)),
        "config.yaml",
        "labels: {busy: {valid_for: [User], connotation: negative, description: d}}\n");
  }

  static byte[] event(long id, Random random) {
    long second = id / 3 - (random.nextInt(10) == 0 ? random.nextInt(1_000) : 0);
    return ("{\"action_id\":%d,\"action_name\":\"post\",\"timestamp\":\"%s\","
            + "\"data\":{\"user\":\"u%d\",\"text\":\"t%d\"}}")
        .formatted(
            id,
            java.time.Instant.ofEpochSecond(1_767_225_600L + second),
            random.nextInt(12),
            random.nextInt(4))
        .getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void aReplayDecidesAsTheEngineDidHoweverManyThreadsSentEvents(int threads) throws Exception {
    try (Harrier harrier = Harrier.inMemory(Options.DEFAULT.withBounds(10_000, 16, 8))) {
      HarrierTest.use(harrier, project(10));
      ExecutorService senders = Executors.newFixedThreadPool(threads);
      try {
        List<Future<Integer>> sent = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
          int seed = thread;
          Callable<Integer> send = () -> send(harrier, seed, threads);
          sent.add(senders.submit(send));
        }
        for (Future<Integer> one : sent) {
          one.get();
        }
      } finally {
        senders.shutdown();
      }
      Replay.Result replayed = harrier.replay(1, Long.MAX_VALUE, place -> {});
      assertThat(replayed.first()).isEmpty();
      assertThat(replayed.events()).isEqualTo(harrier.metrics().decided());
      assertThat(replayed.compared()).isGreaterThan(1_500);
      assertThat(harrier.metrics().verdicts()).hasSize(2);
    }
  }

  private static int send(Harrier harrier, int seed, int threads) {
    Random random = new Random(seed);
    for (int i = 0; i < 2_400 / threads; i++) {
      long id = (long) i * threads + seed;
      Ack ack = random.nextBoolean() ? Ack.DURABLE : Ack.DECIDED;
      HarrierTest.decided(harrier.decide(event(id, random), "s", ack));
      if (random.nextInt(8) == 0) {
        harrier.decide(event(Math.max(0, id - random.nextInt(50)), random), "s", ack);
      }
      if (i % 200 == 100) {
        EntityKey user = new EntityKey("User", "u" + random.nextInt(12));
        boolean present = random.nextBoolean();
        long time = (1_767_225_600L + id / 3) * 1_000_000;
        harrier.setLabel(
            new ManualLabel(seed + "-" + i, user, "busy", present, "ada", "seen", time, null));
      }
      if (seed == 0 && i % 500 == 250) {
        HarrierTest.use(harrier, project(5 + i % 3));
      }
    }
    return seed;
  }

  @Test
  void aLedgerThatDoesNotFollowFromItsLogIsShownWithBothSides() {
    MemoryStore store = new MemoryStore();
    try (Harrier harrier = Harrier.on(store, Options.DEFAULT)) {
      HarrierTest.use(harrier, project(10));
      Random random = new Random(1);
      for (int i = 0; i < 50; i++) {
        harrier.decide(event(i, random), "s", Ack.DURABLE);
      }
      assertThat(harrier.replay(1, Long.MAX_VALUE, place -> {}).differing()).isZero();

      Store.Batch batch = store.batch();
      byte[] other = store.get(Store.Space.LEDGER, new byte[] {0, 0, 0, 0, 0, 0, 0, 41});
      batch.put(Store.Space.LEDGER, new byte[] {0, 0, 0, 0, 0, 0, 0, 42}, other);
      store.commit(batch, true);

      Replay.Result replayed = harrier.replay(40, 45, place -> {});
      assertThat(replayed.events()).isEqualTo(44);
      assertThat(replayed.compared()).isEqualTo(6);
      assertThat(replayed.differing()).isEqualTo(1);
      Replay.Difference difference = replayed.first().getFirst();
      assertThat(difference.stored().observations())
          .isNotEqualTo(difference.again().observations());
      assertThat(difference.again().sequence()).isEqualTo(42);
    }
  }
}
