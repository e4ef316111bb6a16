package dev.harrier.runtime.embed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harrier.decision.Decision;
import dev.harrier.event.Event;
import dev.harrier.json.JsonParser;
import dev.harrier.lang.RuleCompiler.Backend;
import dev.harrier.rule.FeatureMode;
import dev.harrier.runtime.bundle.Bundle;
import dev.harrier.runtime.bundle.BundleHolder;
import dev.harrier.runtime.bundle.Rules;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** A bundle is replaced while events flow. */
final class HotSwapTest {
  private static final int SWAPS = 60;
  private static final int DECIDING_THREADS = 3;

  /** Garbage collections after which what is not collected counts as kept. */
  private static final int COLLECTIONS = 40;

  /**
   * Five rules in two files, all true, all named after the version, and a label and a verdict of
   * that name.
   */
  private static Bundle version(int number) throws Exception {
    String name = "V" + number;
    StringBuilder rules =
        new StringBuilder("User: Entity[str] = EntityJson(type='User', path='$.id')\n");
    for (int i = 0; i < 5; i++) {
      rules.append(
          "%s_%d = Rule(when_all=[StringLength(s='%s') > 0], description='r')%n"
              .formatted(name, i, "x".repeat(number % 7 + 1)));
    }
    rules.append(
        "WhenRules(rules_any=[%s_0, %s_4], then=[DeclareVerdict(verdict='%s')])%n"
            .formatted(name, name, name));
    return Rules.bundle(Backend.COMPILED, Map.of("main.sml", rules.toString()));
  }

  private static Event event() throws Exception {
    var json = JsonParser.parse("{\"id\":\"u\"}".getBytes(StandardCharsets.UTF_8));
    return new Event("1", "post", 0, json, json.root(), Event.ABSENT);
  }

  @Test
  void noEventIsDecidedByPartsOfTwoBundles() throws Exception {
    BundleHolder holder = new BundleHolder(version(0));
    AtomicBoolean ended = new AtomicBoolean();
    CountDownLatch deciding = new CountDownLatch(DECIDING_THREADS);
    Callable<Integer> decide =
        () -> {
          Engine engine = new Engine(holder, FeatureMode.USED, StateFacts.inMemory());
          Event event = event();
          int versions = 0;
          String before = "";
          while (!ended.get()) {
            Decision decision = engine.decide(event);
            assertWhole(decision);
            versions += engine.version().equals(before) ? 0 : 1;
            before = engine.version();
            deciding.countDown();
          }
          return versions;
        };
    ExecutorService threads = Executors.newFixedThreadPool(DECIDING_THREADS);
    try {
      List<Future<Integer>> seen = new ArrayList<>();
      for (int i = 0; i < DECIDING_THREADS; i++) {
        seen.add(threads.submit(decide));
      }
      deciding.await();
      for (int number = 1; number <= SWAPS; number++) {
        holder.swap(version(number));
      }
      ended.set(true);
      int versions = 0;
      for (Future<Integer> one : seen) {
        versions += one.get();
      }
      assertThat(versions)
          .as("bundles taken up by %s threads", DECIDING_THREADS)
          .isGreaterThan(DECIDING_THREADS);
    } finally {
      ended.set(true);
      threads.shutdownNow();
    }
  }

  private static void assertWhole(Decision decision) {
    String name =
        decision.fired().getFirst().substring(0, decision.fired().getFirst().indexOf('_'));
    assertThat(decision.fired())
        .containsExactlyInAnyOrder(name + "_0", name + "_1", name + "_2", name + "_3", name + "_4");
    assertThat(decision.verdicts()).containsExactly(name);
  }

  @Test
  void anEngineTakesUpTheNextBundleBeforeItsNextEvent() throws Exception {
    BundleHolder holder = new BundleHolder(version(1));
    Engine engine = new Engine(holder, FeatureMode.NONE, StateFacts.inMemory());
    assertThat(engine.decide(event()).verdicts()).containsExactly("V1");

    Bundle next = version(2);
    assertThat(holder.swap(next).version()).isNotEqualTo(next.version());

    assertThat(engine.decide(event()).verdicts()).containsExactly("V2");
    assertThat(engine.version()).isEqualTo(next.version());
  }

  @Test
  void replacedBundlesAreCollectedAndTheirClassesUnloaded() throws Exception {
    BundleHolder holder = new BundleHolder(version(0));
    Engine engine = new Engine(holder, FeatureMode.USED, StateFacts.inMemory());
    Event event = event();
    engine.decide(event);
    long unloadedBefore = ManagementFactory.getClassLoadingMXBean().getUnloadedClassCount();
    List<WeakReference<Bundle>> replaced = new ArrayList<>();
    for (int number = 1; number <= SWAPS; number++) {
      replaced.add(new WeakReference<>(holder.swap(version(number))));
      engine.decide(event);
    }

    for (int i = 0; i < COLLECTIONS && anyLeft(replaced); i++) {
      System.gc();
    }

    assertThat(replaced).allMatch(bundle -> bundle.get() == null);
    assertThat(ManagementFactory.getClassLoadingMXBean().getUnloadedClassCount() - unloadedBefore)
        .as("classes unloaded after %s swaps", SWAPS)
        .isGreaterThanOrEqualTo(SWAPS);
    assertThat(engine.decide(event).verdicts()).containsExactly("V" + SWAPS);
  }

  private static boolean anyLeft(List<WeakReference<Bundle>> bundles) {
    return bundles.stream().anyMatch(bundle -> bundle.get() != null);
  }
}
