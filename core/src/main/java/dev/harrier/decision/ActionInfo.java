package dev.harrier.decision;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An action as the project's {@code config/actions.yaml} declares it: something that a user can
 * feel.
 *
 * @param severity rank among the actions, 0 the mildest
 * @param undo name of what takes the action back; null if nothing does, which the configuration has
 *     to say
 * @param maxPerHour most times an hour that the action is carried out, whichever rules ask; null
 *     for no bound
 * @param quietPeriodMicros for how long an equal action on the same entity is recorded as a
 *     duplicate and not sent again
 * @param sink where the action is delivered; null for the project's default
 */
public record ActionInfo(
    String name,
    int severity,
    @Nullable String undo,
    @Nullable Long maxPerHour,
    long quietPeriodMicros,
    @Nullable String sink) {
  /** Quiet period of an action that states none: a day. */
  public static final long QUIET_PERIOD_MICROS = 86_400_000_000L;

  public ActionInfo {
    Objects.requireNonNull(name);
  }

  public boolean reversible() {
    return undo != null;
  }
}
