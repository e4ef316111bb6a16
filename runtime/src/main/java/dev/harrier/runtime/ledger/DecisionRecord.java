package dev.harrier.runtime.ledger;

import dev.harrier.decision.Decision;
import dev.harrier.rule.FeatureMode;
import java.util.List;
import java.util.Objects;

/**
 * A decision as the ledger keeps it: with everything from which it can be derived again.
 *
 * @param sequence place of the event in the log, from 1; the decision's identifier
 * @param source who sent the event; empty if not told
 * @param eventId the event's identifier within its source
 * @param timeMicros event time
 * @param decision the answer
 * @param features how much of the program was run
 * @param bundle version of the bundle that decided
 * @param observations every answer that the rules got besides the event, in order
 */
public record DecisionRecord(
    long sequence,
    String source,
    String eventId,
    String type,
    long timeMicros,
    Decision decision,
    FeatureMode features,
    String bundle,
    List<Observation> observations) {
  public DecisionRecord {
    Objects.requireNonNull(source);
    Objects.requireNonNull(eventId);
    Objects.requireNonNull(type);
    Objects.requireNonNull(decision);
    Objects.requireNonNull(features);
    Objects.requireNonNull(bundle);
    observations = List.copyOf(observations);
  }

  /** The identifier by which the decision is asked for. */
  public String id() {
    return Long.toString(sequence);
  }
}
