package dev.harrier.sim.truth;

import dev.harrier.sim.people.Dice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Takes down what happens, in any order, and gives it back by time. */
public final class Chronicle {
  private static final double MICROS = 1e6;

  private final long startMicros;
  private final Dice dice;
  private final List<Happening> happenings = new ArrayList<>();
  private final List<Episode> episodes = new ArrayList<>();

  /**
   * @param startMicros time of second 0, microseconds since the epoch
   */
  public Chronicle(long startMicros, Dice dice) {
    this.startMicros = startMicros;
    this.dice = dice;
  }

  /** Opens an episode, to which happenings may then belong. */
  public int begin(String name, Episode.Sort sort, String receiver) {
    episodes.add(new Episode(episodes.size(), name, sort, receiver));
    return episodes.size() - 1;
  }

  /** An act without words. */
  public void act(double second, String type, String sender, String receiver, String object) {
    words(second, type, sender, receiver, object, "", false, Happening.ORDINARY);
  }

  /** An act with words, or without where they are empty. */
  public void words(
      double second,
      String type,
      String sender,
      String receiver,
      String object,
      String text,
      boolean hostile,
      int episode) {
    if (sender.equals(receiver)) {
      return;
    }
    long time = startMicros + (long) (second * MICROS);
    String id = dice.identifier();
    happenings.add(new Happening(time, id, type, sender, receiver, object, text, hostile, episode));
  }

  /** All that happened, by time, and by identifier where the time is the same. */
  public List<Happening> happenings() {
    List<Happening> sorted = new ArrayList<>(happenings);
    sorted.sort(Comparator.comparingLong(Happening::timeMicros).thenComparing(Happening::id));
    return sorted;
  }

  public List<Episode> episodes() {
    return List.copyOf(episodes);
  }
}
