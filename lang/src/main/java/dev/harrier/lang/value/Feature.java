package dev.harrier.lang.value;

import dev.harrier.decision.Decision;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values in their plain form, and as output features. */
public final class Feature {
  private Feature() {}

  /**
   * The plain form: an entity's id, a rule's value, a time delta's seconds, an experiment's list;
   * anything else as it is.
   */
  public static @Nullable Object unwrap(@Nullable Object value) {
    return switch (value) {
      case EntityValue entity -> entity.id();
      case RuleValue rule -> rule.value();
      case TimeDeltaValue delta -> delta.seconds();
      case ExperimentValue experiment -> experiment.feature();
      case null, default -> value;
    };
  }

  /**
   * The value as an output feature: unwrapped, and {@link Decision.Opaque} where it has no JSON
   * form. There is no unwrapping inside lists.
   */
  public static @Nullable Object output(@Nullable Object value) {
    return plain(unwrap(value));
  }

  private static @Nullable Object plain(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Boolean flag -> flag;
      case Long number -> number;
      case BigInteger number -> number;
      case Double number -> number;
      case String text -> text;
      case List<?> list -> plainList(list);
      default -> new Decision.Opaque(Text.typeName(value));
    };
  }

  private static List<?> plainList(List<?> list) {
    boolean changed = false;
    List<@Nullable Object> items = new ArrayList<>(list.size());
    for (Object item : list) {
      Object plain = plain(item);
      changed |= plain != item;
      items.add(plain);
    }
    return changed ? Collections.unmodifiableList(items) : list;
  }
}
