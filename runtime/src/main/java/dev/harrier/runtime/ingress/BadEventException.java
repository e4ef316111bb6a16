package dev.harrier.runtime.ingress;

/** Bytes that are no event: the data's fault. The message says what was found and expected. */
public final class BadEventException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final long column;

  BadEventException(String code, long column, String message) {
    super(message, null, false, false);
    this.code = code;
    this.column = column;
  }

  /** {@code too_large}, {@code not_json} or {@code not_an_event}. */
  public String code() {
    return code;
  }

  /** Byte within the text, from 1; 0 when the text as a whole is meant. */
  public long column() {
    return column;
  }
}
