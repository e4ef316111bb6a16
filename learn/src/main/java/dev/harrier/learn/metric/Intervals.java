package dev.harrier.learn.metric;

import dev.harrier.learn.data.DataException;
import dev.harrier.learn.data.Frame;
import dev.harrier.learn.data.Seeded;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** 95 % intervals. */
public final class Intervals {
  /** Resamples of a bootstrap. */
  public static final int RESAMPLES = 1_000;

  private static final double Z = 1.959963984540054;

  private Intervals() {}

  /** A measure of scores against truths. */
  public interface Measure {
    double of(double[] scores, int[] truths);
  }

  /** A measure of chosen rows; a row may be chosen more than once. */
  public interface RowMeasure {
    double of(int[] rows);
  }

  /** Wilson's score interval of a proportion (1927); the whole range if nothing was tried. */
  public static Interval wilson(long hits, long tries) {
    if (tries == 0) {
      return new Interval(Double.NaN, 0, 1);
    }
    double p = hits / (double) tries;
    double z2 = Z * Z / tries;
    double middle = (p + z2 / 2) / (1 + z2);
    double half = Z * Math.sqrt(p * (1 - p) / tries + z2 / (4 * tries)) / (1 + z2);
    return new Interval(p, Math.max(0, middle - half), Math.min(1, middle + half));
  }

  /**
   * AUROC with DeLong's interval (DeLong, DeLong and Clarke-Pearson, 1988, eq. 5; computed by
   * midranks after Sun and Xu, 2014), O(n log n).
   */
  public static Interval delong(double[] scores, int[] truths) {
    double area = Ranking.auroc(scores, truths);
    double[] all = midranks(scores);
    double[] own = ownMidranks(scores, truths);
    double ones = Arrays.stream(truths).sum();
    double zeros = truths.length - ones;
    double one = 0;
    double zero = 0;
    for (int i = 0; i < truths.length; i++) {
      double placement = truths[i] == 1 ? (all[i] - own[i]) / zeros : 1 - (all[i] - own[i]) / ones;
      double off = (placement - area) * (placement - area);
      one += truths[i] == 1 ? off : 0;
      zero += truths[i] == 1 ? 0 : off;
    }
    double variance = one / Math.max(1, ones - 1) / ones + zero / Math.max(1, zeros - 1) / zeros;
    double half = Z * Math.sqrt(variance);
    return new Interval(area, Math.max(0, area - half), Math.min(1, area + half));
  }

  private static double[] midranks(double[] scores) {
    int[] order = Ranking.ascending(scores);
    double[] ranks = new double[scores.length];
    for (int i = 0; i < order.length; ) {
      int end = i;
      while (end < order.length && scores[order[end]] == scores[order[i]]) {
        end++;
      }
      for (int k = i; k < end; k++) {
        ranks[order[k]] = (i + 1 + end) / 2.0;
      }
      i = end;
    }
    return ranks;
  }

  /** Midrank of each row within its own class. */
  private static double[] ownMidranks(double[] scores, int[] truths) {
    double[] own = new double[scores.length];
    for (int k = 0; k < 2; k++) {
      int wanted = k;
      int[] rows =
          java.util.stream.IntStream.range(0, truths.length)
              .filter(i -> truths[i] == wanted)
              .toArray();
      double[] ranks = midranks(Arrays.stream(rows).mapToDouble(i -> scores[i]).toArray());
      for (int i = 0; i < rows.length; i++) {
        own[rows[i]] = ranks[i];
      }
    }
    return own;
  }

  /** Bootstrap by percentiles, each class resampled by itself (Efron and Tibshirani, 1993, §13). */
  public static Interval bootstrap(double[] scores, int[] truths, Measure measure, long seed) {
    List<int[]> strata = new ArrayList<>();
    for (int k = 0; k < 2; k++) {
      int wanted = k;
      strata.add(
          java.util.stream.IntStream.range(0, truths.length)
              .filter(i -> truths[i] == wanted)
              .toArray());
    }
    RowMeasure rows = chosen -> of(measure, scores, truths, chosen);
    double[] values = new double[RESAMPLES];
    for (int r = 0; r < RESAMPLES; r++) {
      Seeded random = Seeded.of(seed, r);
      int[] chosen = new int[truths.length];
      int at = 0;
      for (int[] stratum : strata) {
        for (int i = 0; i < stratum.length; i++) {
          chosen[at++] = stratum[random.nextInt(stratum.length)];
        }
      }
      values[r] = rows.of(chosen);
    }
    return percentiles(measure.of(scores, truths), values);
  }

  /**
   * Bootstrap of whole groups, where rows of one group are not independent (Davison and Hinkley).
   */
  public static Interval bootstrapGroups(
      double[] scores, int[] truths, List<String> groups, Measure measure, long seed) {
    double[] values =
        resampled(members(groups), chosen -> of(measure, scores, truths, chosen), seed);
    return percentiles(measure.of(scores, truths), values);
  }

  /**
   * Difference of two systems on the same rows, resampled together: {@code measure(a) −
   * measure(b)}; a resample with one class only is drawn again.
   */
  public static Interval paired(
      double[] a, double[] b, int[] truths, List<String> groups, Measure measure, long seed) {
    RowMeasure difference =
        chosen -> of(measure, a, truths, chosen) - of(measure, b, truths, chosen);
    double[] values = resampled(members(groups), difference, seed);
    return percentiles(measure.of(a, truths) - measure.of(b, truths), values);
  }

  private static double[] resampled(int[][] members, RowMeasure measure, long seed) {
    double[] values = new double[RESAMPLES];
    for (int r = 0; r < RESAMPLES; r++) {
      Seeded random = Seeded.of(seed, r);
      values[r] = resample(members, measure, random);
    }
    return values;
  }

  private static double resample(int[][] members, RowMeasure measure, Seeded random) {
    for (int attempt = 0; attempt < 100; attempt++) {
      List<int[]> drawn = new ArrayList<>();
      for (int i = 0; i < members.length; i++) {
        drawn.add(members[random.nextInt(members.length)]);
      }
      try {
        return measure.of(drawn.stream().flatMapToInt(Arrays::stream).toArray());
      } catch (DataException oneClass) {
        // too few groups hold the rarer class: draw again
      }
    }
    return Double.NaN;
  }

  private static int[][] members(List<String> groups) {
    Map<String, List<Integer>> rows = new LinkedHashMap<>();
    for (int i = 0; i < groups.size(); i++) {
      rows.computeIfAbsent(groups.get(i), name -> new ArrayList<>()).add(i);
    }
    return rows.values().stream()
        .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
        .toArray(int[][]::new);
  }

  private static double of(Measure measure, double[] scores, int[] truths, int[] chosen) {
    double[] s = new double[chosen.length];
    int[] t = new int[chosen.length];
    for (int i = 0; i < chosen.length; i++) {
      s[i] = scores[chosen[i]];
      t[i] = truths[chosen[i]];
    }
    return measure.of(s, t);
  }

  private static Interval percentiles(double value, double[] values) {
    double[] sorted = Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
    if (sorted.length == 0) {
      return new Interval(value, Double.NaN, Double.NaN);
    }
    int last = sorted.length - 1;
    return new Interval(
        value, sorted[(int) Math.round(last * 0.025)], sorted[(int) Math.round(last * 0.975)]);
  }

  /** The groups of a frame, one a row. */
  public static List<String> groups(Frame frame) {
    return java.util.stream.IntStream.range(0, frame.rows()).mapToObj(frame::group).toList();
  }
}
