package dev.harrier.lang.interpret;

import dev.harrier.decision.Decision.Audit;
import dev.harrier.decision.Effect;
import dev.harrier.decision.Effect.ChangeLabel.Reason;
import dev.harrier.decision.RuleSettings;
import dev.harrier.event.EntityKey;
import dev.harrier.event.NamedValues;
import dev.harrier.lang.function.Rollout;
import dev.harrier.lang.program.Program;
import dev.harrier.lang.program.Term;
import dev.harrier.lang.value.RuleValue;
import dev.harrier.lang.value.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Effects as {@code WhenRules} emit them, in order.
 *
 * <p>One effect that several {@code WhenRules} emit (through a name) is one effect: every emission
 * carries the rules of all of them. Actions and reviews carry the settings of the one that emits
 * them, and its rules alone. Effects that are only recorded are kept apart.
 */
public final class Emissions {
  private final boolean audited;
  private final List<Effect> emitted = new ArrayList<>(4);

  /** By place in {@link #emitted}: the rules of the effect; equal places share one list. */
  private final List<List<RuleValue>> rulesOf = new ArrayList<>(4);

  private @Nullable Emissions shadow;

  private final List<Audit> audits = new ArrayList<>(0);

  /**
   * @param audited whether {@link #audits} will be asked for
   */
  public Emissions(boolean audited) {
    this.audited = audited;
  }

  /**
   * One {@code WhenRules}.
   *
   * @param settings how its effects are to be carried out
   * @param rules rules that have a value, in order
   * @param failedRules names of those that failed
   * @param effects effects that have a value, in order
   * @param failedEffects number of those that failed
   */
  public void add(
      RuleSettings settings,
      List<RuleValue> rules,
      List<String> failedRules,
      List<Effect> effects,
      int failedEffects) {
    List<RuleValue> passing = passing(rules);
    List<Effect> emits = passing.isEmpty() ? List.of() : effects;
    for (int i = 0; i < emits.size(); i++) {
      Emissions to = live(settings, emits.get(i), emits) ? this : shadow();
      to.emit(with(settings, emits.get(i)), passing);
    }
    if (audited) {
      List<String> kinds = emits.stream().map(Text::typeName).toList();
      audits.add(new Audit(names(rules), names(passing), failedRules, kinds, failedEffects));
    }
  }

  /** Nearly always all of them. */
  private static List<RuleValue> passing(List<RuleValue> rules) {
    int passing = 0;
    for (int i = 0; i < rules.size(); i++) {
      passing += rules.get(i).value() ? 1 : 0;
    }
    return passing == rules.size() ? rules : rules.stream().filter(RuleValue::value).toList();
  }

  private Emissions shadow() {
    if (shadow == null) {
      shadow = new Emissions(false);
    }
    return shadow;
  }

  /**
   * Whether the effect is to be carried out. The rollout goes by the effect's entity; one without
   * an entity goes with the first that has one, and is left out if none has.
   */
  private static boolean live(RuleSettings settings, Effect effect, List<Effect> all) {
    if (settings.mode() == RuleSettings.Mode.SHADOW) {
      return false;
    }
    if (settings.rolloutPercent() == 100) {
      return true;
    }
    EntityKey entity = entityOf(effect);
    for (int i = 0; entity == null && i < all.size(); i++) {
      entity = entityOf(all.get(i));
    }
    return entity != null
        && Rollout.includes(settings.name(), entity.id(), settings.rolloutPercent());
  }

  private static @Nullable EntityKey entityOf(Effect effect) {
    return switch (effect) {
      case Effect.ChangeLabel change -> change.entity();
      case Effect.Enforce enforce -> enforce.entity();
      case Effect.Review review -> review.entity();
      case Effect.DeclareVerdict verdict -> null;
      case Effect.External external -> null;
    };
  }

  private static Effect with(RuleSettings settings, Effect effect) {
    return switch (effect) {
      case Effect.Enforce e ->
          new Effect.Enforce(
              e.action(), e.entity(), e.strikes(), e.maxPerHour(), settings, e.rules());
      case Effect.Review e ->
          new Effect.Review(e.queue(), e.entity(), e.score(), settings, e.rules());
      case Effect.ChangeLabel change -> change;
      case Effect.DeclareVerdict verdict -> verdict;
      case Effect.External external -> external;
    };
  }

