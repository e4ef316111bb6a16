package dev.harrier.runtime.embed;

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
 * @param expiresAfterMicros how long it binds the rules; null for ever
 */
public record ManualLabel(
    String id,
    EntityKey entity,
    String label,
    boolean present,
    String who,
    String why,
    long timeMicros,
    @Nullable Long expiresAfterMicros) {
  public ManualLabel {
    Objects.requireNonNull(id);
    Objects.requireNonNull(entity);
    Objects.requireNonNull(label);
    Objects.requireNonNull(who);
    Objects.requireNonNull(why);
  }
}
