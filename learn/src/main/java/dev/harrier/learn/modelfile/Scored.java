package dev.harrier.learn.modelfile;

/**
 * What a model says of one row.
 *
 * @param score log-odds; of an isolation forest its measure between 0 and 1
 * @param probability of truth 1; NaN where the model's probabilities are not to be trusted
 * @param band how sure the measured curve makes it
 */
public record Scored(double score, double probability, Band band) {

  /** Ranges of scores that people can act upon. */
  public enum Band {
    /** The model file says that its probabilities are not to be trusted. */
    WITHHELD,
    /** Below the threshold of the best macro-F1. */
    LOW,
    /** At or above it. */
    MEDIUM,
    /** The lower bound of the measured precision is at least .95. */
    HIGH,
    /** It is at least .99. */
    VERY_HIGH;

    /** The word in tables: empty where withheld. */
    public String word() {
      return switch (this) {
        case WITHHELD -> "";
        case LOW -> "low";
        case MEDIUM -> "medium";
        case HIGH -> "high";
        case VERY_HIGH -> "very high";
      };
    }
  }
}
