package dev.harrier.enforce;

import dev.harrier.decision.ActionInfo;
import dev.harrier.event.EntityKey;
import dev.harrier.feature.Hash64;

/**
 * Which entities an action is kept from, so that what becomes of them tells what the action does: a
 * hash of the action, its seed and the entity. An entity stays in or out for as long as the seed
 * does, a growing share only adds, and the groups of two actions have nothing to do with each
 * other, nor with those of a rollout.
 */
public final class Holdback {
  private static final double PERCENT = 100;

  private Holdback() {}

  /** Whether the action is kept from the entity. */
  public static boolean holdsOut(ActionInfo action, EntityKey entity) {
    if (action.holdback().percent() <= 0) {
      return false;
    }
    long group = Hash64.of(action.holdback().seed(), Hash64.of(action.name(), 0));
    long hash = Hash64.of(entity.id(), Hash64.of(entity.type(), group));
    return (hash >>> 11) * 0x1p-53 * PERCENT < action.holdback().percent();
  }
}
