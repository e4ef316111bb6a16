package dev.harrier.runtime.embed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class StateFactsTest {
  private static final long CAP = 10_000;

  @Test
  void aWindowIncludesItsEventAndExcludesItsFarEdge() {
    StateFacts facts = StateFacts.inMemory();
    assertThat(facts.incrementWindow("k", 0, 100, CAP)).isEqualTo(1);
    assertThat(facts.incrementWindow("k", 99, 100, CAP)).isEqualTo(2);
    assertThat(facts.incrementWindow("k", 100, 100, CAP)).isEqualTo(2);
    assertThat(facts.windowCount("k", 198, 100)).isEqualTo(2);
    assertThat(facts.windowCount("k", 200, 100)).isZero();
    assertThat(facts.windowCount("other", 100, 100)).isZero();
  }

  @Test
  void aWindowCountsAtMostItsCap() {
    StateFacts facts = StateFacts.inMemory();
    for (int i = 0; i < 20; i++) {
      facts.incrementWindow("k", i, 1_000, 7);
    }
    assertThat(facts.incrementWindow("k", 20, 1_000, 7)).isEqualTo(7);
    assertThat(facts.windowCount("k", 20, 1_000)).isEqualTo(7);
  }

  @Test
  void countsAgreeWithAListOfAllTimesThoughEventsComeLate() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      StateFacts facts = StateFacts.inMemory();
      List<Long> times = new ArrayList<>();
      long newest = 0;
      for (int i = 0; i < 200; i++) {
        newest += random.nextInt(30);
        long time = newest - (random.nextInt(4) == 0 ? random.nextInt(20) : 0);
        times.add(time);
        long expected = times.stream().filter(t -> t > time - 100 && t <= time).count();
        // a window of 200 is kept, so that a late event finds all of its own 100
        facts.incrementWindow("k", time, 200, CAP);
        assertThat(facts.windowCount("k", time, 100))
            .as("seed %s event %s", seed, i)
            .isEqualTo(expected);
      }
    }
  }

  @Test
  void aCachedValueEndsWithItsTime() {
    StateFacts facts = StateFacts.inMemory();
    facts.put("k", "v", 10, 5);
    assertThat(facts.get("k", 14)).isEqualTo("v");
    assertThat(facts.get("k", 15)).isNull();
    assertThat(facts.get("other", 10)).isNull();
  }

  @Test
  void anEventDatedAYearAheadEndsNothingAndMakesNothingLate() {
    long hour = 3_600_000_000L;
    StateFacts facts = StateFacts.inMemory();
    facts.begin(hour, false);
    facts.incrementWindow("k", hour, hour, CAP);
    facts.put("v", "kept", hour, hour);
    long year = 365 * 24 * hour;
    facts.begin(year, true);
    assertThat(facts.incrementWindow("k", year, hour, CAP)).isEqualTo(2);
    assertThat(facts.get("v", year)).isEqualTo("kept");
    facts.put("w", "brief", year, 10);
    facts.begin(hour + 10, false);
    assertThat(facts.incrementWindow("k", hour + 10, hour, CAP)).isEqualTo(3);
    assertThat(facts.get("w", hour + 10)).isNull();
    assertThat(facts.clock().nowMicros()).isEqualTo(hour + 10);
  }

  @Test
  void countersGoOnWhenTheHostsClockJumpsBackADay() {
    long hour = 3_600_000_000L;
    StateFacts facts = StateFacts.inMemory();
    facts.begin(hour, false);
    facts.incrementWindow("k", hour, hour, CAP);
    for (int i = 2; i <= 24; i++) {
      facts.begin(i * hour, true);
      assertThat(facts.incrementWindow("k", i * hour, hour, CAP)).as("hour %s", i).isEqualTo(1);
    }
  }

  @Test
  void endedKeysDoNotPileUp() {
    StateFacts facts = StateFacts.inMemory();
    for (int i = 0; i < 100_000; i++) {
      long time = i * 1_000_000L;
      facts.begin(time, false);
      facts.put("k" + i, "v", time, 10);
      facts.incrementWindow("w" + i, time, 10, CAP);
    }
    assertThat(facts.states()).isLessThan(50_000);
  }
}
