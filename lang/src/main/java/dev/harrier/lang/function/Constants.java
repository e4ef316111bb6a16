package dev.harrier.lang.function;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The constants of a call, read by kind. A constant of another kind is an error of the compiler.
 */
record Constants(Map<String, @Nullable Object> values) {
  String text(String name) {
    return (String) known(name);
  }

  boolean bool(String name) {
    return (Boolean) known(name);
  }

  /**
   * The integer; saturated where it does not fit 64 bits, truncated where the author wrote a float.
   */
  long integer(String name) {
    return Numbers.saturated((Number) known(name));
  }

  double real(String name) {
    return ((Number) known(name)).doubleValue();
  }

  List<?> list(String name) {
    return (List<?>) known(name);
  }

  List<String> texts(String name) {
    return list(name).stream().map(String.class::cast).toList();
  }

  @Nullable Object optional(String name) {
    return values.get(name);
  }

  private Object known(String name) {
    Object value = values.get(name);
    if (value == null) {
      throw new AssertionError("constant `" + name + "` is not known");
    }
    return value;
  }
}
