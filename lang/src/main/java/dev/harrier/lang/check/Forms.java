package dev.harrier.lang.check;

import java.util.Set;

/**
 * Functions that the language itself knows: they are checked, typed or executed in a way of their
 * own.
 */
final class Forms {
  static final String JSON_DATA = "JsonData";
  static final String ENTITY_JSON = "EntityJson";
  static final String ENTITY = "Entity";
  static final String RULE = "Rule";
  static final String WHEN_RULES = "WhenRules";
  static final String IMPORT = "Import";
  static final String REQUIRE = "Require";
  static final String HAS_LABEL = "HasLabel";
  static final String LABEL_ADD = "LabelAdd";
  static final String LABEL_REMOVE = "LabelRemove";
  static final String ENFORCE = "Enforce";
  static final String REVIEW = "Review";
  static final String EXPERIMENT_WHEN = "ExperimentWhen";

  /** Two names of one function. */
  static final Set<String> EXPERIMENTS = Set.of("Experiment", "ExperimentsBucketAssignment");

  /** Functions whose result has the type that the assignment's annotation says. */
  static final Set<String> DYNAMIC = Set.of(JSON_DATA, ENTITY_JSON);

  private Forms() {}
}
