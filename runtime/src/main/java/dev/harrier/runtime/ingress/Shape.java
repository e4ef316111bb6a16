package dev.harrier.runtime.ingress;

import java.util.Locale;
import java.util.Optional;

/** The forms in which events come. */
public enum Shape {
  /** Recognised line by line. */
  AUTO,
  /**
   * {@code {action_id, action_name, timestamp, data, secret_data}}, plain or as {@code {send_time,
   * data: {…}}}.
   */
  SML,
  /** CloudEvents 1.0 in structured JSON. */
  CLOUDEVENTS,
  /** Jetstream v1 frames. */
  JETSTREAM,
  /** Any object, by the project's {@code input} mapping. */
  MAPPED;

  /** The name as a command line spells it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Shape> of(String word) {
    for (Shape shape : values()) {
      if (shape.word().equals(word)) {
        return Optional.of(shape);
      }
    }
    return Optional.empty();
  }
}
