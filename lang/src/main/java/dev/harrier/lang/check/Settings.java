package dev.harrier.lang.check;

import dev.harrier.decision.RuleSettings;
import dev.harrier.decision.RuleSettings.Mode;
import dev.harrier.lang.check.Constants.Known;
import dev.harrier.lang.syntax.Tree.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a {@code WhenRules} says of itself: mode, rollout, owner, policy, expiry. */
final class Settings {
  private Settings() {}

  /** Something wrong with one of the keywords. */
  record Problem(String message, Expression place, String hint) {}

  static List<Problem> problems(Map<String, Known> known) {
    List<Problem> problems = new ArrayList<>();
    Known mode = known.get("mode");
    if (mode != null && mode(mode.value()) == null) {
      problems.add(
          new Problem(
              "unknown mode of `WhenRules`",
              mode.literal(),
              "got `" + mode.value() + "`, expected `live`, `review` or `shadow`"));
    }
    Known rollout = known.get("rollout");
    if (rollout != null && !(rollout.value() instanceof Long share && share >= 0 && share <= 100)) {
      problems.add(
          new Problem(
              "invalid `rollout` of `WhenRules`",
              rollout.literal(),
              "expected a whole number of percent from 0 to 100"));
    }
    Known expires = known.get("expires");
    if (expires != null && expires.value() != null && Moments.micros(expires.value()) == null) {
      problems.add(
          new Problem(
              "invalid `expires` of `WhenRules`",
              expires.literal(),
              "expected a date such as `2027-01-31`, or a time such as `2027-01-31T12:00:00Z`"));
    }
    return problems;
  }

  /**
   * The settings of a call without problems.
   *
   * @param rules names of its rules, in order
   */
  static RuleSettings of(BoundCall call, List<String> rules) {
    Map<String, @Nullable Object> constants = call.constants();
    String policy = (String) constants.get("policy");
    Mode mode = mode(constants.get("mode"));
    Long rollout = (Long) constants.get("rollout");
    if (mode == null || rollout == null) {
      throw new AssertionError("checked before: " + constants);
    }
    return new RuleSettings(
        policy != null ? policy : rules.isEmpty() ? "" : rules.getFirst(),
        rules,
        mode,
        rollout.intValue(),
        (String) constants.get("owner"),
        policy,
        Moments.micros(constants.get("expires")));
  }

  private static @Nullable Mode mode(@Nullable Object word) {
    for (Mode mode : Mode.values()) {
      if (mode.word().equals(word)) {
        return mode;
      }
    }
    return null;
  }
}
