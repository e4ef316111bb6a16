package dev.harrier.sim.confounder;

import dev.harrier.sim.people.Days;
import dev.harrier.sim.people.Dice;
import dev.harrier.sim.people.Person;
import dev.harrier.sim.people.Population;
import dev.harrier.sim.people.Prelude;
import dev.harrier.sim.people.Speech;
import dev.harrier.sim.people.Tone;
import dev.harrier.sim.truth.Chronicle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Makes threads go viral. */
public final class ViralThread {
  private static final double SIZE = 80;
  private static final double SIGMA = .9;
  private static final double REFUSED = .1;
  private static final double MUTED = .002;

  private final Population population;
  private final Speech speech;
  private final Chronicle chronicle;
  private final Dice dice;

  public ViralThread(Population population, Speech speech, Chronicle chronicle, Dice dice) {
    this.population = population;
    this.speech = speech;
    this.chronicle = chronicle;
    this.dice = dice;
  }

  /** A thread of that kind under a post of that author, from that second on. */
  public void run(ThreadKind kind, Person author, double second) {
    int episode = chronicle.begin(kind.name().toLowerCase(Locale.ROOT), kind.sort(), author.id());
    int size = (int) Math.clamp(dice.spread(SIZE, SIGMA), 25, 700);
    List<Person> guests = guests(kind, size);
    List<Person> few = guests.subList(0, Math.min(guests.size(), 400));
    for (Prelude.Step step :
        Prelude.around(population.known(dice), few, kind.audience, Days.DAY, dice)) {
      String liked = step.author().id();
      chronicle.act(
          second - step.secondsBefore(), step.type(), step.person().id(), liked, step.post());
    }
    String slogan = speech.say(Tone.PRAISE, dice);
    double seconds = seconds(kind);
    double stray = kind.stray(dice);
    String post = dice.identifier();
    for (Person guest : guests) {
      double at = second + Math.min(2 * seconds, dice.wait(seconds / 2));
      for (int n = dice.chance(.2) ? 2 : 1; n > 0; n--) {
        write(kind, guest, author, at, post, slogan, stray, episode);
        at += 30 + dice.wait(seconds / 8);
      }
    }
  }

  private double seconds(ThreadKind kind) {
    return switch (kind) {
      case STREAMING_PARTY -> dice.scale(5 * 60, 30 * 60);
      case LIVE_SPORT -> dice.scale(Days.HOUR, 3 * Days.HOUR);
      default -> dice.scale(10 * 60, Days.DAY);
    };
  }

  private List<Person> guests(ThreadKind kind, int size) {
    List<Person> crowd = population.crowd(size / 3, dice);
    List<Person> guests = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      boolean inside = dice.chance(kind.fromOneCommunity);
      guests.add(dice.pick(inside ? crowd : population.people()));
    }
    return guests;
  }

  private void write(
      ThreadKind kind,
      Person guest,
      Person author,
      double second,
      String post,
      String slogan,
      double stray,
      int episode) {
    Tone tone = dice.chance(stray) ? rude() : kind.tone(dice);
    boolean chorus = kind == ThreadKind.STREAMING_PARTY && tone == Tone.PRAISE && dice.chance(.7);
    String text = chorus ? slogan : speech.say(tone, dice);
    String type = dice.chance(.85) ? "reply" : dice.chance(.7) ? "quote" : "mention";
    chronicle.words(second, type, guest.id(), author.id(), post, text, tone.hostile(), episode);
    if (dice.chance(tone.hostile() ? REFUSED : MUTED)) {
      String refusal = dice.pick(List.of("block", "mute", "report", "hide"));
      chronicle.act(second + dice.spread(600, 1.2), refusal, author.id(), guest.id(), post);
    }
  }

  private Tone rude() {
    return dice.chance(.5) ? Tone.ATTACK : Tone.INSINUATION;
  }
}
