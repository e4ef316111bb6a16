package dev.harrier.decision;

import java.util.List;
import java.util.Objects;

/**
 * What a model said within a decision, and why.
 *
 * @param feature output feature that holds the score
 * @param model name of the model
 * @param version content hash of the model's file, {@code sha256:…}
 * @param value the score: log-odds of a classifier
 * @param probability calibrated; NaN where the model's probabilities are not to be trusted
 * @param band how sure the measured curve makes it, such as {@code very high}; empty where withheld
 * @param reasons the largest contributions, largest first
 */
public record Score(
    String feature,
    String model,
    String version,
    double value,
    double probability,
    String band,
    List<Reason> reasons) {
  /** Reasons that a decision keeps of a score. */
  public static final int REASONS = 5;

  public Score {
    Objects.requireNonNull(feature);
    Objects.requireNonNull(model);
    Objects.requireNonNull(version);
    Objects.requireNonNull(band);
    reasons = List.copyOf(reasons);
  }

  /**
   * What one input of the model added.
   *
   * @param input its name; of a text the field and the piece of text
   * @param value as the model read it; NaN where absent
   * @param contribution in the unit of the score; above 0 towards truth 1
   * @param low tenth percentile of the input in training; NaN where there is none
   * @param high ninetieth percentile
   */
  public record Reason(String input, double value, double contribution, double low, double high) {
    public Reason {
      Objects.requireNonNull(input);
    }
  }
}
