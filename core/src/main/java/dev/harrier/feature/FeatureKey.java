package dev.harrier.feature;

import dev.harrier.event.EntityKey;
import java.util.Objects;

/**
 * For whom a feature is kept: one entity, or that entity and plain values.
 *
 * @param entity the entity with which the state lives
 * @param rest the plain values as one unambiguous text; empty if there are none
 */
public record FeatureKey(EntityKey entity, String rest) {
  public FeatureKey {
    Objects.requireNonNull(entity);
    Objects.requireNonNull(rest);
  }
}
