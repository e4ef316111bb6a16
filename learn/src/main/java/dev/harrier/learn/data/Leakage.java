package dev.harrier.learn.data;

/** What a column knows about the time after the decision (features, §1.1 of the method pages). */
public enum Leakage {
  /** Only events up to the decision: may be used anywhere. */
  PAST,
  /** An attribute read at observation time, such as a follower count. */
  SNAPSHOT,
  /** Arrives after the fact (reports, reverts): usable after its arrival only. */
  DELAYED,
  /** Is or contains the truth: never an input. */
  OUTCOME,
  /** Names the row (ids, order, salted hashes): never an input. */
  IDENTIFIER,
  /** Language, country and the like: used to slice, never an input to a model that acts. */
  PROTECTED;

  /** Whether a model that may lead to action may read the column. */
  public boolean mayBeInput() {
    return switch (this) {
      case PAST, SNAPSHOT, DELAYED -> true;
      case OUTCOME, IDENTIFIER, PROTECTED -> false;
    };
  }
}
