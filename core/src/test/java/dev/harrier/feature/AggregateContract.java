package dev.harrier.feature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every aggregate keeps to, against the plainest computation over all events. */
abstract class AggregateContract {
  static final long SECOND = 1_000_000;
  static final long START = 1_767_225_600L * SECOND;

  /** An event that is folded. */
  record Fold(long time, @Nullable Object value) {}

  private final FeatureDeclaration feature = new FeatureDeclaration("F", "F: test", aggregate());

  abstract Aggregate aggregate();

  /** What an event brings to be folded. */
  abstract @Nullable Object value(SplittableRandom random);

  /** The value just after the last of the events, of those at most so late. */
  abstract @Nullable Object expected(List<Fold> folds, long time);

  /** Largest length of {@link EntityState#encode} after any number of events. */
  abstract int bytesMax();

  /** Whether the value depends on the order in which late events came. */
  boolean dependsOnOrder() {
    return false;
  }

  void check(@Nullable Object actual, @Nullable Object expected, String what) {
    assertThat(actual).as(what).isEqualTo(expected);
  }

  private static List<Fold> inOrder(List<Fold> folds) {
    List<Fold> sorted = new ArrayList<>(folds);
    sorted.sort(Comparator.comparingLong(Fold::time));
    return sorted;
  }

  /** Gaps that leave a window of an hour with a few or with many events. */
  private static long gap(SplittableRandom random, long seed) {
    return 1 + random.nextLong(seed % 3 == 0 ? 600 * SECOND : 40 * SECOND);
  }

  @Test
  void eachValueIsThatOfAllEventsInItsWindow() {
    for (long seed = 0; seed < 40; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      EntityState state = new EntityState();
      List<Fold> folds = new ArrayList<>();
      long time = START;
      for (int i = 0; i < 150; i++) {
        time += gap(random, seed);
        Object value = value(random);
        folds.add(new Fold(time, value));
        check(
            state.observe(feature, "", time, true, value),
            expected(folds, time),
            "seed " + seed + ", event " + i);
      }
    }
  }

  @Test
  void aReadAddsNothing() {
    EntityState state = new EntityState();
    SplittableRandom random = new SplittableRandom(1);
    foldUntilKept(state, random);
    byte[] before = state.encode();
    state.observe(feature, "", START + SECOND, false, null);
    state.observe(feature, "other", START + SECOND, false, null);
    assertThat(state.encode()).isEqualTo(before);
    assertThat(state.size()).isEqualTo(1);
  }

  @Test
  void aStateReadBackAtAnyMomentGoesOnAsIfNothingHadHappened() {
    for (long seed = 0; seed < 10; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      EntityState state = new EntityState();
      EntityState reread = new EntityState();
      long time = START;
      for (int i = 0; i < 400; i++) {
        time += gap(random, seed);
        Object value = value(random);
        Object expected = state.observe(feature, "", time, true, value);
        reread = EntityState.decode(reread.encode());
        assertThat(reread.observe(feature, "", time, true, value)).isEqualTo(expected);
        assertThat(EntityState.decode(reread.encode()).encode()).isEqualTo(reread.encode());
      }
    }
  }

  @Test
  void theBytesOfAStateAreBounded() {
    SplittableRandom random = new SplittableRandom(2);
    EntityState state = new EntityState();
    long time = START;
    for (int i = 0; i < 20_000; i++) {
      time += random.nextLong(SECOND);
      state.observe(feature, "", time, true, value(random));
      if (i % 1_000 == 0) {
        assertThat(state.encode().length).isLessThanOrEqualTo(bytesMax());
      }
    }
  }

  @Test
  void eventsLateWithinWhatIsAllowedCountWhereTheyBelong() {
    if (dependsOnOrder()) {
      return;
    }
    for (long seed = 0; seed < 20; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      List<Fold> folds = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        folds.add(new Fold(START + random.nextLong(500 * SECOND), value(random)));
      }
      EntityState shuffled = new EntityState();
      folds.forEach(fold -> shuffled.observe(feature, "", fold.time(), true, fold.value()));
      long now = START + 700 * SECOND;
      check(
          shuffled.observe(feature, "", now, false, null),
          expected(inOrder(folds), now),
          "seed " + seed);
      assertThat(shuffled.late()).isZero();
    }
  }

  @Test
  void anEventTooLateIsFoldedAtTheBoundAndCounted() {
    EntityState state = new EntityState();
    SplittableRandom random = new SplittableRandom(4);
    state.observe(feature, "", START, true, value(random));
    state.observe(feature, "", START - 3_600 * SECOND, true, value(random));
    assertThat(state.late()).isEqualTo(1);
    assertThat(state.newestMicros()).isEqualTo(START);
  }

  @Test
  void whatHasEndedIsDropped() {
    EntityState state = new EntityState();
    foldUntilKept(state, new SplittableRandom(5));
    long lifetime = EntityState.lifetimeMicros(feature);
    assertThat(state.expire(START + lifetime - 1, id -> lifetime)).isTrue();
    assertThat(state.expire(START + lifetime, id -> lifetime)).isFalse();
    assertThat(state.size()).isZero();
    assertThat(EntityState.decode(state.encode()).size()).isZero();
  }

  /** Some values leave nothing to keep. */
  private void foldUntilKept(EntityState state, SplittableRandom random) {
    while (state.size() == 0) {
      state.observe(feature, "", START, true, value(random));
    }
  }

  static List<Fold> within(List<Fold> folds, long time, long window) {
    return folds.stream().filter(f -> f.time() > time - window && f.time() <= time).toList();
  }
}
