package dev.harrier.enforce;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HourCountTest {
  private static final long MINUTE = 60_000_000;
  private static final long HOUR = 60 * MINUTE;
  private static final long T = 1_767_225_600_000_000L;

  /** Times in some order of which nothing is promised, most of them close together. */
  private static List<Long> times(Random random) {
    List<Long> times = new ArrayList<>();
    long now = T + random.nextLong(HOUR);
    for (int i = 0; i < 2_000; i++) {
      now += random.nextInt(50) == 0 ? random.nextLong(3 * HOUR) : random.nextLong(2 * MINUTE);
      times.add(random.nextInt(8) == 0 ? now - random.nextLong(4 * HOUR) : now);
    }
    return times;
  }

  private static long exactly(List<Long> added, long time) {
    return added.stream().filter(one -> one > time - HOUR && one <= time).count();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void itNeverCountsTooFewAndAtMostAMinuteTooMany(long seed) {
    HourCount hours = new HourCount();
    List<Long> added = new ArrayList<>();
    long newest = Long.MIN_VALUE;
    for (long time : times(new Random(seed))) {
      newest = Math.max(newest, time);
      hours.add(time);
      added.add(newest); // what comes late counts as of the newest
      long minuteMore = added.stream().filter(one -> one > added.getLast() - HOUR - MINUTE).count();
      assertThat(hours.within(time)).isBetween(exactly(added, newest), minuteMore);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void aBoundKeptByItHoldsForEveryHourWhereverItBegins(long seed) {
    Random random = new Random(seed);
    int most = 1 + random.nextInt(20);
    HourCount hours = new HourCount();
    List<Long> admitted = new ArrayList<>();
    long newest = Long.MIN_VALUE;
    for (long time : times(random)) {
      newest = Math.max(newest, time);
      if (hours.within(time) < most) {
        hours.add(time);
        admitted.add(newest);
      }
    }
    assertThat(admitted).hasSizeGreaterThan(5 * most);
    for (long end : admitted) {
      assertThat(exactly(admitted, end)).isLessThanOrEqualTo(most);
    }
  }

  @Test
  void roomIsBackWithinAMinuteOfTheHour() {
    HourCount hours = new HourCount();
    hours.add(T + 1);
    assertThat(hours.within(T + HOUR)).isEqualTo(1);
    assertThat(hours.within(T + HOUR + MINUTE)).isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void whatIsWrittenDownAndReadGoesOnAsIfNothingHadHappened(long seed) {
    HourCount whole = new HourCount();
    HourCount read = new HourCount();
    for (long time : times(new Random(seed))) {
      read = new HourCount(read.newestMinute(), read.newestFirst());
      assertThat(read.within(time)).isEqualTo(whole.within(time));
      whole.add(time);
      read.add(time);
      assertThat(read.newestFirst()).isEqualTo(whole.newestFirst());
      assertThat(read.newestFirst()).hasSizeLessThanOrEqualTo(HourCount.MINUTES);
    }
  }

  @Test
  void fromItsEndOnNothingCounts() {
    HourCount hours = new HourCount();
    hours.add(T + 17);
    assertThat(hours.within(hours.endMicros() - 1)).isEqualTo(1);
    assertThat(hours.within(hours.endMicros())).isZero();
  }

  @Test
  void timesBefore1970CountLikeOthers() {
    HourCount hours = new HourCount();
    hours.add(-30 * MINUTE);
    hours.add(-1);
    hours.add(0);
    assertThat(hours.within(0)).isEqualTo(3);
    assertThat(hours.within(45 * MINUTE)).isEqualTo(2);
  }
}
