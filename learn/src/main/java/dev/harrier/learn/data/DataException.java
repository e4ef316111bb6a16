package dev.harrier.learn.data;

/** Data that cannot be learned from: what was found, where, and what would be accepted. */
public final class DataException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  public DataException(String message) {
    super(message);
  }
}
