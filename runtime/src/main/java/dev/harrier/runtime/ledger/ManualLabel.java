package dev.harrier.runtime.ledger;

import dev.harrier.event.EntityKey;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A person's wish to set or take away a label, whatever the rules say.
 *
 * @param id identifier of the request: sent again, it changes nothing
 * @param present true to set it, false to take it away
 * @param who person that wishes it
 * @param why reason, as text
 * @param timeMicros when, microseconds since the epoch
 * @param expiresAtMicros until when it binds the rules, microseconds since the epoch; null for ever
 */
public record ManualLabel(
    String id,
    EntityKey entity,
    String label,
    boolean present,
    String who,
    String why,
    long timeMicros,
    @Nullable Long expiresAtMicros) {
  public ManualLabel {
    Objects.requireNonNull(id);
    Objects.requireNonNull(entity);
    Objects.requireNonNull(label);
    Objects.requireNonNull(who);
    Objects.requireNonNull(why);
  }
}
