package dev.harrier.learn.modelfile;

import dev.harrier.learn.calibrate.Calibration;
import dev.harrier.learn.calibrate.Gate;
import org.jspecify.annotations.Nullable;

/**
 * A map from scores to probabilities, and whether it may be believed.
 *
 * @param map null if none could be fitted
 * @param rows held-out rows that it was fitted on
 * @param effectiveRows the same by weight (Kish)
 * @param gate what held-out rows said of it, null if none was tried
 */
public record Calibrated(
    @Nullable Calibration map, int rows, double effectiveRows, @Nullable Gate gate) {
  /** No map. */
  public static final Calibrated NONE = new Calibrated(null, 0, 0, null);

  /** Whether probabilities and bands may be shown. */
  public boolean trusted() {
    return map != null && gate != null && gate.passed();
  }

  double probability(double score) {
    return map != null && trusted() ? map.probability(score) : Double.NaN;
  }
}
