package dev.harrier.decision;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How the effects of one {@code WhenRules} are to be carried out. What can be told from the event
 * alone has been applied by the time a decision is made: effects of a shadow set, and of a set
 * whose rollout leaves the entity out, stand among the shadow effects; a set that has expired emits
 * nothing.
 *
 * @param name the policy if one is stated, else the set's first rule; what rollout and caps go by
 * @param rules names of the rules that the set lists, in order
 * @param rolloutPercent share of the entities that the set acts on, 0..100
 * @param owner who answers for the set; null if not stated
 * @param policy the policy that the set enforces; null if not stated
 * @param expiresAtMicros event time from which the set is inert; null for never
 */
public record RuleSettings(
    String name,
    List<String> rules,
    Mode mode,
    int rolloutPercent,
    @Nullable String owner,
    @Nullable String policy,
    @Nullable Long expiresAtMicros) {
  /** Settings of effects that no {@code WhenRules} has emitted yet. */
  public static final RuleSettings NONE =
      new RuleSettings("", List.of(), Mode.LIVE, 100, null, null, null);

  public RuleSettings {
    Objects.requireNonNull(name);
    Objects.requireNonNull(mode);
    rules = List.copyOf(rules);
    if (rolloutPercent < 0 || rolloutPercent > 100) {
      throw new IllegalArgumentException("rollout of " + rolloutPercent + " percent");
    }
  }

  /** Whether the set emits nothing for an event of that time. */
  public boolean inertAt(long timeMicros) {
    return expiresAtMicros != null && timeMicros >= expiresAtMicros;
  }

  /** What becomes of the effects. */
  public enum Mode {
    /** They are carried out. */
    LIVE,
    /** Actions become cases: a person decides. Labels and verdicts are as in a live set. */
    REVIEW,
    /** They are recorded and nothing is done. */
    SHADOW;

    /** The word that rule authors write. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
