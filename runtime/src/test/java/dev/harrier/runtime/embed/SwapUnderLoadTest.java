package dev.harrier.runtime.embed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harrier.runtime.bundle.Rules;
import dev.harrier.runtime.ledger.DecisionRecord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Bundles are replaced while events come in: none fails, and each is decided by one bundle. */
final class SwapUnderLoadTest {
  private static final int SENDERS = 3;
  private static final int SWAPS = 12;

  /** Rules, a verdict and a label that all bear the version's number. */
  private static Map<String, String> version(int number) {
    return Map.of(
        "main.sml",
        """
        UserId: Entity[str] = EntityJson(type='User', path='$.user')
        Posts = IncrementWindow(key=f'posts-{UserId}', window_seconds=3600, when_all=[True])
        VN_a = Rule(when_all=[Posts > 0], description='a')
        VN_b = Rule(when_all=[StringLength(s='x') > 0], description='b')
        WhenRules(rules_any=[VN_a, VN_b], then=[DeclareVerdict(verdict='VN')])
        """
            .replace("VN", "v" + number));
  }

  @Test
  void noDecisionIsAMixtureAndNoEventFails() throws Exception {
    try (Harrier harrier = HarrierTest.running(version(0))) {
      AtomicBoolean ended = new AtomicBoolean();
      AtomicInteger ids = new AtomicInteger();
      ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
      List<Future<Set<String>>> seen = new ArrayList<>();
      try {
        for (int i = 0; i < SENDERS; i++) {
          seen.add(senders.submit(() -> send(harrier, ids, ended)));
        }
        for (int number = 1; number <= SWAPS; number++) {
          int before = ids.get();
          HarrierTest.use(harrier, version(number));
          Installation bad =
              harrier.install(Rules.sources(Map.of("main.sml", "X = Nothing()\n")), "bad");
          assertThat(bad).isInstanceOf(Installation.Rejected.class);
          while (ids.get() < before + 20) {
            Thread.onSpinWait();
          }
        }
      } finally {
        ended.set(true);
        senders.shutdown();
      }
      Set<String> versions = new HashSet<>();
      for (Future<Set<String>> one : seen) {
        versions.addAll(one.get());
      }
      assertThat(versions).hasSizeGreaterThanOrEqualTo(SWAPS).contains("v" + SWAPS);
      assertThat(harrier.metrics().failed()).isZero();
      assertThat(harrier.bundles()).hasSize(SWAPS + 1);
      assertThat(harrier.replay(1, Long.MAX_VALUE, place -> {}).differing()).isZero();
    }
  }

  private static Set<String> send(Harrier harrier, AtomicInteger ids, AtomicBoolean ended) {
    Set<String> versions = new HashSet<>();
    while (!ended.get()) {
      int id = ids.getAndIncrement();
      DecisionRecord record =
          HarrierTest.decided(
              harrier.decide(HarrierTest.post(id, "u" + id % 7, 1), "s", Ack.DECIDED));
      String version = record.decision().verdicts().getFirst();
      assertThat(record.decision().verdicts()).containsExactly(version);
      assertThat(record.decision().fired()).containsExactly(version + "_a", version + "_b");
      versions.add(version);
    }
    return versions;
  }
}
