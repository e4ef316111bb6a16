package dev.harrier.rule;

import java.util.List;

/**
 * How far what a model is asked has moved from what it was trained on. Written by one thread, read
 * by any.
 */
public interface Drift {
  /** Counts the row that a session of the same model scored last. */
  void add(ScoringModel.Session scored);

  /** One reading for each input of which enough is known, and for the score. */
  List<Reading> readings();

  /**
   * A reading.
   *
   * @param input of the model, or a word in brackets for the score
   * @param psi population stability index, 0 for no change; above .2 it alarms
   * @param rows that it was measured on
   */
  record Reading(String input, double psi, long rows) {
    /** From here on people should look. */
    public static final double ALARM = .2;
  }
}
