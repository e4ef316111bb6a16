package dev.harrier.detect.burst;

/**
 * What words weigh as evidence that a run of strangers is an attack.
 *
 * <p>A score p is a probability; its odds over the odds of the base rate are the likelihood ratio r
 * of hostile to other words. Who swears among friends has a base rate of their own. Under attack a
 * share a of the words is hostile, otherwise a share u, so that one word weighs {@code ln((a r + 1
 * − a) / (u r + 1 − u))}: no more than {@code ln(a / u)}, however vile, so that no single person is
 * a brigade.
 */
final class Hostility {
  /** No score is surer than this. */
  private static final double LEAST = .002;

  /** No habit of swearing explains more. */
  private static final double MOST_EXPLAINED = .5;

  /**
   * Words that are a little more likely hostile than not weigh nothing: a scorer that is a little
   * off is so for hundreds of words alike, and hundreds of them would be an attack.
   */
  private static final double LEAST_TELLING = 4;

  private static final double RATIO_MOST = 1e4;

  private Hostility() {}

  /** Likelihood ratio of a score, given what is usual for its sender; NaN if it is. */
  static double ratio(double score, double usualOfSender, double baseRate) {
    double base = Math.clamp(usualOfSender, baseRate, Math.max(baseRate, MOST_EXPLAINED));
    return odds(Math.clamp(score, LEAST, 1 - LEAST)) / odds(base);
  }

  /** What two texts of one sender say together, if each says it for itself. */
  static double both(double ratio, double other) {
    return Math.clamp(ratio * other, 1 / RATIO_MOST, RATIO_MOST);
  }

  private static double odds(double probability) {
    return probability / (1 - probability);
  }

  /** Weight of evidence in nats. */
  static double weight(double ratio, double attackShare, double usualShare) {
    if (ratio > 1 && ratio < LEAST_TELLING) {
      return 0;
    }
    return StrictMath.log(
        (attackShare * ratio + 1 - attackShare) / (usualShare * ratio + 1 - usualShare));
  }
}
