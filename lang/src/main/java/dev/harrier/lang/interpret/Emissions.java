package dev.harrier.lang.interpret;

import dev.harrier.decision.Decision.Audit;
import dev.harrier.decision.Effect;
import dev.harrier.decision.Effect.ChangeLabel.Reason;
import dev.harrier.lang.program.Program;
import dev.harrier.lang.program.Term;
import dev.harrier.lang.value.RuleValue;
import dev.harrier.lang.value.Text;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Effects as {@code WhenRules} emit them, in order.
 *
 * <p>One effect that several {@code WhenRules} emit (through a name) is one effect: every emission
 * carries the rules of all of them.
 */
public final class Emissions {
  private final List<Effect> emitted = new ArrayList<>();
  private final Map<Effect, List<RuleValue>> rulesOf = new IdentityHashMap<>();
  private final List<Audit> audits = new ArrayList<>();

  /**
   * One {@code WhenRules}.
   *
   * @param rules rules that have a value, in order
   * @param failedRules names of those that failed
   * @param effects effects that have a value, in order
   * @param failedEffects number of those that failed
   */
  public void add(
      List<RuleValue> rules, List<String> failedRules, List<Effect> effects, int failedEffects) {
    List<RuleValue> passing = new ArrayList<>();
    for (RuleValue rule : rules) {
      if (rule.value()) {
        passing.add(rule);
      }
    }
    List<Effect> emits = passing.isEmpty() ? List.of() : effects;
    List<String> kinds = new ArrayList<>();
    for (Effect effect : emits) {
      emitted.add(effect);
      rulesOf.computeIfAbsent(effect, e -> new ArrayList<>()).addAll(passing);
      kinds.add(Text.typeName(effect));
    }
    audits.add(new Audit(names(rules), names(passing), failedRules, kinds, failedEffects));
  }

  private static List<String> names(List<RuleValue> rules) {
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
    for (Effect effect : emitted) {
      effects.add(attributed(effect, rulesOf.getOrDefault(effect, List.of())));
    }
    return Collections.unmodifiableList(effects);
  }

  /** The verdict words in order of emission. */
  public List<String> verdicts() {
    List<String> verdicts = new ArrayList<>();
    for (Effect effect : emitted) {
      if (effect instanceof Effect.DeclareVerdict verdict) {
        verdicts.add(verdict.verdict());
      }
    }
    return Collections.unmodifiableList(verdicts);
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
    Map<String, Reason> reasons = new LinkedHashMap<>();
    for (RuleValue rule : rules) {
      reasons.put(rule.name(), new Reason(rule.description(), rule.features()));
    }
    reasons.putAll(more);
    return reasons;
  }
}
