package dev.harrier.runtime.embed;

import dev.harrier.runtime.ledger.DecisionRecord;

/** What becomes of an event that was sent in. */
public sealed interface Answer {
  /**
   * It is decided.
   *
   * @param repeated the event was known already: this is its stored decision, and nothing changed
   */
  record Decided(DecisionRecord record, boolean repeated) implements Answer {}

  /**
   * It is no event that can be decided: its sender's fault.
   *
   * @param code {@code too_large}, {@code not_json}, {@code not_an_event}, {@code future}
   * @param column byte within the text, from 1; 0 when the whole is meant
   */
  record Refused(String code, long column, String message) implements Answer {}

  /**
   * More is waiting than may wait; nothing was done.
   *
   * @param retryAfterMillis when to try again
   */
  record Overloaded(long retryAfterMillis) implements Answer {}

  /**
   * The engine cannot answer: the disk failed, no bundle is active, it is closing. Nothing of the
   * event is kept, unless the message says that this is not known; it may be sent again.
   */
  record Failed(String message) implements Answer {}
}
