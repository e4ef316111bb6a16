package dev.harrier.sim.score;

import dev.harrier.sim.truth.Episode;
import dev.harrier.sim.truth.Happening;
import dev.harrier.sim.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Holds limits that somebody proposed against what really happened. */
public final class BrigadeScore {
  /** A brigade counts as found within so many seconds of its first word … */
  public static final double SECONDS_MOST = 60;

  /** … or with so many hostile words written. */
  public static final int HOSTILE_MOST = 10;

  private static final double MICROS = 1e6;
  private static final long AFTERWARDS = TimeUnit.DAYS.toMicros(1);

  /** A limit proposed on somebody's behalf. */
  public record Limit(String receiver, long timeMicros) {}

  /**
   * What became of one episode.
   *
   * @param limited whether a limit was proposed in it
   * @param seconds from its first word to the limit; infinite if there was none
   * @param hostileBefore hostile words until then, that of the same moment included; all of them if
   *     there was none
   * @param hostile all hostile words of it
   */
  public record Outcome(
      Episode episode, boolean limited, double seconds, int hostileBefore, int hostile) {

    /** Whether it was found as early as it should be. */
    public boolean inTime() {
      return limited && (seconds <= SECONDS_MOST || hostileBefore <= HOSTILE_MOST);
    }
  }

  /**
   * All of a world.
   *
   * @param outcomes by episode
   * @param elsewhere limits that belong to no episode
   */
  public record Score(List<Outcome> outcomes, int elsewhere) {
    public Score {
      outcomes = List.copyOf(outcomes);
    }
  }

  private static final class Span {
    final Episode episode;
    final List<Happening> words = new ArrayList<>();

    Span(Episode episode) {
      this.episode = episode;
    }

    boolean holds(Limit limit) {
      return episode.receiver().equals(limit.receiver())
          && !words.isEmpty()
          && limit.timeMicros() >= words.getFirst().timeMicros()
          && limit.timeMicros() <= words.getLast().timeMicros() + AFTERWARDS;
    }
  }

  private BrigadeScore() {}

  /**
   * Gives each limit to the brigade at its receiver if there is one at that time, else to the
   * thread, else to none.
   */
  public static Score of(World world, List<Limit> limits) {
    List<Span> spans = new ArrayList<>();
    world.episodes().forEach(episode -> spans.add(new Span(episode)));
    for (Happening happening : world.happenings()) {
      if (happening.episode() != Happening.ORDINARY) {
        spans.get(happening.episode()).words.add(happening);
      }
    }
    long[] first = new long[spans.size()];
    java.util.Arrays.fill(first, Long.MAX_VALUE);
    int elsewhere = 0;
    for (Limit limit : limits) {
      int owner = owner(spans, limit);
      if (owner < 0) {
        elsewhere++;
      } else {
        first[owner] = Math.min(first[owner], limit.timeMicros());
      }
    }
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < first.length; i++) {
      outcomes.add(outcome(spans.get(i), first[i]));
    }
    return new Score(outcomes, elsewhere);
  }

  private static int owner(List<Span> spans, Limit limit) {
    int owner = -1;
    for (int i = 0; i < spans.size(); i++) {
      if (spans.get(i).holds(limit)) {
        boolean attack = spans.get(i).episode.sort() == Episode.Sort.BRIGADE;
        owner = attack || owner < 0 ? i : owner;
      }
    }
    return owner;
  }

  private static Outcome outcome(Span span, long found) {
    int hostile = 0;
    int before = 0;
    for (Happening word : span.words) {
      if (word.hostile()) {
        hostile++;
        before += word.timeMicros() <= found ? 1 : 0;
      }
    }
    boolean limited = found != Long.MAX_VALUE;
    double seconds =
        limited ? (found - span.words.getFirst().timeMicros()) / MICROS : Double.POSITIVE_INFINITY;
    return new Outcome(span.episode, limited, seconds, before, hostile);
  }
}
