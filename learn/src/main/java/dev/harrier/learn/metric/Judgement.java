package dev.harrier.learn.metric;

import dev.harrier.learn.data.DataException;
import dev.harrier.learn.data.Seeded;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The figures that every report prints, each with a 95 % interval, from one bootstrap.
 *
 * <p>Rows are sorted once; a resample is a count for each row, and one walk over the counts gives
 * all figures: O(n log n + {@link Intervals#RESAMPLES} · n). Resampled by class, or by whole groups
 * where rows share one.
 */
public final class Judgement {
  private static final int BINS = 15;

  private final double[] scores;
  private final double @Nullable [] probabilities;
  private final boolean[] called;
  private final int[] truths;
  private final int[] byScore;
  private final int[] byProbability;
  private final int[][] strata;

  private Judgement(
      double[] scores, double @Nullable [] probabilities, boolean[] called, int[] truths) {
    this.scores = scores;
    this.probabilities = probabilities;
    this.called = called;
    this.truths = truths;
    this.strata = new int[][] {rows(truths, 0), rows(truths, 1)};
    this.byScore = Ranking.ascending(scores);
    this.byProbability = probabilities == null ? new int[0] : Ranking.ascending(probabilities);
  }

  /** One figure. */
  public record Figure(String metric, Interval interval) {}

  /**
   * Judges held-out rows.
   *
   * @param probabilities null if there are none
   * @param called whether each row was called 1, by a threshold that did not see it
   * @param groups what rows share, null if nothing
   * @throws DataException if only one class occurs
   */
  public static List<Figure> of(
      double[] scores,
      double @Nullable [] probabilities,
      boolean[] called,
      int[] truths,
      @Nullable List<String> groups,
      long seed) {
    Judgement judgement = new Judgement(scores, probabilities, called, truths);
    int[] once = new int[truths.length];
    Arrays.fill(once, 1);
    double[] values = judgement.measure(once);
    if (Double.isNaN(values[0])) {
      int ones = Arrays.stream(truths).sum();
      throw new DataException(
          ones + " truths are 1 and " + (truths.length - ones) + " are 0, expected some of each");
    }
    double[][] drawn = new double[Intervals.RESAMPLES][];
    int[][] members = groups == null ? null : members(groups);
    for (int r = 0; r < drawn.length; r++) {
      Seeded random = Seeded.of(seed, r);
      drawn[r] =
          judgement.measure(
              members == null ? judgement.byClass(random) : byGroup(members, truths, random));
    }
    return judgement.figures(values, drawn);
  }

  private List<Figure> figures(double[] values, double[][] drawn) {
    List<String> names =
        List.of(
            "AUROC",
            "PR-AUC",
            "macro-F1",
            "recall at precision .95",
            "recall at precision .99",
            "ECE",
            "Brier");
    List<Figure> figures = new java.util.ArrayList<>();
    for (int m = 0; m < (probabilities == null ? 5 : 7); m++) {
      int metric = m;
      double[] all =
          Arrays.stream(drawn)
              .mapToDouble(one -> one[metric])
              .filter(v -> !Double.isNaN(v))
              .toArray();
      figures.add(new Figure(names.get(m), interval(values[m], all)));
    }
    return List.copyOf(figures);
  }

  private static Interval interval(double value, double[] drawn) {
    if (drawn.length == 0) {
      return new Interval(value, Double.NaN, Double.NaN);
    }
    Arrays.sort(drawn);
    int last = drawn.length - 1;
    return new Interval(
        value, drawn[(int) Math.round(last * .025)], drawn[(int) Math.round(last * .975)]);
  }

  private int[] byClass(Seeded random) {
    int[] counts = new int[truths.length];
    for (int[] rows : strata) {
      for (int i = 0; i < rows.length; i++) {
        counts[rows[random.nextInt(rows.length)]]++;
      }
    }
    return counts;
  }

  private static int[] rows(int[] truths, int k) {
    return java.util.stream.IntStream.range(0, truths.length).filter(i -> truths[i] == k).toArray();
  }

  private static int[] byGroup(int[][] members, int[] truths, Seeded random) {
    int[] counts = new int[truths.length];
    for (int i = 0; i < members.length; i++) {
      for (int row : members[random.nextInt(members.length)]) {
        counts[row]++;
      }
    }
    return counts;
  }

  private static int[][] members(List<String> groups) {
    Map<String, List<Integer>> rows = new LinkedHashMap<>();
    for (int i = 0; i < groups.size(); i++) {
      rows.computeIfAbsent(groups.get(i), name -> new java.util.ArrayList<>()).add(i);
    }
    return rows.values().stream()
        .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
        .toArray(int[][]::new);
  }

  /** All figures of rows that count so often; NaN if only one class counts. */
  private double[] measure(int[] counts) {
    long ones = 0;
    long all = 0;
    long hits = 0;
    long flagged = 0;
    for (int i = 0; i < counts.length; i++) {
      ones += (long) counts[i] * truths[i];
      all += counts[i];
      hits += called[i] ? (long) counts[i] * truths[i] : 0;
      flagged += called[i] ? counts[i] : 0;
    }
    double[] figures = new double[7];
    Arrays.fill(figures, Double.NaN);
    if (ones == 0 || ones == all) {
      return figures;
    }
    ranks(counts, ones, all - ones, figures);
    figures[2] = Ranking.macroF1(hits, flagged, ones, all);
    if (probabilities != null) {
      figures[5] = ece(probabilities, counts, all);
      figures[6] = brier(probabilities, counts, all);
    }
    return figures;
  }

  /** From the highest score down, equal scores as one step. */
  private void ranks(int[] counts, long ones, long zeros, double[] figures) {
    double pairs = 0;
    double precisions = 0;
    double sure = 0;
    double surer = 0;
    long up = 0;
    long down = 0;
    for (int i = byScore.length - 1; i >= 0; ) {
      double score = scores[byScore[i]];
      long upHere = 0;
      long downHere = 0;
      for (; i >= 0 && scores[byScore[i]] == score; i--) {
        int row = byScore[i];
        upHere += truths[row] == 1 ? counts[row] : 0;
        downHere += truths[row] == 1 ? 0 : counts[row];
      }
      if (upHere + downHere > 0) {
        pairs += upHere * (zeros - down - downHere / 2.0);
        up += upHere;
        down += downHere;
        double precision = up / (double) (up + down);
        precisions += upHere * precision;
        sure = precision >= .95 ? up : sure;
        surer = precision >= .99 ? up : surer;
      }
    }
    figures[0] = pairs / ((double) ones * zeros);
    figures[1] = precisions / ones;
    figures[3] = sure / ones;
    figures[4] = surer / ones;
  }

  private double ece(double[] p, int[] counts, long all) {
    double sum = 0;
    double off = 0;
    long seen = 0;
    int bin = 1;
    for (int row : byProbability) {
      for (int c = 0; c < counts[row]; c++) {
        if (seen == all * bin / BINS) {
          sum += Math.abs(off);
          off = 0;
          bin++;
        }
        off += p[row] - truths[row];
        seen++;
      }
    }
    return (sum + Math.abs(off)) / all;
  }

  private double brier(double[] p, int[] counts, long all) {
    double sum = 0;
    for (int i = 0; i < counts.length; i++) {
      sum += counts[i] * (p[i] - truths[i]) * (p[i] - truths[i]);
    }
    return sum / all;
  }
}
