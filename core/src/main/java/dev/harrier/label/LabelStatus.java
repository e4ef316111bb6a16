package dev.harrier.label;

/**
 * Status of one label on one entity; the ordinal is the wire form, and the higher one wins within a
 * request.
 */
public enum LabelStatus {
  REMOVED,
  ADDED,
  MANUALLY_REMOVED,
  MANUALLY_ADDED;

  public boolean manual() {
    return this == MANUALLY_REMOVED || this == MANUALLY_ADDED;
  }

  /** Whether the label is on the entity, by whatever hand. */
  public boolean present() {
    return this == ADDED || this == MANUALLY_ADDED;
  }
}
