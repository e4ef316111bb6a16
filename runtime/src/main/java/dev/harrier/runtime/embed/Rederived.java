package dev.harrier.runtime.embed;

import dev.harrier.decision.Decision;
import dev.harrier.runtime.ledger.DecisionRecord;
import org.jspecify.annotations.Nullable;

/**
 * A decision of the past, made again from its ledger row.
 *
 * @param stored the row
 * @param decision what the same bundle says of the same event and the same observations; null if it
 *     asked for something that the row has no answer to, as after secret data has been erased
 * @param equal whether both decisions are equal, byte for byte
 */
public record Rederived(DecisionRecord stored, @Nullable Decision decision, boolean equal) {}
