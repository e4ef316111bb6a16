package dev.harrier.sim.attack;

import java.util.List;

/**
 * Families of brigades. Thresholds may be fitted to those that are {@link #TUNE}d on; the others
 * are measured on, and nothing else.
 */
public enum Family {
  /** An instigator shows the post to an audience, which comes at once. */
  RALLY,
  /** One hand, many young accounts. */
  SOCKPUPPETS,
  /** An audience that comes back for a day or two. */
  GRUDGE,
  /** Called from another place: attackers that share nothing here. */
  ELSEWHERE,
  /** In private messages and mentions, not under a post. */
  MESSAGES,
  /** Sockpuppets begin, recruits follow, in waves. */
  WAVES,
  /** Hardly a rude word. */
  INSINUATION,
  /** The same people at three receivers in a row. */
  SERIAL,
  /** Under a friendly thread that is viral already. */
  DROWNED;

  public static final List<Family> TUNE = List.of(RALLY, SOCKPUPPETS, GRUDGE);

  public static final List<Family> HELD_OUT =
      List.of(ELSEWHERE, MESSAGES, WAVES, INSINUATION, SERIAL, DROWNED);
}
