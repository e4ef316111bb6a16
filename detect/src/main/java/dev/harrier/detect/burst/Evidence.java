package dev.harrier.detect.burst;

import java.util.List;

/**
 * What a burst looks like over one window.
 *
 * @param contacts first contacts in the window
 * @param surprise how far their number lies above the receiver's habit (z)
 * @param meanHostility mean of their scores above their senders' habits
 * @param usualHostility what is usual for this receiver
 * @param uplift the difference in standard errors; NaN if no score was told
 * @param overlap share of pairs that co-acted before, above the usual; NaN with fewer than {@link
 *     Overlap#FEWEST} members
 * @param refusals members whom the receiver refused within the window
 * @param members of the window, as remembered, most hostile first
 */
record Evidence(
    long windowMicros,
    double contacts,
    double surprise,
    double meanHostility,
    double usualHostility,
    double uplift,
    double overlap,
    double refusals,
    List<Member> members) {

  /** Why a limit is proposed. */
  enum Reason {
    NONE,
    HOSTILE_BURST,
    SHARED_AUDIENCE,
    REFUSED_BURST
  }

  Reason reason(BurstSettings settings) {
    if (contacts < settings.fewest()) {
      return Reason.NONE;
    }
    boolean lifted = meanHostility - usualHostility >= settings.upliftFloor();
    if (lifted && surprise >= settings.hostileSurprise() && uplift >= settings.hostileUplift()) {
      return Reason.HOSTILE_BURST;
    }
    if (lifted
        && surprise >= settings.sharedSurprise()
        && uplift >= settings.sharedUplift()
        && overlap >= settings.sharedOverlap()) {
      return Reason.SHARED_AUDIENCE;
    }
    boolean refused = refusals >= settings.refusals() && surprise >= settings.sharedSurprise();
    return refused ? Reason.REFUSED_BURST : Reason.NONE;
  }
}