  private void emit(Effect effect, List<RuleValue> passing) {
    for (int i = 0; i < emitted.size(); i++) {
      if (emitted.get(i) == effect) {
        share(i, passing);
        emitted.add(effect);
        rulesOf.add(rulesOf.get(i));
        return;
      }
    }
    emitted.add(effect);
    rulesOf.add(passing);
  }

  /** Adds rules to those of an effect, wherever it was emitted. */
  private void share(int emission, List<RuleValue> more) {
    List<RuleValue> rules = new ArrayList<>(rulesOf.get(emission));
    rules.addAll(more);
    for (int i = 0; i < emitted.size(); i++) {
      if (emitted.get(i) == emitted.get(emission)) {
        rulesOf.set(i, rules);
      }
    }
  }

  private static List<String> names(List<RuleValue> rules) {
    if (rules.size() == 1) {
      return List.of(rules.getFirst().name());
    }
    List<String> names = new ArrayList<>(rules.size());
    for (RuleValue rule : rules) {
      names.add(rule.name());
    }
    return names;
  }

  /** The name by which a {@code WhenRules} calls a rule. */
  public static String nameOf(Program program, Term rule) {
    return rule instanceof Term.Reference reference
        ? program.definitions().get(reference.definition()).name()
        : rule instanceof Term.Rule value ? value.name() : rule.span().toString();
  }

  /** The effects in order of emission, each with its rules. */
  public List<Effect> effects() {
    List<Effect> effects = new ArrayList<>(emitted.size());
    for (int i = 0; i < emitted.size(); i++) {
      effects.add(attributed(emitted.get(i), rulesOf.get(i)));
    }
    return List.copyOf(effects);
  }

  /** The effects that are recorded and not carried out. */
  public List<Effect> shadowEffects() {
    return shadow == null ? List.of() : shadow.effects();
  }

  /** The verdict words in order of emission. */
  public List<String> verdicts() {
    List<String> verdicts = List.of();
    for (int i = 0; i < emitted.size(); i++) {
      if (emitted.get(i) instanceof Effect.DeclareVerdict verdict) {
        verdicts = verdicts.isEmpty() ? new ArrayList<>(2) : verdicts;
        verdicts.add(verdict.verdict());
      }
    }
    return List.copyOf(verdicts);
  }

  public List<Audit> audits() {
    return List.copyOf(audits);
  }

  private static Effect attributed(Effect effect, List<RuleValue> rules) {
    List<String> names = names(rules);
    return switch (effect) {
      case Effect.ChangeLabel change ->
          new Effect.ChangeLabel(
              change.entity(),
              change.label(),
              change.status(),
              change.expiresAfterMicros(),
              change.delayMicros(),
              change.suppressed(),
              change.applyIf(),
              change.applyIfTrue(),
              names,
              reasons(rules, change.reasons()));
      case Effect.DeclareVerdict verdict -> new Effect.DeclareVerdict(verdict.verdict(), names);
      case Effect.External external ->
          new Effect.External(external.kind(), external.arguments(), names);
      case Effect.Enforce enforce ->
          new Effect.Enforce(
              enforce.action(),
              enforce.entity(),
              enforce.strikes(),
              enforce.maxPerHour(),
              enforce.settings(),
              names);
      case Effect.Review review ->
          new Effect.Review(
              review.queue(), review.entity(), review.score(), review.settings(), names);
    };
  }

  /** The words of the passing rules, then those of the rule that {@code apply_if} named. */
  private static Map<String, Reason> reasons(List<RuleValue> rules, Map<String, Reason> more) {
    NamedValues.Builder<Reason> reasons = new NamedValues.Builder<>(rules.size() + more.size());
    for (int i = 0; i < rules.size(); i++) {
      RuleValue rule = rules.get(i);
      reasons.set(rule.name(), new Reason(rule.description(), rule.features()));
    }
    if (!more.isEmpty()) {
      more.forEach(reasons::set);
    }
    return reasons.build();
  }
}
