package dev.harrier.detect.burst;

/**
 * Thresholds of the burst detector; {@code docs/methods/brigade.md} says where each comes from.
 *
 * @param fewest first contacts in a window before anything is said
 * @param hostileSurprise least z of the rate when hostility alone speaks
 * @param hostileUplift least uplift of hostility, in standard errors, when it alone speaks
 * @param sharedSurprise least z of the rate when a shared audience speaks too
 * @param sharedUplift least uplift of hostility then, in standard errors
 * @param sharedOverlap least share of pairs that co-acted, above the receiver's usual
 * @param upliftFloor least uplift of the mean score itself: many kind words make any difference
 *     significant
 * @param refusals so many refusals by the receiver within the window speak for themselves
 * @param strangersMean mean score of first contacts before the receiver's own are known, 0..1
 * @param strangersDeviation their standard deviation
 * @param publicDaily first contacts a day from which on limits are offered, not applied
 */
public record BurstSettings(
    int fewest,
    double hostileSurprise,
    double hostileUplift,
    double sharedSurprise,
    double sharedUplift,
    double sharedOverlap,
    double upliftFloor,
    int refusals,
    double strangersMean,
    double strangersDeviation,
    double publicDaily) {

  public static final BurstSettings STANDARD =
      new BurstSettings(5, 4, 4, 3, 2.5, .2, .12, 3, .2, .25, 200);

  /** The same with what the scorer at hand gives to strangers' words. */
  public BurstSettings withStrangers(double mean, double deviation) {
    return new BurstSettings(
        fewest,
        hostileSurprise,
        hostileUplift,
        sharedSurprise,
        sharedUplift,
        sharedOverlap,
        upliftFloor,
        refusals,
        mean,
        deviation,
        publicDaily);
  }
}
