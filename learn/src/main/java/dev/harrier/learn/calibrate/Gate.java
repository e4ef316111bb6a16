package dev.harrier.learn.calibrate;

import dev.harrier.learn.metric.Probabilities;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Whether a map may be used: on held-out rows its ECE is at most .03 and its log-loss is no worse
 * than that of the map in force.
 *
 * @param ece of the new map, 15 bins of equal mass
 * @param ecePerfect what the ECE would be if the probabilities were true
 * @param logLoss of the new map
 * @param passed whether probabilities may be trusted
 */
public record Gate(double ece, double ecePerfect, double logLoss, boolean passed) {
  /** Most that probabilities may be off on average. */
  public static final double ECE_MAX = 0.03;

  /**
   * Tries a map on held-out rows.
   *
   * @param inForce the map used until now, null if there is none
   */
  public static Gate check(
      Calibration map, @Nullable Calibration inForce, double[] scores, int[] truths) {
    double[] p = Arrays.stream(scores).map(map::probability).toArray();
    double ece = Probabilities.ece(p, truths);
    double loss = Probabilities.logLoss(p, truths);
    double before =
        inForce == null
            ? Double.POSITIVE_INFINITY
            : Probabilities.logLoss(
                Arrays.stream(scores).map(inForce::probability).toArray(), truths);
    return new Gate(ece, Probabilities.eceIfPerfect(p, 7), loss, ece <= ECE_MAX && loss <= before);
  }
}
