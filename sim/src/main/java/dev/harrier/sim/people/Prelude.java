package dev.harrier.sim.people;

import java.util.ArrayList;
import java.util.List;

/** Brings people into one audience: what they like and repost before they write to somebody. */
public final class Prelude {
  /** An act of the prelude; seconds before the moment that all lead up to. */
  public record Step(
      double secondsBefore, Person person, String type, Person author, String post) {}

  private Prelude() {}

  /**
   * Some of the people act on some posts of one author.
   *
   * @param share of the people who take part
   */
  public static List<Step> around(
      Person author, List<Person> people, double share, double longestBefore, Dice dice) {
    List<String> posts = new ArrayList<>();
    for (int n = 2 + dice.below(4); n > 0; n--) {
      posts.add(dice.identifier());
    }
    List<Step> steps = new ArrayList<>();
    for (Person person : people) {
      for (int n = dice.chance(share) ? 1 + dice.below(3) : 0; n > 0; n--) {
        double before = dice.scale(60, longestBefore);
        String type = dice.chance(.7) ? "like" : "repost";
        steps.add(new Step(before, person, type, author, dice.pick(posts)));
      }
    }
    return steps;
  }
}
