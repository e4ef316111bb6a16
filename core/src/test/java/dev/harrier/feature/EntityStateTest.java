package dev.harrier.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class EntityStateTest {
  private static final long SECOND = 1_000_000;
  private static final long HOUR = 3_600 * SECOND;
  private static final long START = 1_767_225_600L * SECOND;

  private static FeatureDeclaration count(String name) {
    return new FeatureDeclaration(name, name + " over an hour", new Aggregate.Count(HOUR, true));
  }

  @Test
  void manyFeaturesAndKeysAreKeptApart() {
    SplittableRandom random = new SplittableRandom(7);
    FeatureDeclaration[] features = {count("A"), count("B"), count("C")};
    EntityState state = new EntityState();
    Map<String, Long> expected = new HashMap<>();
    for (int i = 0; i < 20_000; i++) {
      FeatureDeclaration feature = features[random.nextInt(3)];
      String rest = random.nextInt(4) == 0 ? "" : "ip" + random.nextInt(300);
      long count = expected.merge(feature.name() + "/" + rest, 1L, Long::sum);
      assertThat(state.observe(feature, rest, START + i, true, null)).isEqualTo(count);
      if (i % 5_000 == 4_999) {
        state = EntityState.decode(state.encode());
      }
    }
    assertThat(state.size()).isEqualTo(expected.size());
  }

  @Test
  void aChangedDefinitionStartsEmpty() {
    EntityState state = new EntityState();
    FeatureDeclaration before = count("A");
    FeatureDeclaration after =
        new FeatureDeclaration("A", "A over an hour, replies", new Aggregate.Count(HOUR, true));
    assertThat(state.observe(before, "", START, true, null)).isEqualTo(1L);
    assertThat(state.observe(after, "", START, true, null)).isEqualTo(1L);
    assertThat(state.observe(before, "", START, true, null)).isEqualTo(2L);
  }

  @Test
  void aCountWithoutBoxesIsTheSame() {
    EntityState boxed = new EntityState();
    EntityState plain = new EntityState();
    FeatureDeclaration feature = count("A");
    for (int i = 0; i < 100; i++) {
      assertThat(plain.observeCount(feature, "", START + i * 60L * SECOND, i % 3 != 0))
          .isEqualTo(boxed.observe(feature, "", START + i * 60L * SECOND, i % 3 != 0, null));
    }
  }

  @Test
  void distinctValuesBeyondTheExactOnesAreEstimatedWithinThreeStandardErrors() {
    FeatureDeclaration feature = new FeatureDeclaration("U", "U", new Aggregate.CountUnique(HOUR));
    EntityState state = new EntityState();
    long time = START;
    long[] last = new long[60_000];
    Arrays.fill(last, Long.MIN_VALUE / 2);
    SplittableRandom random = new SplittableRandom(9);
    for (int i = 0; i < 100_000; i++) {
      time += 100_000;
      int value = random.nextInt(last.length);
      last[value] = time;
      Object estimate = state.observe(feature, "", time, true, "v" + value);
      if (i % 9_000 == 8_999) {
        long now = time;
        long exact = Arrays.stream(last).filter(t -> t > now - HOUR).count();
        assertThat((Long) estimate)
            .as("event %d", i)
            .isBetween(exact * 931 / 1000, exact * 1069 / 1000);
      }
    }
    assertThat(EntityState.decode(state.encode()).encode()).isEqualTo(state.encode());
  }

  @Test
  void damagedBytesAreRefused() {
    EntityState state = new EntityState();
    for (int i = 0; i < 50; i++) {
      state.observe(count("A"), "r" + i, START + i, true, null);
    }
    byte[] bytes = state.encode();
    assertThatThrownBy(() -> EntityState.decode(Arrays.copyOf(bytes, bytes.length / 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("damaged at byte");
    bytes[0] = 9;
    assertThatThrownBy(() -> EntityState.decode(bytes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a state of format 9, expected format 1");
  }

  @Test
  void bytesDamagedAnywhereAreReadOrRefusedButBreakNothing() {
    Map<FeatureDeclaration, Object> features = new LinkedHashMap<>();
    features.put(feature("N", new Aggregate.Count(HOUR, false)), "");
    features.put(feature("S", new Aggregate.Sum(HOUR, false)), 3.0);
    features.put(feature("U", new Aggregate.CountUnique(HOUR)), "u");
    features.put(feature("R", new Aggregate.Rate(HOUR)), "");
    features.put(feature("T", new Aggregate.TopK(HOUR, 3)), "t");
    features.put(feature("L", new Aggregate.Last(HOUR)), "l");
    EntityState state = new EntityState();
    for (int i = 0; i < 90; i++) {
      long time = START + i * SECOND;
      features.forEach((feature, value) -> state.observe(feature, "", time, true, value));
    }
    byte[] bytes = state.encode();
    SplittableRandom random = new SplittableRandom(11);
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] damaged = bytes.clone();
      damaged[1 + random.nextInt(bytes.length - 1)] = (byte) random.nextInt(256);
      try {
        EntityState.decode(damaged);
      } catch (IllegalArgumentException expected) {
        refused++;
      }
    }
    assertThat(refused).isBetween(1, 19_999);
  }

  private static FeatureDeclaration feature(String name, Aggregate aggregate) {
    return new FeatureDeclaration(name, name, aggregate);
  }

  @Test
  void aValueKeptForEverIsKept() {
    FeatureDeclaration last = feature("L", new Aggregate.Last(Long.MAX_VALUE));
    EntityState state = new EntityState();
    state.observe(last, "", START, true, "x");
    assertThat(state.observe(last, "", START + 10_000 * HOUR, false, null)).isEqualTo("x");
  }
}
