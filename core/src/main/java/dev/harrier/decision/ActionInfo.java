package dev.harrier.decision;

import java.math.BigDecimal;
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
 * @param queue where the action becomes a case if the rules that ask for it are in review
 */
public record ActionInfo(
    String name,
    int severity,
    @Nullable String undo,
    @Nullable Long maxPerHour,
    long quietPeriodMicros,
    @Nullable String sink,
    String queue,
    Holdback holdback) {
  /** Quiet period of an action that states none: a day. */
  public static final long QUIET_PERIOD_MICROS = 86_400_000_000L;

  /** The queue of a project that has none. */
  public static final String DEFAULT_QUEUE = "actions";

  public ActionInfo {
    Objects.requireNonNull(name);
    Objects.requireNonNull(queue);
    Objects.requireNonNull(holdback);
  }

  /** An action of which nothing is said but its name. */
  public static ActionInfo undeclared(String name) {
    return new ActionInfo(
        name, 0, null, null, QUIET_PERIOD_MICROS, null, DEFAULT_QUEUE, Holdback.NONE);
  }

  public boolean reversible() {
    return undo != null;
  }

  /**
   * The entities that the action is kept from, so that its effect can be measured.
   *
   * @param percent share of them, 0 to 50
   * @param seed another one draws other entities
   */
  public record Holdback(double percent, String seed) {
    /** Nobody. */
    public static final Holdback NONE = new Holdback(0, "");

    /** More than half would be a rollout. */
    public static final double MOST_PERCENT = 50;

    public Holdback {
      Objects.requireNonNull(seed);
      if (!(percent >= 0 && percent <= MOST_PERCENT)) {
        throw new IllegalArgumentException("a holdback of " + percent + " percent");
      }
    }

    /** As the configuration states it, such as {@code 1.5}. */
    public String percentText() {
      return BigDecimal.valueOf(percent).stripTrailingZeros().toPlainString();
    }
  }
}
