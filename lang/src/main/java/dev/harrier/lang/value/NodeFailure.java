package dev.harrier.lang.value;

import org.jspecify.annotations.Nullable;

/**
 * A node of the program could not be computed on this event. Stackless, cheap to throw.
 *
 * <p>Silent failures mean an expected absence and are recorded nowhere; counted ones are reported
 * with the decision.
 */
public final class NodeFailure extends RuntimeException {
  /** The one silent failure. */
  public static final NodeFailure SILENT = new NodeFailure(null, "");

  private final @Nullable String kind;

  private NodeFailure(@Nullable String kind, String message) {
    super(message, null, false, false);
    this.kind = kind;
  }

  /**
   * A counted failure.
   *
   * @param kind short class of failure, such as {@code InvalidJsonType}, {@code ValueError}
   * @param message what was found, what was expected
   */
  public static NodeFailure counted(String kind, String message) {
    return new NodeFailure(kind, message);
  }

  public boolean silent() {
    return kind == null;
  }

  /** Class of a counted failure; null for a silent one. */
  public @Nullable String kind() {
    return kind;
  }
}
