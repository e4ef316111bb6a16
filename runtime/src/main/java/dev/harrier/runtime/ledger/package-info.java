/**
 * The log of what happened and the ledger of what was decided.
 *
 * <p>A {@link dev.harrier.runtime.ledger.DecisionRecord} keeps a decision together with its {@link
 * dev.harrier.runtime.ledger.Observation}s: every answer that the rules got besides the event. From
 * these, the event and the bundle, the decision can be derived again for ever.
 */
@NullMarked
package dev.harrier.runtime.ledger;

import org.jspecify.annotations.NullMarked;
