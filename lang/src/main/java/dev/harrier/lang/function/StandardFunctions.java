package dev.harrier.lang.function;

import java.util.List;
import java.util.Map;

/** Every function of the language, in the order of the reference. */
public final class StandardFunctions {
  private StandardFunctions() {}

  /** All functions by name, in order. */
  public static Map<String, Function> all() {
    throw new UnsupportedOperationException();
  }

  /** All functions in order. */
  public static List<Function> list() {
    return List.copyOf(all().values());
  }
}
