package dev.harrier.enforce;

import dev.harrier.event.EntityKey;
import java.util.Objects;

/**
 * By what two actions are equal.
 *
 * @param review whether it is the case about the action that is meant: one that people were asked
 *     about has not been carried out
 */
public record QuietKey(String action, EntityKey entity, boolean review) {
  public QuietKey {
    Objects.requireNonNull(action);
    Objects.requireNonNull(entity);
  }
}
