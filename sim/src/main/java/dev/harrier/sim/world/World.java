package dev.harrier.sim.world;

import dev.harrier.sim.attack.Brigade;
import dev.harrier.sim.attack.Family;
import dev.harrier.sim.confounder.ThreadKind;
import dev.harrier.sim.confounder.ViralThread;
import dev.harrier.sim.people.Days;
import dev.harrier.sim.people.Dialect;
import dev.harrier.sim.people.Dice;
import dev.harrier.sim.people.Person;
import dev.harrier.sim.people.Population;
import dev.harrier.sim.people.Speech;
import dev.harrier.sim.truth.Chronicle;
import dev.harrier.sim.truth.Episode;
import dev.harrier.sim.truth.Happening;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Three weeks of a platform, with what really happened.
 *
 * @param happenings by time
 * @param episodes brigades and viral threads, by number
 */
public record World(List<Happening> happenings, List<Episode> episodes) {
  /** 2024-03-04T00:00:00Z. */
  private static final long START_MICROS = 1_709_510_400_000_000L;

  private static final int DAYS = 21;

  /** Days without brigades or viral threads, for habits to form. */
  private static final int QUIET_DAYS = 7;

  /**
   * How large a world is, and who attacks in it.
   *
   * @param people ≥ 200
   * @param threads viral threads
   * @param brigades as many
   */
  public record Size(int people, int threads, int brigades) {
    public static final Size STANDARD = new Size(2_500, 160, 36);
  }

  public World {
    happenings = List.copyOf(happenings);
    episodes = List.copyOf(episodes);
  }

  /** The world of that seed, whose brigades are of those families and speak that dialect. */
  public static World of(long seed, Size size, List<Family> families, Dialect dialect) {
    Dice dice = new Dice(seed);
    int communities = Math.max(4, size.people() / 100);
    Population population = new Population(size.people(), communities, dice.part(1));
    Chronicle chronicle = new Chronicle(START_MICROS, dice.part(2));
    Speech speech = new Speech(dialect);
    Ordinary ordinary = new Ordinary(population, speech, chronicle, dice.part(3));
    for (int day = 0; day < DAYS; day++) {
      ordinary.day(day);
    }
    ViralThread threads = new ViralThread(population, speech, chronicle, dice.part(4));
    Brigade brigades = new Brigade(population, speech, chronicle, dice.part(5));
    befall(size, families, population, threads, brigades, dice.part(6));
    return new World(chronicle.happenings(), chronicle.episodes());
  }

  /** Nobody has two episodes, but for those whose friendly thread is attacked. */
  private static void befall(
      Size size,
      List<Family> families,
      Population population,
      ViralThread threads,
      Brigade brigades,
      Dice dice) {
    Set<Person> met = new HashSet<>();
    List<ThreadKind> kinds = List.of(ThreadKind.values());
    for (int i = 0; i < size.threads(); i++) {
      threads.run(kinds.get(i % kinds.size()), unmet(population, met, dice), moment(dice));
    }
    for (int i = 0; i < size.brigades(); i++) {
      Family family = families.get(i % families.size());
      Person receiver = unmet(population, met, dice);
      double second = moment(dice);
      if (family == Family.DROWNED) {
        ThreadKind kind = dice.pick(List.of(ThreadKind.FAN_PILE_ON, ThreadKind.KIND_WAVE));
        threads.run(kind, receiver, second - dice.between(10, 60) * 60);
      }
      brigades.attack(family, receiver, second);
    }
  }

  private static Person unmet(Population population, Set<Person> met, Dice dice) {
    Person person;
    do {
      person = dice.chance(.3) ? population.known(dice) : dice.pick(population.people());
    } while (!met.add(person));
    return person;
  }

  private static double moment(Dice dice) {
    return Days.second(QUIET_DAYS + dice.below(DAYS - QUIET_DAYS - 1), dice);
  }
}
