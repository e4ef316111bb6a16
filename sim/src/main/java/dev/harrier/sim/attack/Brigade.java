package dev.harrier.sim.attack;

import dev.harrier.sim.people.Days;
import dev.harrier.sim.people.Dice;
import dev.harrier.sim.people.Person;
import dev.harrier.sim.people.Population;
import dev.harrier.sim.people.Prelude;
import dev.harrier.sim.people.Speech;
import dev.harrier.sim.people.Tone;
import dev.harrier.sim.truth.Chronicle;
import dev.harrier.sim.truth.Episode;
import java.util.ArrayList;
import java.util.List;

/** Sends brigades. */
public final class Brigade {
  private static final int SERIAL_RECEIVERS = 3;
  private static final double REFUSED = .1;

  private final Population population;
  private final Speech speech;
  private final Chronicle chronicle;
  private final Dice dice;

  public Brigade(Population population, Speech speech, Chronicle chronicle, Dice dice) {
    this.population = population;
    this.speech = speech;
    this.chronicle = chronicle;
    this.dice = dice;
  }

  /**
   * One brigade of that family against that receiver, or several for a serial one.
   *
   * @param second when it sets out
   */
  public void attack(Family family, Person receiver, double second) {
    Plan plan = Plan.of(family, dice);
    List<Person> attackers = gather(plan, second);
    int receivers = family == Family.SERIAL ? SERIAL_RECEIVERS : 1;
    double start = second;
    Person next = receiver;
    for (int i = 0; i < receivers; i++) {
      raid(family, plan, attackers, next, start);
      start += plan.seconds() * dice.between(1.2, 3);
      next = dice.pick(population.people());
    }
  }

  private List<Person> gather(Plan plan, double second) {
    int puppets = (int) Math.round(plan.attackers() * plan.puppets());
    int recruits = plan.attackers() - puppets;
    List<Person> attackers = new ArrayList<>(puppets(puppets, second));
    boolean audience = plan.audience() > 0;
    List<Person> crowd = audience ? population.crowd(recruits / 2 + 10, dice) : population.people();
    List<Person> chosen = new ArrayList<>();
    for (int i = 0; i < recruits; i++) {
      boolean outside = audience && dice.chance(.2);
      Person person = dice.pick(outside ? population.people() : crowd);
      if (!chosen.contains(person)) {
        chosen.add(person);
      }
    }
    if (audience) {
      play(Prelude.around(dice.pick(crowd), chosen, plan.audience(), 2 * Days.DAY, dice), second);
    }
    attackers.addAll(chosen);
    return attackers;
  }

  /** Young accounts that lived a little on the same few posts. */
  private List<Person> puppets(int count, double second) {
    List<Person> puppets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      puppets.add(new Person(-1, dice.identifier(), -1, 1, 1, 0, 0));
    }
    for (int author = 3 + dice.below(5); author > 0 && count > 0; author--) {
      Person liked = population.known(dice);
      double share = dice.between(.2, .7);
      play(Prelude.around(liked, puppets, share, 6 * Days.DAY, dice), second);
    }
    return puppets;
  }

  private void play(List<Prelude.Step> steps, double second) {
    for (Prelude.Step step : steps) {
      String author = step.author().id();
      double at = second - step.secondsBefore();
      chronicle.act(at, step.type(), step.person().id(), author, step.post());
    }
  }

  private void raid(
      Family family, Plan plan, List<Person> attackers, Person receiver, double second) {
    int episode = chronicle.begin(name(family), Episode.Sort.BRIGADE, receiver.id());
    List<String> posts = List.of(dice.identifier(), dice.identifier());
    for (Person attacker : attackers) {
      double at = second + arrival(family, plan);
      for (int n = 1 + dice.below(plan.wordsEach()); n > 0; n--) {
        write(family, plan, attacker, receiver, at, dice.pick(posts), episode);
        at += 30 + dice.wait(plan.seconds() / 8);
      }
    }
  }

  private static String name(Family family) {
    return family.name().toLowerCase(java.util.Locale.ROOT);
  }

  private double arrival(Family family, Plan plan) {
    return switch (family) {
      case GRUDGE -> dice.share() * plan.seconds();
      case WAVES -> plan.seconds() * (dice.below(3) / 3.0 + dice.share() * dice.share() / 3);
      default -> Math.min(plan.seconds(), dice.wait(plan.seconds() / 3));
    };
  }

  private void write(
      Family family,
      Plan plan,
      Person attacker,
      Person receiver,
      double second,
      String post,
      int episode) {
    Tone tone = tone(plan);
    String type = type(family);
    String object = type.equals("dm") ? dice.identifier() : post;
    String text = speech.say(tone, dice);
    chronicle.words(
        second, type, attacker.id(), receiver.id(), object, text, tone.hostile(), episode);
    if (tone.hostile() && dice.chance(REFUSED)) {
      String refusal = dice.pick(List.of("block", "mute", "report", "hide"));
      chronicle.act(second + dice.spread(600, 1.2), refusal, receiver.id(), attacker.id(), object);
    }
  }

  private Tone tone(Plan plan) {
    if (dice.chance(plan.idle())) {
      return dice.chance(.5) ? Tone.DISAGREEMENT : Tone.CHAT;
    }
    return dice.chance(plan.explicit()) ? Tone.ATTACK : Tone.INSINUATION;
  }

  private String type(Family family) {
    double draw = dice.share();
    if (family == Family.MESSAGES) {
      return draw < .6 ? "dm" : "mention";
    }
    return draw < .85 ? "reply" : draw < .95 ? "quote" : "mention";
  }
}
