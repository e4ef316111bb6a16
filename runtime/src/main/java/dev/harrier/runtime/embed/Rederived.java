package dev.harrier.runtime.embed;

import dev.harrier.decision.Decision;
import dev.harrier.runtime.ledger.DecisionRecord;

/**
 * A decision of the past, made again from its ledger row.
 *
 * @param stored the row
 * @param decision what the same bundle says of the same event and the same observations
 * @param equal whether both decisions are equal, byte for byte
 */
public record Rederived(DecisionRecord stored, Decision decision, boolean equal) {}
