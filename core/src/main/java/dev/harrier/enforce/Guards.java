package dev.harrier.enforce;

import dev.harrier.decision.ActionInfo;
import dev.harrier.decision.Decision;
import dev.harrier.decision.Effect;
import dev.harrier.decision.Effect.Enforce;
import dev.harrier.decision.Effect.Review;
import dev.harrier.decision.Guarded;
import dev.harrier.decision.Guarded.Outcome;
import dev.harrier.decision.RuleSettings.Mode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says of each action that a decision asks for whether it is sent, and if not, what becomes of it.
 * In order: holdback, quiet period, review, cap of the rules, cap of the action; the first that
 * does not let it pass is the reason. Only what is sent, or becomes a case, begins a quiet period;
 * only what is sent counts against caps.
 *
 * <p>Labels, verdicts, cases that rules ask for themselves and effects of sinks pass. Immutable.
 */
public final class Guards {
  private final Map<String, ActionInfo> actions;

  /**
   * @param actions of the project, by name
   */
  public Guards(Map<String, ActionInfo> actions) {
    this.actions = actions;
  }

  /** The decision with what became of its actions; the same one if all are sent. */
  public Decision apply(Decision decision, GuardMemory memory) {
    List<Effect> effects = decision.effects();
    List<Guarded> guarded = null;
    for (int i = 0; i < effects.size(); i++) {
      if (effects.get(i) instanceof Enforce enforce) {
        Guarded stopped = guard(i, enforce, memory);
        if (stopped != null) {
          guarded = guarded == null ? new ArrayList<>() : guarded;
          guarded.add(stopped);
        }
      }
    }
    return guarded == null ? decision : decision.withGuarded(guarded);
  }

  /** What becomes of an action that is not sent; null for one that is. */
  private @Nullable Guarded guard(int place, Enforce enforce, GuardMemory memory) {
    ActionInfo action = actions.get(enforce.action());
    if (action == null) {
      action = ActionInfo.undeclared(enforce.action());
    }
    if (Holdback.holdsOut(action, enforce.entity())) {
      String reason =
          "`%s` is held back from %s %% of the entities"
              .formatted(action.name(), action.holdback().percentText());
      return new Guarded(place, Outcome.HELDOUT, reason, null);
    }
    boolean review = enforce.settings().mode() == Mode.REVIEW;
    QuietKey equal = new QuietKey(enforce.action(), enforce.entity(), review);
    long until = memory.quietUntil(equal);
    if (until != GuardMemory.NOT_QUIET) {
      return new Guarded(place, Outcome.DUPLICATE, duplicate(review, until), null);
    }
    if (!review) {
      String over = overCap(enforce, action, memory);
      if (over != null) {
        return new Guarded(place, Outcome.CAPPED, over, null);
      }
    }
    if (action.quietPeriodMicros() > 0) {
      memory.beginQuiet(equal, action.quietPeriodMicros());
    }
    return review ? opened(place, enforce, action) : null;
  }

  private static String duplicate(boolean review, long until) {
    Instant end = Instant.EPOCH.plus(until, ChronoUnit.MICROS);
    return (review ? "people have been asked, quiet until " : "equal one sent, quiet until ") + end;
  }

  /** The cap that it is over; null if it is over none and has been counted. */
  private static @Nullable String overCap(Enforce enforce, ActionInfo action, GuardMemory memory) {
    CapKey ofRules = new CapKey(enforce.settings().name(), enforce.action());
    CapKey ofAction = new CapKey("", enforce.action());
    Long mostOfRules = enforce.maxPerHour();
    Long mostOfAction = action.maxPerHour();
    if (mostOfRules != null && memory.admitted(ofRules) >= mostOfRules) {
      return "cap of `" + ofRules.rule() + "`: " + mostOfRules + " an hour";
    }
    if (mostOfAction != null && memory.admitted(ofAction) >= mostOfAction) {
      return "cap of `" + action.name() + "`: " + mostOfAction + " an hour";
    }
    if (mostOfRules != null) {
      memory.admit(ofRules);
    }
    if (mostOfAction != null) {
      memory.admit(ofAction);
    }
    return null;
  }

  private static Guarded opened(int place, Enforce enforce, ActionInfo action) {
    Review review =
        new Review(
            action.queue(),
            enforce.entity(),
            null,
            enforce.action(),
            enforce.settings(),
            enforce.rules());
    String reason = "the rules are in review: a case of queue `" + review.queue() + "`";
    return new Guarded(place, Outcome.TO_REVIEW, reason, review);
  }
}
