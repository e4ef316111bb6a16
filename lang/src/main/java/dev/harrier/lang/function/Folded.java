package dev.harrier.lang.function;

import dev.harrier.feature.Aggregate;
import dev.harrier.lang.value.Arithmetic;
import dev.harrier.lang.value.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an event contributes to a feature, in the type that the feature's aggregate states. */
final class Folded {
  /** The event has nothing to contribute: its value failed, is None, or is no finite number. */
  static final Object NOTHING = new Object();

  private Folded() {}

  static @Nullable Object by(Aggregate aggregate, @Nullable Object value) {
    return switch (aggregate) {
      case Aggregate.Count count -> null;
      case Aggregate.Rate rate -> null;
      case Aggregate.FirstSeen seen -> null;
      case Aggregate.Sum sum -> number(value);
      case Aggregate.Crossed crossed -> number(value);
      case Aggregate.CountUnique unique -> text(value);
      case Aggregate.TopK top -> text(value);
      case Aggregate.Last last -> value == null ? NOTHING : value;
      case Aggregate.Sequence sequence -> steps(value);
    };
  }

  private static Object text(@Nullable Object value) {
    return value == null ? NOTHING : Text.str(value);
  }

  private static Object number(@Nullable Object value) {
    if (value != null && (value instanceof Double || Arithmetic.isInt(value))) {
      double real = Arithmetic.real(value);
      return Double.isFinite(real) ? (Object) real : NOTHING;
    }
    return NOTHING;
  }

  /** The steps that hold, as bits; an event that is no step contributes nothing. */
  private static Object steps(@Nullable Object value) {
    long bits = 0;
    if (value instanceof List<?> steps) {
      for (int i = 0; i < steps.size(); i++) {
        if (Boolean.TRUE.equals(steps.get(i))) {
          bits |= 1L << i;
        }
      }
    }
    return bits == 0 ? NOTHING : (Object) bits;
  }
}
