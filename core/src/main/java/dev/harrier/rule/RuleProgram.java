package dev.harrier.rule;

import dev.harrier.decision.ActionInfo;
import dev.harrier.decision.RuleSettings;
import java.util.List;
import java.util.Map;

/** A compiled rule project: immutable, shared by all threads. */
public interface RuleProgram {
  /** Content hash of everything the program was compiled from, {@code sha256:…}. */
  String version();

  /** All rules in program order. */
  List<RuleInfo> rules();

  /** How the effects of each {@code WhenRules} are carried out, in program order. */
  List<RuleSettings> settings();

  /** The project's actions by name, in order of declaration. */
  Map<String, ActionInfo> actions();

  /** Returns a new evaluator, owned by one thread. */
  Evaluator newEvaluator(FeatureMode features);

  /**
   * A rule as people see it.
   *
   * @param description template text, names in braces
   * @param line from 1
   */
  record RuleInfo(String name, String description, String path, int line) {}
}
