package dev.harrier.server.bench;

import dev.harrier.event.EntityKey;
import dev.harrier.feature.Aggregate;
import dev.harrier.feature.EntityState;
import dev.harrier.feature.FeatureDeclaration;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Processor time of the states of declared features: ten windowed counts of one actor an event, the
 * actors drawn evenly from many, so that hardly any of them is in a cache.
 */
public final class StateBenchmark {
  private static final int FEATURES = 10;
  private static final long SECOND = 1_000_000;
  private static final long START = 1_767_225_600L * SECOND;

  /** Windows from a minute to a month. */
  private static final long[] WINDOWS = {
    60, 600, 1_800, 3_600, 6 * 3_600, 12 * 3_600, 86_400, 3 * 86_400, 7 * 86_400, 30 * 86_400
  };

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private StateBenchmark() {}

  /**
   * What was measured.
   *
   * @param events events of the measured rounds
   * @param microsPerEvent processor time of an event: one look-up of its actor, ten folds and reads
   * @param slowestRound of the rounds, in the same unit
   * @param bytesPerEntity memory of a state, the map and the key left out
   */
  public record Result(
      int entities,
      long events,
      double eventsPerEntity,
      double microsPerEvent,
      double slowestRound,
      double bytesPerEntity,
      double encodedBytesPerEntity) {}

  /**
   * Measures.
   *
   * @param entities number of actors
   * @param rounds rounds of one event for each actor on average; the first half warms up
   */
  public static Result measure(int entities, int rounds) {
    FeatureDeclaration[] features = new FeatureDeclaration[FEATURES];
    for (int i = 0; i < FEATURES; i++) {
      features[i] =
          new FeatureDeclaration(
              "Count" + i, "count " + i, new Aggregate.Count(WINDOWS[i] * SECOND, false));
    }
    Map<EntityKey, EntityState> states = new HashMap<>(2 * entities);
    EntityKey[] actors = new EntityKey[entities];
    for (int i = 0; i < entities; i++) {
      actors[i] = new EntityKey("User", "u" + i);
    }
    SplittableRandom random = new SplittableRandom(1);
    long time = START;
    double best = Double.MAX_VALUE;
    double worst = 0;
    long measured = 0;
    long check = 0;
    for (int round = 0; round < rounds; round++) {
      long cpu = THREADS.getCurrentThreadCpuTime();
      for (int i = 0; i < entities; i++) {
        time += 1_000;
        EntityKey actor = actors[random.nextInt(entities)];
        EntityState state = states.get(actor);
        if (state == null) {
          state = new EntityState();
          states.put(actor, state);
        }
        for (FeatureDeclaration feature : features) {
          check += state.observeCount(feature, "", time, true);
        }
      }
      double micros = (THREADS.getCurrentThreadCpuTime() - cpu) / 1e3 / entities;
      if (round >= rounds / 2) {
        best = Math.min(best, micros);
        worst = Math.max(worst, micros);
        measured += entities;
      }
    }
    if (check == 0) {
      throw new AssertionError("nothing was counted");
    }
    return result(states, entities, rounds, measured, best, worst);
  }

  private static Result result(
      Map<EntityKey, EntityState> states,
      int entities,
      int rounds,
      long measured,
      double best,
      double worst) {
    long bytes = 0;
    long encoded = 0;
    int sampled = 0;
    for (EntityState state : states.values()) {
      bytes += state.bytes();
      if (sampled < 10_000) {
        encoded += state.encode().length;
        sampled++;
      }
    }
    return new Result(
        entities,
        measured,
        (double) rounds,
        best,
        worst,
        (double) bytes / states.size(),
        (double) encoded / Math.max(1, sampled));
  }
}
