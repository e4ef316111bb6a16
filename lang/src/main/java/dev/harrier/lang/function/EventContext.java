package dev.harrier.lang.function;

import dev.harrier.event.Event;
import dev.harrier.rule.Facts;

/** What a function may see besides its arguments. Owned by one evaluation. */
public interface EventContext {
  Event event();

  Facts facts();

  Scoring scoring();
}
