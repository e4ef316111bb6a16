package dev.harrier.rule;

import dev.harrier.decision.Decision;
import dev.harrier.event.Event;

/**
 * Decides events with one program. Owned by one thread; total: any event gets a decision, data
 * errors are values in it.
 */
public interface Evaluator {
  Decision decide(Event event, Facts facts);
}
