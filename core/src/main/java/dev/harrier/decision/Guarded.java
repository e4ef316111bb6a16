package dev.harrier.decision;

import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What became of an effect that a decision asks for and that is not sent.
 *
 * @param effect its place among the decision's effects, from 0
 * @param reason which guard stopped it, in words
 * @param opened the case that is sent in its place; present for {@link Outcome#TO_REVIEW} only
 */
public record Guarded(int effect, Outcome outcome, String reason, @Nullable Effect opened) {
  public Guarded {
    Objects.requireNonNull(outcome);
    Objects.requireNonNull(reason);
    if ((outcome == Outcome.TO_REVIEW) != (opened != null)) {
      throw new IllegalArgumentException("a case goes with `to_review` and with nothing else");
    }
  }

  /** How an effect ends that is not sent. Those of shadow rules stand by themselves. */
  public enum Outcome {
    /** The entity has had the same action within the action's quiet period. */
    DUPLICATE,
    /** As many as may be have been sent within the hour. */
    CAPPED,
    /** The entity is among those that the action is kept from, for comparison. */
    HELDOUT,
    /** It has become a case for people. */
    TO_REVIEW;

    /** The word in outputs and metrics. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
