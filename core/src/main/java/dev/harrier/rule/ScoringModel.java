package dev.harrier.rule;

import dev.harrier.decision.Score;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * A model of a project as rules ask it. Immutable, shared by all threads; each brings a {@link
 * Session} of its own.
 */
public interface ScoringModel {
  /** Content hash of its file, {@code sha256:…}. */
  String version();

  /** Everything it reads, in an order of its own. */
  List<Input> inputs();

  /** What has to be known of a row besides {@link #inputs}, which rules cannot give; or null. */
  @Nullable String unreachable();

  /** Whether its probabilities and thresholds may be used. */
  boolean trusted();

  /**
   * The lowest score at which the measured precision is surely at least this; empty if there is
   * none, or the model is not {@link #trusted}.
   */
  OptionalDouble threshold(double precision);

  /** Probability of truth 1 at a score; empty if the model is not {@link #trusted}. */
  OptionalDouble probability(double score);

  /** Counts that begin with nothing seen. */
  Drift newDrift();

  /** Room for one thread. */
  Session newSession();

  /** What a value of an input is. */
  enum Kind {
    NUMBER,
    FLAG,
    /** A word out of few. */
    CATEGORY,
    TEXT,
    /** A number of seconds since 1970, or a text such as {@code 2026-01-31T10:00:00Z}. */
    TIME
  }

  /** One input, by the name that the model knows it by. */
  record Input(String name, Kind kind) {}

  /** Scores rows, one after the other. Owned by one thread. */
  interface Session {
    /**
     * Scores a row.
     *
     * @param values one for each of {@link #inputs}, null where it is absent: {@link Long}, {@link
     *     java.math.BigInteger} or {@link Double}, {@link Boolean}, {@link String}
     * @return the score: log-odds of a classifier; always finite
     * @throws Unusable if a value cannot be read as what the input is, or the model has no score
     *     for the row
     */
    double score(List<? extends @Nullable Object> values) throws Unusable;

    /**
     * The score of the row that was scored last, with its reasons.
     *
     * @param feature name under which the decision knows the score
     * @param model name of the model
     */
    Score explained(String feature, String model);
  }

  /** A row that has no score. */
  final class Unusable extends Exception {
    private static final long serialVersionUID = 1L;

    public Unusable(String message) {
      super(message, null, false, false);
    }
  }
}
