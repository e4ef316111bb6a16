package dev.harrier.engine;

import dev.harrier.json.JsonWriter;

/** Takes what follows from an event. */
@FunctionalInterface
public interface Output {
  /**
   * A derived event at the time of its cause.
   *
   * @param type what happened, such as {@code limit_proposed}
   * @param data its payload, one JSON object
   */
  void emit(String type, JsonWriter data);
}
