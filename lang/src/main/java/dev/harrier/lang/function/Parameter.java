package dev.harrier.lang.function;

import dev.harrier.lang.type.Type;
import org.jspecify.annotations.Nullable;

/**
 * A keyword parameter of a function.
 *
 * @param constant whether the argument must be known at check time
 * @param required whether the call must give it
 * @param defaultValue value when the call does not give it, in the representation of {@code
 *     lang.value}; null may be a default
 * @param doc one sentence for the reference
 */
public record Parameter(
    String name,
    Type type,
    boolean constant,
    boolean required,
    @Nullable Object defaultValue,
    String doc) {}
