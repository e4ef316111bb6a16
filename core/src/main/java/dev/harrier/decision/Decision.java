package dev.harrier.decision;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The engine's answer to one event.
 *
 * @param verdict strongest known word among {@code verdicts}
 * @param verdicts verdict words in the order in which they were declared
 * @param fired names of the rules that are true, in program order
 * @param failed rules that ended in a failure, in program order; with {@code features=used} only
 *     among those that were evaluated
 * @param skipped rules that could not be evaluated because a fact they need is missing (a silent
 *     failure), in program order
 * @param effects effects in program order
 * @param shadowEffects effects of shadow rules: recorded, never carried out
 * @param features output features by name, in program order; null is a failed or absent value;
 *     other values are {@link Boolean}, {@link Long}, {@link java.math.BigInteger}, {@link Double},
 *     {@link String}, {@link List} of these, or {@link Opaque}. Empty when features were not asked
 *     for
 * @param failures counted failures; their number is the error count
 * @param audits one entry per {@code WhenRules} that ran; empty unless all nodes were evaluated
 * @param guarded what became of those {@code effects} that are not sent, in their order. Rules do
 *     not know of it: it is empty until the guards have seen the decision
 * @param scores what models said, of those scores that {@code features} holds a value of, in
 *     program order
 */
public record Decision(
    Verdict verdict,
    List<String> verdicts,
    List<String> fired,
    List<String> failed,
    List<String> skipped,
    List<Effect> effects,
    List<Effect> shadowEffects,
    Map<String, @Nullable Object> features,
    List<Failure> failures,
    List<Audit> audits,
    List<Guarded> guarded,
    List<Score> scores) {
  public Decision {
    guarded = List.copyOf(guarded);
    scores = List.copyOf(scores);
  }

  /** As the rules decide. */
  public Decision(
      Verdict verdict,
      List<String> verdicts,
      List<String> fired,
      List<String> failed,
      List<String> skipped,
      List<Effect> effects,
      List<Effect> shadowEffects,
      Map<String, @Nullable Object> features,
      List<Failure> failures,
      List<Audit> audits) {
    this(
        verdict,
        verdicts,
        fired,
        failed,
        skipped,
        effects,
        shadowEffects,
        features,
        failures,
        audits,
        List.of(),
        List.of());
  }

  /** The same decision as the guards left it. */
  public Decision withGuarded(List<Guarded> outcomes) {
    return new Decision(
        verdict,
        verdicts,
        fired,
        failed,
        skipped,
        effects,
        shadowEffects,
        features,
        failures,
        audits,
        outcomes,
        scores);
  }

  /** The same decision with the scores that explain it. */
  public Decision withScores(List<Score> explaining) {
    return explaining.isEmpty()
        ? this
        : new Decision(
            verdict,
            verdicts,
            fired,
            failed,
            skipped,
            effects,
            shadowEffects,
            features,
            failures,
            audits,
            guarded,
            explaining);
  }

  /** What became of an effect, by its place; null if it is sent, or is no matter of guards. */
  public @Nullable Guarded guarded(int effect) {
    for (int i = 0; i < guarded.size(); i++) {
      if (guarded.get(i).effect() == effect) {
        return guarded.get(i);
      }
    }
    return null;
  }

  /**
   * A value that has no JSON form, such as a rule inside a list.
   *
   * @param kind the language's name of its type
   */
  public record Opaque(String kind) {}

  /**
   * What one {@code WhenRules} did.
   *
   * @param evaluated all rules it names; {@code matched} those true; {@code failed} those failed
   * @param emitted kinds of the effects it emitted, in order
   * @param effectsFailed number of effects dropped because they failed
   */
  public record Audit(
      List<String> evaluated,
      List<String> matched,
      List<String> failed,
      List<String> emitted,
      int effectsFailed) {
    public boolean degraded() {
      return !failed.isEmpty() || effectsFailed > 0;
    }
  }
}
