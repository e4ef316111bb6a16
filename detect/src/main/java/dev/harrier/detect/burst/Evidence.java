package dev.harrier.detect.burst;

import java.util.List;

/**
 * What a run of strangers looks like.
 *
 * @param strangers accounts whose first contact belongs to the run
 * @param surprise how far the number of first contacts lies above the receiver's habit, over the
 *     length of time that shows it best (z)
 * @param hostility evidence that they are hostile, in nats
 * @param usualShare share of hostile strangers that this receiver is used to
 * @param overlap share of pairs that co-acted before, above the usual; NaN with fewer than {@link
 *     Overlap#FEWEST} members
 * @param members of the run and of the last hours, as far as they are remembered, most hostile
 *     first
 */
record Evidence(
    int strangers,
    double surprise,
    double hostility,
    double usualShare,
    double overlap,
    List<Member> members) {

  /** Why a limit is proposed. */
  enum Reason {
    NONE,
    HOSTILE_BURST,
    SHARED_AUDIENCE,
    REFUSED_BURST
  }

  Reason reason(BurstSettings settings) {
    if (Math.max(strangers, members.size()) < settings.fewest() || surprise < settings.surprise()) {
      return Reason.NONE;
    }
    if (strangers >= settings.fewest()) {
      Reason hostile = hostile(settings);
      if (hostile != Reason.NONE) {
        return hostile;
      }
    }
    long refused = refused();
    return refused >= settings.refusals() && refused >= settings.refusedShare() * members.size()
        ? Reason.REFUSED_BURST
        : Reason.NONE;
  }

  private Reason hostile(BurstSettings settings) {
    if (hostility >= settings.evidence()) {
      return Reason.HOSTILE_BURST;
    }
    boolean shared = overlap >= settings.sharedOverlap();
    return shared && hostility >= settings.sharedEvidence() ? Reason.SHARED_AUDIENCE : Reason.NONE;
  }

  long refused() {
    return members.stream().filter(member -> member.refused).count();
  }

  /** Members whose words are more likely hostile than not, were one in two of all words hostile. */
  long hostile() {
    return members.stream().filter(member -> member.ratio > 1).count();
  }
}
