package dev.harrier.learn.metric;

import dev.harrier.learn.data.Bins;
import dev.harrier.learn.data.Frame;
import dev.harrier.learn.data.Seeded;
import java.util.Arrays;

/** What stands beside each result so that a leak is seen. */
public final class Controls {
  private static final int DRIFT_BINS = 10;

  private Controls() {}

  /** One column alone: its AUROC, turned so that it is at least .5; absent values lie lowest. */
  public record Single(String column, double auroc) {}

  /** The frame with its truths shuffled: a model of it must judge like a coin (.5 ± 3 SE). */
  public static Frame shuffled(Frame frame, long seed) {
    float[] truths = frame.truths();
    float[] mixed = new float[truths.length];
    int[] order = new Seeded(seed).permutation(truths.length);
    for (int i = 0; i < mixed.length; i++) {
      mixed[i] = truths[order[i]];
    }
    return frame.withTruths(mixed);
  }

  /** Standard error of the AUROC of scores that know nothing (Hanley and McNeil, 1982, A = ½). */
  public static double chanceError(long ones, long zeros) {
    return Math.sqrt((ones + zeros + 1) / (12.0 * ones * zeros));
  }

  /** The column that tells the classes apart best by itself; the first of equals. */
  public static Single bestSingle(Frame frame) {
    int[] truths = frame.classes();
    Single best = new Single("", 0);
    for (int c = 0; c < frame.width(); c++) {
      float[] column = frame.column(c);
      double[] scores = new double[column.length];
      for (int i = 0; i < scores.length; i++) {
        scores[i] = Float.isNaN(column[i]) ? Double.NEGATIVE_INFINITY : column[i];
      }
      double area = Ranking.auroc(scores, truths);
      double turned = Math.max(area, 1 - area);
      if (turned > best.auroc) {
        best = new Single(frame.columns().get(c).name(), turned);
      }
    }
    return best;
  }

  /**
   * Population stability index {@code Σ (q − p) ln(q/p)} over ten bins of equal training mass and
   * one of absent values; an empty bin counts as half a row. Above .2 alarms, above .5 withdraws.
   *
   * @param before values in training
   * @param after values now
   */
  public static double drift(float[] before, float[] after) {
    float[] cuts = deciles(before);
    Bins bins = new Bins(new float[][] {cuts});
    double[] p = shares(bins, before);
    double[] q = shares(bins, after);
    double sum = 0;
    for (int b = 0; b < p.length; b++) {
      if (p[b] != q[b]) {
        sum += (q[b] - p[b]) * StrictMath.log(q[b] / p[b]);
      }
    }
    return sum;
  }

  private static float[] deciles(float[] values) {
    float[] sorted = values.clone();
    Arrays.sort(sorted);
    int present = sorted.length;
    while (present > 0 && Float.isNaN(sorted[present - 1])) {
      present--;
    }
    float[] cuts = new float[DRIFT_BINS - 1];
    int made = 0;
    for (int d = 1; d < DRIFT_BINS && present > 0; d++) {
      float cut = sorted[(int) ((long) present * d / DRIFT_BINS)];
      if (cut > sorted[0] && (made == 0 || cut > cuts[made - 1])) {
        cuts[made++] = cut;
      }
    }
    return Arrays.copyOf(cuts, made);
  }

  private static double[] shares(Bins bins, float[] values) {
    int count = bins.count(0);
    double[] rows = new double[count + 1];
    for (float value : values) {
      int bin = bins.bin(0, value);
      rows[bin == Bins.ABSENT ? count : bin]++;
    }
    double all = Math.max(1, values.length);
    for (int b = 0; b < rows.length; b++) {
      rows[b] = Math.max(0.5, rows[b]) / all;
    }
    return rows;
  }
}
