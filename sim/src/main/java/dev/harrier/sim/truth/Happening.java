package dev.harrier.sim.truth;

/**
 * One event, and the truth about it.
 *
 * @param timeMicros microseconds since the epoch
 * @param type kind of act in lower case, such as {@code reply}
 * @param text empty where the act has no words
 * @param hostile whether the words are meant to hurt the receiver
 * @param episode number of the {@link Episode} it belongs to, or {@link #ORDINARY}
 */
public record Happening(
    long timeMicros,
    String id,
    String type,
    String sender,
    String receiver,
    String object,
    String text,
    boolean hostile,
    int episode) {

  /** Part of ordinary life. */
  public static final int ORDINARY = -1;
}
