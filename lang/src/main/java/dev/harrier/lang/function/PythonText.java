package dev.harrier.lang.function;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Text of a value, as Python's {@code str}. */
final class PythonText {
  private PythonText() {}

  static String str(@Nullable Object value) {
    return value instanceof String text ? text : repr(value);
  }

  static String repr(@Nullable Object value) {
    return switch (value) {
      case null -> "None";
      case Boolean b -> b ? "True" : "False";
      case List<?> list -> "[" + String.join(", ", list.stream().map(PythonText::repr).toList()) + "]";
      case String s -> "'" + s + "'";
      default -> value.toString();
    };
  }
}
