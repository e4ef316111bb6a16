package dev.harrier.rule;

/** Which features a decision carries, and with that how much of the program has to run. */
public enum FeatureMode {
  /** No features; nodes whose value cannot matter to rules, effects or state are skipped. */
  NONE,
  /** Features whose value was computed on the way; nodes whose value cannot matter are skipped. */
  USED,
  /** Every node is evaluated; features, failures and error counts are exactly the language's. */
  ALL
}
