package dev.harrier.lang.interpret;

import dev.harrier.decision.Decision.Audit;
import dev.harrier.decision.Effect;
import dev.harrier.decision.Effect.ChangeLabel.Reason;
import dev.harrier.lang.program.Program;
import dev.harrier.lang.program.Term;
import dev.harrier.lang.value.RuleValue;
import dev.harrier.lang.value.Text;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Effects as {@code WhenRules} emit them, in order.
 *
 * <p>One effect that several {@code WhenRules} emit (through a name) is one effect: every emission carries the rules of all of them.
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
    List<RuleValue> passing = rules.stream().filter(RuleValue::value).toList();
    List<Effect> emits = passing.isEmpty() ? List.of() : effects;
    for (Effect effect : emits) {
      emitted.add(effect);
      rulesOf.computeIfAbsent(effect, e -> new ArrayList<>()).addAll(passing);
    }
    audits.add(
        new Audit(
            rules.stream().map(RuleValue::name).toList(),
            passing.stream().map(RuleValue::name).toList(),
            failedRules,
            emits.stream().map(effect -> Text.typeName(effect)).toList(),
            failedEffects));
  }

  /** The name by which a {@code WhenRules} calls a rule. */
  public static String nameOf(Program program, Term rule) {
    return rule instanceof Term.Reference reference
        ? program.definitions().get(reference.definition()).name()
        : rule instanceof Term.Rule value ? value.name() : rule.span().toString();
  }

  /** The effects in order of emission, each with its rules. */
  public List<Effect> effects() {
    return emitted.stream().map(effect -> attributed(effect, rulesOf.get(effect))).toList();
  }

  /** The verdict words in order of emission. */
  public List<String> verdicts() {
    return emitted.stream()
        .filter(Effect.DeclareVerdict.class::isInstance)
        .map(effect -> ((Effect.DeclareVerdict) effect).verdict())
        .toList();
  }

  public List<Audit> audits() {
    return List.copyOf(audits);
  }

  private static Effect attributed(Effect effect, List<RuleValue> rules) {
    List<String> names = rules.stream().map(RuleValue::name).toList();
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
