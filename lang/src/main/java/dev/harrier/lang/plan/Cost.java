package dev.harrier.lang.plan;

/**
 * What a condition costs and how often it is true; guesses, on which no result depends.
 *
 * @param nanos cost of computing it once
 * @param share how often it is true, 0..1
 */
record Cost(double nanos, double share) {
  /**
   * Order in which conditions of an {@code and} are tried: cost per event that it rules out, least
   * first.
   */
  double rankInAll() {
    return nanos / Math.max(1e-3, 1 - share);
  }

  /** Order in which conditions of an {@code or} are tried. */
  double rankInAny() {
    return nanos / Math.max(1e-3, share);
  }
}
