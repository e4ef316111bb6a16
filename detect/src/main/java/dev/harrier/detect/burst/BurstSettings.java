package dev.harrier.detect.burst;

/**
 * Thresholds of the burst detector; {@code docs/methods/brigade.md} says where each comes from.
 *
 * @param fewest strangers in a run before anything is said
 * @param surprise least z of the rate of first contacts
 * @param evidence least evidence of hostility, in nats, when it alone speaks
 * @param sharedEvidence least evidence of hostility when a shared audience speaks too
 * @param sharedOverlap least share of pairs that co-acted, above the receiver's usual
 * @param attackShare share of hostile words among those of a brigade, 0..1
 * @param baseRate share of hostile words where the scorer's probabilities hold, 0..1: a score that
 *     is equal to it says nothing
 * @param leastUsual share of hostile strangers that any receiver must expect
 * @param mostUsual share that no receiver has to get used to
 * @param refusals so many strangers refused within a run speak for themselves …
 * @param refusedShare … if they are this share of it
 * @param publicDaily first contacts a day from which on limits are offered, not applied
 */
public record BurstSettings(
    int fewest,
    double surprise,
    double evidence,
    double sharedEvidence,
    double sharedOverlap,
    double attackShare,
    double baseRate,
    double leastUsual,
    double mostUsual,
    int refusals,
    double refusedShare,
    double publicDaily) {

  public static final BurstSettings STANDARD =
      new BurstSettings(5, 3, 5, 4, .2, .8, .1, .05, .3, 3, .3, 200);

  public BurstSettings {
    boolean ordered = leastUsual > 0 && leastUsual <= mostUsual && mostUsual < attackShare;
    if (!ordered || attackShare >= 1 || baseRate <= 0 || baseRate >= 1) {
      throw new IllegalArgumentException(
          "shares must satisfy 0 < usual < attack < 1 and 0 < base rate < 1");
    }
  }

  /** The same for a scorer whose probabilities hold at another base rate. */
  public BurstSettings withBaseRate(double other) {
    return new BurstSettings(
        fewest,
        surprise,
        evidence,
        sharedEvidence,
        sharedOverlap,
        attackShare,
        other,
        leastUsual,
        mostUsual,
        refusals,
        refusedShare,
        publicDaily);
  }
}
