package dev.harrier.decision;

import dev.harrier.event.EntityKey;
import dev.harrier.event.NamedValues;
import dev.harrier.label.LabelStatus;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something to be done, as a value. Each carries the names of the rules that asked for it, in the
 * order of {@code rules_any}.
 */
public sealed interface Effect {
  List<String> rules();

  /**
   * A change of a label's status.
   *
   * @param status {@link LabelStatus#ADDED} or {@link LabelStatus#REMOVED}
   * @param expiresAfterMicros how long the reason lasts from the event's time; null for ever
   * @param delayMicros kept for compatibility; null if not given
   * @param suppressed the condition of {@code apply_if} failed: recorded, never applied
   * @param applyIf name of the rule given as {@code apply_if}; null if none was given
   * @param applyIfTrue whether that rule holds; true when none was given
   * @param reasons description and features of each passing rule, by rule name: what becomes the
   *     label's reasons
   */
  record ChangeLabel(
      EntityKey entity,
      String label,
      LabelStatus status,
      @Nullable Long expiresAfterMicros,
      @Nullable Long delayMicros,
      boolean suppressed,
      @Nullable String applyIf,
      boolean applyIfTrue,
      List<String> rules,
      Map<String, Reason> reasons)
      implements Effect {
    public ChangeLabel {
      rules = List.copyOf(rules);
      reasons = NamedValues.copyOf(reasons);
    }

    /**
     * A rule's words at the time of the effect.
     *
     * @param description template text, names in braces
     * @param features values of those names, as text
     */
    public record Reason(String description, Map<String, String> features) {
      public Reason {
        features = NamedValues.copyOf(features);
      }
    }
  }

  /** A verdict word, as the rule project spells it. */
  record DeclareVerdict(String verdict, List<String> rules) implements Effect {
    public DeclareVerdict {
      rules = List.copyOf(rules);
    }
  }

  /**
   * An effect for one sink, such as {@code atproto_label}.
   *
   * @param kind name of the sink's effect
   * @param arguments its arguments in order of declaration; values are null, text, numbers or
   *     booleans
   */
  record External(String kind, Map<String, @Nullable Object> arguments, List<String> rules)
      implements Effect {
    public External {
      arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
      rules = List.copyOf(rules);
    }
  }

  /**
   * An action on an entity, by name; what is finally done is for guards and ladder to decide.
   *
   * @param action name of a declared action
   * @param strikes strikes that the entity earns, at least 0
   * @param maxPerHour most times an hour that this set of rules may ask for the action; null for no
   *     bound
   * @param settings of the {@code WhenRules} that emitted it
   */
  record Enforce(
      String action,
      EntityKey entity,
      long strikes,
      @Nullable Long maxPerHour,
      RuleSettings settings,
      List<String> rules)
      implements Effect {
    public Enforce {
      rules = List.copyOf(rules);
    }
  }

  /**
   * A case for people about an entity.
   *
   * @param queue name of a declared queue
   * @param score how likely or how bad, as the rules say; null if they do not
   * @param action the action that waits for people's word; null if none does
   * @param settings of the {@code WhenRules} that emitted it
   */
  record Review(
      String queue,
      EntityKey entity,
      @Nullable Double score,
      @Nullable String action,
      RuleSettings settings,
      List<String> rules)
      implements Effect {
    public Review {
      rules = List.copyOf(rules);
    }

    /** A case that rules ask for: no action waits for it. */
    public Review(
        String queue,
        EntityKey entity,
        @Nullable Double score,
        RuleSettings settings,
        List<String> rules) {
      this(queue, entity, score, null, settings, rules);
    }
  }
}
