package dev.harrier.lang.regex;

/**
 * A pattern that CPython 3.11's {@code re.compile} refuses, or one too large for us; the message is
 * the text of {@code str(re.error)}, such as {@code nothing to repeat at position 0}.
 */
public final class PatternError extends Exception {
  private static final long serialVersionUID = 1L;

  PatternError(String message) {
    super(message, null, false, false);
  }

  /** Never null: the diagnostic's hint. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
