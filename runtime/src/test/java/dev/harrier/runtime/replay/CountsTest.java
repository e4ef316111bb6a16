package dev.harrier.runtime.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The counters and intervals beneath a report. */
class CountsTest {
  @Test
  void distinctTextsAreCountedExactlyUpToTheBound() {
    DistinctCount count = new DistinctCount(1_000);
    Set<String> seen = new HashSet<>();
    Random random = new Random(7);
    while (seen.size() < 1_000) {
      String text = "u" + random.nextInt(3_000);
      seen.add(text);
      count.add(DistinctCount.hash(text));
    }

    assertThat(count.exact()).isTrue();
    assertThat(count.value()).isEqualTo(1_000);
  }

  @Test
  void beyondTheBoundTheEstimateIsWithinFourStandardErrors() {
    for (int distinct : new int[] {5_000, 30_000, 60_000, 400_000}) {
      DistinctCount count = new DistinctCount(1_000);
      for (int round = 0; round < 2; round++) {
        for (int i = 0; i < distinct; i++) {
          count.add(DistinctCount.hash("did:plc:" + i));
        }
      }

      assertThat(count.exact()).isFalse();
      assertThat((double) count.value())
          .isCloseTo(distinct, within(4 * DistinctCount.STANDARD_ERROR * distinct));
    }
  }

  @Test
  void pairsAreCountedLikeAMapWould() {
    PairCounts pairs = new PairCounts();
    Map<Long, Long> expected = new HashMap<>();
    Random random = new Random(11);
    for (int i = 0; i < 50_000; i++) {
      int low = random.nextInt(200);
      int high = low + 1 + random.nextInt(200);
      pairs.add(low, high);
      expected.merge((long) low << 32 | high, 1L, Long::sum);
    }

    Map<Long, Long> found = new HashMap<>();
    pairs.forEach((low, high, count) -> found.put((long) low << 32 | high, count));
    assertThat(found).isEqualTo(expected);
    assertThat(pairs.others()).isZero();
  }

  /** Newcombe 1998, table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29, method 3. */
  @Test
  void intervalsAreThoseOfNewcombesTable() {
    assertInterval(new Share(81, 263), 0.2553, 0.3662);
    assertInterval(new Share(15, 148), 0.0624, 0.1605);
    assertInterval(new Share(0, 20), 0.0, 0.1611);
    assertInterval(new Share(1, 29), 0.0061, 0.1718);
  }

  @Test
  void ofNothingNothingIsKnown() {
    assertThat(new Share(0, 0).low()).isZero();
    assertThat(new Share(0, 0).high()).isEqualTo(1);
    assertThat(new Share(0, 0).value()).isNaN();
  }

  private static void assertInterval(Share share, double low, double high) {
    assertThat(share.low()).isCloseTo(low, within(0.00005));
    assertThat(share.high()).isCloseTo(high, within(0.00005));
  }
}
