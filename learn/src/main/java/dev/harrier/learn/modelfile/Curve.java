package dev.harrier.learn.modelfile;

import dev.harrier.learn.metric.Interval;
import dev.harrier.learn.metric.Intervals;
import dev.harrier.learn.metric.Ranking;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What calling everything from a threshold upwards found on held-out rows.
 *
 * @param points thresholds descending, at most {@link #POINTS}
 */
public record Curve(List<Point> points) {
  /** Thresholds that are kept. */
  public static final int POINTS = 200;

  /** Nothing was measured. */
  public static final Curve NONE = new Curve(List.of());

  /**
   * One threshold.
   *
   * @param precisionLow lower end of Wilson's 95 % interval
   * @param recallLow lower end of Wilson's 95 % interval
   */
  public record Point(
      double threshold, double precision, double precisionLow, double recall, double recallLow) {}

  public Curve {
    points = List.copyOf(points);
  }

  /**
   * Measures held-out scores; steps at even distances of recall are kept, and those at which the
   * lower bound of the precision falls below a level for good.
   */
  public static Curve of(double[] scores, int[] truths) {
    Ranking.Step[] steps = Ranking.steps(scores, truths);
    long ones = steps[steps.length - 1].hits();
    List<Point> points = new ArrayList<>();
    boolean[] kept = kept(steps, ones);
    for (int i = 0; i < steps.length; i++) {
      if (kept[i]) {
        points.add(point(steps[i], ones));
      }
    }
    return new Curve(points);
  }

  private static boolean[] kept(Ranking.Step[] steps, long ones) {
    boolean[] kept = new boolean[steps.length];
    kept[steps.length - 1] = true;
    int even = POINTS - 100;
    int reached = 0;
    for (int i = 0; i < steps.length; i++) {
      int level = (int) (even * steps[i].hits() / ones);
      kept[i] |= level > reached;
      reached = Math.max(reached, level);
    }
    int sure = 99;
    for (int i = steps.length - 1; i >= 0 && sure > 0; i--) {
      boolean raised = false;
      while (sure > 0 && lower(steps, i) >= (100 - sure) / 100.0) {
        sure--;
        raised = true;
      }
      kept[i] |= raised;
    }
    return kept;
  }

  private static double lower(Ranking.Step[] steps, int i) {
    return Intervals.wilson(steps[i].hits(), steps[i].flagged()).low();
  }

  private static Point point(Ranking.Step step, long ones) {
    Interval precision = Intervals.wilson(step.hits(), step.flagged());
    Interval recall = Intervals.wilson(step.hits(), ones);
    return new Point(
        step.threshold(), precision.value(), precision.low(), recall.value(), recall.low());
  }

  /** The lowest threshold whose precision is surely (lower bound) at least this; empty if none. */
  public OptionalDouble threshold(double precision) {
    return points.stream()
        .filter(point -> point.precisionLow >= precision)
        .mapToDouble(Point::threshold)
        .min();
  }
}
