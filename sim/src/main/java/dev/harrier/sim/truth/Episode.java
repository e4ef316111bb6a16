package dev.harrier.sim.truth;

/**
 * Something that befell one receiver: a brigade, or a thread that many took part in.
 *
 * @param number place among the episodes of its world
 * @param name family of the attack or kind of the thread
 */
public record Episode(int number, String name, Sort sort, String receiver) {

  /** What should be said of it. */
  public enum Sort {
    /** An attack: a limit is right. */
    BRIGADE,
    /** Viral and friendly: a limit is false. */
    FRIENDLY,
    /** Many disagree, some are rude, nobody conspired: told apart, neither right nor false. */
    CRITICISM
  }
}
