package dev.harrier.rule;

import java.util.List;

/** A compiled rule project: immutable, shared by all threads. */
public interface RuleProgram {
  /** Content hash of everything the program was compiled from, {@code sha256:…}. */
  String version();

  /** All rules in program order. */
  List<RuleInfo> rules();

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
