package dev.harrier.lang.source;

/**
 * Which reading of the language a project uses; every difference stands in {@code
 * docs/dialects.md}.
 */
public enum Dialect {
  /** As the reference engine behaves, its defects excepted. */
  COMPAT,
  /** Harrier's own, the default of a new project. */
  STRICT
}
