package dev.harrier.lang.program;

import dev.harrier.lang.type.Type;
import org.jspecify.annotations.Nullable;

/**
 * How one value is read from the event.
 *
 * @param path where; only the first match is used
 * @param target type that the value is checked against and coerced to: a simple type, {@code List}
 *     of one, or a union of simple types; for an entity the type of its id; an entity type (with
 *     {@code entityType} null) matches no value and nothing is converted to it
 * @param entityType type of the entity that the value identifies; null for a plain value
 * @param required whether absence is a counted failure rather than a silent one
 * @param coerce whether a value of another type is converted
 * @param secret whether the secret payload is read
 */
public record JsonRead(
    JsonPath path,
    Type target,
    @Nullable String entityType,
    boolean required,
    boolean coerce,
    boolean secret) {}
