package dev.harrier.runtime.dispatch;

import java.time.Duration;
import java.util.Objects;

/**
 * How deliveries are repeated.
 *
 * @param held most effects of one sink that are held in memory; the others wait in the store
 * @param underWay most deliveries to one sink at a time
 * @param tries failures after which an effect is given up. A failure counts only if the sink took
 *     another effect since the last one, so that a sink that is down costs nobody a try
 * @param refusals answers "I do not want this" after which an effect is given up
 * @param downAfter failures in a row after which the sink is taken to be down: it is then asked by
 *     one delivery at a time
 * @param firstWait wait after the first failure; it doubles with each, less up to a half by chance
 * @param longestWait bound of that wait
 * @param giveUpAfter age of an effect's first failure from which on its next failure is its last:
 *     where nothing else is delivered, nothing else tells that the sink works and does not like it
 */
public record Policy(
    int held,
    int underWay,
    int tries,
    int refusals,
    int downAfter,
    Duration firstWait,
    Duration longestWait,
    Duration giveUpAfter) {
  public static final Policy DEFAULT =
      new Policy(
          10_000, 16, 8, 3, 5, Duration.ofMillis(500), Duration.ofMinutes(2), Duration.ofHours(24));

  public Policy {
    Objects.requireNonNull(firstWait);
    Objects.requireNonNull(longestWait);
    Objects.requireNonNull(giveUpAfter);
    if (held < 1 || underWay < 1 || tries < 1 || refusals < 1 || downAfter < 1) {
      throw new IllegalArgumentException("a bound below 1");
    }
    if (!firstWait.isPositive() || longestWait.compareTo(firstWait) < 0) {
      throw new IllegalArgumentException("waits must be positive and grow");
    }
    if (!giveUpAfter.isPositive()) {
      throw new IllegalArgumentException("an effect that is given up before it is tried");
    }
  }

  /** The policy with another count of deliveries at a time. */
  public Policy withUnderWay(int underWay) {
    return new Policy(
        held, underWay, tries, refusals, downAfter, firstWait, longestWait, giveUpAfter);
  }

  /** The policy with other bounds of patience. */
  public Policy withPatience(int tries, Duration giveUpAfter) {
    return new Policy(
        held, underWay, tries, refusals, downAfter, firstWait, longestWait, giveUpAfter);
  }

  /**
   * Wait before the next attempt: {@code min(longest, first · 2ⁿ⁻¹)}, of which the later half is
   * shortened by chance, so that what failed together does not come back together.
   *
   * @param failures so far, from 1
   * @param chance 0 ≤ chance &lt; 1
   */
  long waitMicros(int failures, double chance) {
    double whole = firstWait.toNanos() / 1e3 * Math.pow(2, Math.min(failures - 1, 40));
    double bounded = Math.min(whole, longestWait.toNanos() / 1e3);
    return (long) (bounded * (1 - chance / 2));
  }
}
