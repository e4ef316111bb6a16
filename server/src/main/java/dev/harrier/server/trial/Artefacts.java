package dev.harrier.server.trial;

import dev.harrier.learn.data.Column;
import dev.harrier.learn.data.Frame;
import dev.harrier.learn.data.Parallel;
import dev.harrier.learn.metric.Ranking;
import dev.harrier.learn.tree.Boosting;
import dev.harrier.learn.tree.Trees;
import dev.harrier.sim.truth.Episode;
import dev.harrier.sim.truth.Happening;
import dev.harrier.sim.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Asks whether a world betrays its attackers by what no detector may read: identifiers, the place
 * in the log, fractions of a second, the hour, the length of a text. A model of trees is fitted to
 * one half of the worlds and asked about the other.
 */
public final class Artefacts {
  /** A world that betrays more is not used. */
  public static final double AUROC_MOST = .55;

  private static final List<String> FORBIDDEN =
      List.of(
          "event_id",
          "sender_id",
          "receiver_id",
          "object_id",
          "place_in_log",
          "microsecond",
          "second_of_minute",
          "hour",
          "text_length");

  private static final int ROUNDS = 60;

  /**
   * How well each forbidden field tells the words of brigades from all other words to strangers.
   *
   * @param together all fields in one model, asked about worlds that it has not seen
   * @param single each field alone; the direction that tells more
   */
  public record Audit(double together, Map<String, Double> single) {
    public boolean clean() {
      return together <= AUROC_MOST
          && single.values().stream().allMatch(auroc -> auroc <= AUROC_MOST);
    }
  }

  private Artefacts() {}

  /**
   * @param world the world of each number; asked for once each
   * @param worlds how many, two at least
   */
  public static Audit audit(IntFunction<World> world, int worlds) {
    Frame.Builder all = Frame.of(FORBIDDEN.stream().map(Column::number).toList());
    int rows = 0;
    int half = 0;
    for (int w = 0; w < worlds; w++) {
      half = w == worlds / 2 ? rows : half;
      rows += add(all, w, world.apply(w));
    }
    Frame frame = all.build();
    Frame fit = frame.rows(IntStream.range(0, half).toArray());
    Frame ask = frame.rows(IntStream.range(half, rows).toArray());
    Trees trees = Boosting.STANDARD.withRounds(ROUNDS).withDepth(4).fit(fit, Parallel.NONE);
    double together = Ranking.auroc(trees.scores(ask), ask.classes());
    Map<String, Double> single = new TreeMap<>();
    for (int i = 0; i < FORBIDDEN.size(); i++) {
      single.put(FORBIDDEN.get(i), either(frame.column(i), frame.classes()));
    }
    return new Audit(together, single);
  }

  private static double either(float[] column, int[] truth) {
    double[] values = new double[column.length];
    for (int row = 0; row < column.length; row++) {
      values[row] = column[row];
    }
    double auroc = Ranking.auroc(values, truth);
    return Math.max(auroc, 1 - auroc);
  }

  private static int add(Frame.Builder frame, int number, World world) {
    List<Happening> all = world.happenings();
    List<Integer> chosen = episodic(world);
    for (int i : chosen) {
      Happening word = all.get(i);
      boolean attack = world.episodes().get(word.episode()).sort() == Episode.Sort.BRIGADE;
      frame.row(number + "-" + i, row(word, (double) i / all.size())).truth(attack ? 1 : 0);
    }
    return chosen.size();
  }

  /**
   * One word of each episode, the middle one: words of one episode share its receiver and its hour,
   * and would count a chance many times.
   */
  private static List<Integer> episodic(World world) {
    List<List<Integer>> words = new ArrayList<>();
    world.episodes().forEach(episode -> words.add(new ArrayList<>()));
    for (int i = 0; i < world.happenings().size(); i++) {
      Happening word = world.happenings().get(i);
      if (word.episode() != Happening.ORDINARY) {
        words.get(word.episode()).add(i);
      }
    }
    return words.stream()
        .filter(all -> !all.isEmpty())
        .map(all -> all.get(all.size() / 2))
        .toList();
  }

  private static float[] row(Happening word, double place) {
    long seconds = Math.floorDiv(word.timeMicros(), 1_000_000);
    return new float[] {
      number(word.id()),
      number(word.sender()),
      number(word.receiver()),
      number(word.object()),
      (float) place,
      Math.floorMod(word.timeMicros(), 1_000_000),
      seconds % 60,
      seconds / 3_600 % 24,
      word.text().length()
    };
  }

  /** An identifier as the number that its first digits spell. */
  private static float number(String identifier) {
    return Integer.parseInt(identifier.substring(0, 6), 16);
  }
}
