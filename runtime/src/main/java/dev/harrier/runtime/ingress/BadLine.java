package dev.harrier.runtime.ingress;

/**
 * A line that is no event.
 *
 * @param line from 1
 * @param column byte within the line, from 1; 0 when the line as a whole is meant
 * @param code {@code too_large}, {@code not_json} or {@code not_an_event}
 * @param message what was found, what was expected
 */
public record BadLine(long line, long column, String code, String message) {
  @Override
  public String toString() {
    return "line " + line + (column > 0 ? ", byte " + column : "") + ": " + message;
  }
}
