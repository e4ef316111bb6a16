package dev.harrier.json;

/**
 * Bytes that are not JSON: what was found, what was expected, and at which byte. Carries no stack
 * trace.
 */
public final class JsonException extends Exception {
  private final int offset;

  public JsonException(String message, int offset) {
    super(message, null, false, false);
    this.offset = offset;
  }

  /** Byte offset into the parsed range, from 0. */
  public int offset() {
    return offset;
  }
}
