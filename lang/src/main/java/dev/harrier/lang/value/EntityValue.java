package dev.harrier.lang.value;

import dev.harrier.event.EntityKey;

/**
 * An entity as a value of the language.
 *
 * @param id {@link String}, {@link Long} or {@link java.math.BigInteger}; in lax programs any other
 *     value
 */
public record EntityValue(String type, Object id) {
  /** The identity under which anything is remembered of the entity; the id as text. */
  public EntityKey key() {
    return new EntityKey(type, Text.str(id));
  }
}
