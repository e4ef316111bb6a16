package dev.harrier.lang.check;

/**
 * Names of the checks, as {@code Diagnostic.code} says them. They are the reference's names of its
 * validators.
 */
final class Checks {
  static final String CONFIG = "ConfigValidator";
  static final String UNIQUE_NAMES = "UniqueStoredNames";
  static final String CALL_ARGUMENTS = "ValidateCallKwargs";
  static final String CALL_RESULTS = "ValidateCallRValue";
  static final String IMPORT_CYCLES = "ImportsMustNotHaveCycles";
  static final String DEFINED_NAMES = "VariablesMustBeDefined";
  static final String UNUSED_LOCALS = "NoUnusedLocals";
  static final String DYNAMIC_CALLS = "ValidateDynamicCallsHaveAnnotatedRValue";
  static final String TYPES = "ValidateStaticTypes";
  static final String FEATURES = "ValidateFeatures";
  static final String ACTIONS = "ValidateActions";
  static final String MODELS = "ValidateModels";
  static final String LABELS = "ValidateLabels";

  private Checks() {}
}
