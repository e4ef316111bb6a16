package dev.harrier.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class SlidingDistinctTest {
  private static final long START = 1_767_225_600_000_000L;

  /** One standard error of a sketch. */
  private static final double ERROR = 1.04 / Math.sqrt(2048);

  /**
   * Mean relative error over sketches of so many values each, none of which has left the window.
   */
  private static double meanError(int values, int sketches) {
    double sum = 0;
    for (int i = 0; i < sketches; i++) {
      SplittableRandom random = new SplittableRandom(31L * i + values);
      SlidingDistinct sketch = new SlidingDistinct();
      for (int j = 0; j < values; j++) {
        sketch.add(random.nextLong(), START + j, START - 1);
      }
      sum += sketch.count(START - 1) / (double) values - 1;
    }
    return sum / sketches;
  }

  @Test
  void theMeanIsRightWhereEmptyRegistersGiveWayToRanks() {
    int sketches = 100;
    for (int values : new int[] {300, 3_000, 5_200, 6_000, 10_000}) {
      assertThat(meanError(values, sketches))
          .as("%d values", values)
          .isCloseTo(0, within(4 * ERROR / Math.sqrt(sketches)));
    }
  }

  @Test
  void aWindowOfManyValuesIsNotUnderestimated() {
    int values = 1_000_000;
    assertThat(meanError(values, 4)).isCloseTo(0, within(4 * ERROR / 2));
  }

  @Test
  void theWindowSlidesByEvent() {
    int window = 1_000_000;
    SplittableRandom random = new SplittableRandom(3);
    SlidingDistinct sketch = new SlidingDistinct();
    for (int i = 0; i < 3 * window; i++) {
      sketch.add(random.nextLong(), START + i, START + i - window - window / 10);
      if (i > window && i % (window / 4) == 0) {
        assertThat(sketch.count(START + i - window) / (double) window)
            .as("after %d values", i)
            .isCloseTo(1, within(4 * ERROR));
      }
    }
    assertThat(sketch.count(START + 3L * window)).isZero();
  }

  @Test
  void theOrderOfLateValuesDoesNotMatterWhileThereIsRoom() {
    SplittableRandom random = new SplittableRandom(4);
    long[] hashes = random.longs(20_000).toArray();
    SlidingDistinct forward = new SlidingDistinct();
    SlidingDistinct backward = new SlidingDistinct();
    for (int i = 0; i < hashes.length; i++) {
      forward.add(hashes[i], START + i, START - 1);
      int last = hashes.length - 1 - i;
      backward.add(hashes[last], START + last, START - 1);
    }
    for (int after = 0; after < hashes.length; after += 500) {
      assertThat(backward.count(START + after)).isEqualTo(forward.count(START + after));
    }
  }
}
