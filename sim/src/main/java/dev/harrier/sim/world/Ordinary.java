package dev.harrier.sim.world;

import dev.harrier.sim.people.Days;
import dev.harrier.sim.people.Dice;
import dev.harrier.sim.people.Person;
import dev.harrier.sim.people.Population;
import dev.harrier.sim.people.Speech;
import dev.harrier.sim.people.Tone;
import dev.harrier.sim.truth.Chronicle;
import dev.harrier.sim.truth.Happening;
import java.util.ArrayList;
import java.util.List;

/**
 * What people do on an ordinary day: like what is popular around them, write to friends, sometimes
 * to others.
 */
final class Ordinary {
  private static final int POSTS_A_DAY = 8;
  private static final double REFUSED = .1;

  private final Population population;
  private final Speech speech;
  private final Chronicle chronicle;
  private final Dice dice;

  /** A post and who wrote it. */
  private record Post(Person author, String id) {}

  Ordinary(Population population, Speech speech, Chronicle chronicle, Dice dice) {
    this.population = population;
    this.speech = speech;
    this.chronicle = chronicle;
    this.dice = dice;
  }

  void day(int day) {
    List<List<Post>> popular = new ArrayList<>();
    for (int i = 0; i < population.communities(); i++) {
      popular.add(popular(i));
    }
    for (Person person : population.people()) {
      for (double left = dice.wait(person.acts()); left > dice.share(); left--) {
        act(person, Days.second(day, dice), popular.get(person.community()));
      }
    }
  }

  private List<Post> popular(int community) {
    List<Post> posts = new ArrayList<>();
    List<Person> members = population.community(community);
    for (int i = 0; i < POSTS_A_DAY; i++) {
      boolean outside = members.isEmpty() || dice.chance(.3);
      Person author = outside ? population.known(dice) : dice.pick(members);
      posts.add(new Post(author, dice.identifier()));
    }
    return posts;
  }

  private void act(Person person, double second, List<Post> popular) {
    double draw = dice.share();
    if (draw < .5) {
      Post post = popular.get((int) (dice.share() * dice.share() * popular.size()));
      String type = dice.chance(.8) ? "like" : "repost";
      chronicle.act(second, type, person.id(), post.author().id(), post.id());
    } else if (draw < .85) {
      friendly(person, second);
    } else if (draw < .95) {
      stranger(person, second, popular);
    } else {
      String type = dice.chance(.85) ? "follow" : "unfollow";
      chronicle.act(second, type, person.id(), population.known(dice).id(), "");
    }
  }

  private void friendly(Person person, double second) {
    List<Person> friends = population.friends(person);
    if (friends.isEmpty()) {
      return;
    }
    Tone tone = dice.chance(person.crude()) ? Tone.BANTER : calm();
    String type = dice.chance(.75) ? "reply" : "dm";
    write(second, type, person, dice.pick(friends), dice.identifier(), tone);
  }

  private void stranger(Person person, double second, List<Post> popular) {
    Post post =
        dice.chance(.4) ? dice.pick(popular) : new Post(population.known(dice), dice.identifier());
    Tone tone = dice.chance(person.temper()) ? rude() : dice.chance(.12) ? blunt() : calm();
    String type = dice.chance(.85) ? "reply" : dice.chance(.6) ? "mention" : "dm";
    write(second, type, person, post.author(), post.id(), tone);
  }

  private void write(
      double second, String type, Person sender, Person receiver, String object, Tone tone) {
    String text = speech.say(tone, dice);
    chronicle.words(
        second, type, sender.id(), receiver.id(), object, text, tone.hostile(), Happening.ORDINARY);
    if (tone.hostile() && dice.chance(REFUSED)) {
      String refusal = dice.pick(List.of("block", "mute", "report", "hide"));
      chronicle.act(second + dice.spread(600, 1.2), refusal, receiver.id(), sender.id(), object);
    }
  }

  private Tone calm() {
    return dice.chance(.7) ? Tone.CHAT : Tone.PRAISE;
  }

  private Tone blunt() {
    return dice.chance(.6) ? Tone.DISAGREEMENT : Tone.ANGER_ELSEWHERE;
  }

  private Tone rude() {
    return dice.chance(.5) ? Tone.ATTACK : Tone.INSINUATION;
  }
}
