package dev.harrier.runtime.embed;

import java.util.List;

/**
 * Counts since the engine was opened.
 *
 * @param decided events decided; {@code repeated} those known already; {@code refused} no events;
 *     {@code overloaded} turned away; {@code failed} not answered because the world failed
 * @param future events ahead of the host's clock by more than the limit; {@code late} events behind
 *     the newest by more than the limit
 * @param waiting requests in the queue, of {@code capacity}
 * @param batches commits; {@code commitNanos} time spent in them
 * @param sequence newest place in the log
 * @param bundle version of the active bundle; empty if there is none
 * @param rules events on which each rule fired, most first
 * @param effects effects by name, most first
 * @param verdicts decisions by verdict, strongest first
 * @param drifts how far what models are asked has moved from what they were trained on
 * @param guarded actions that were not sent, by outcome, action and rules
 */
public record Metrics(
    long decided,
    long repeated,
    long refused,
    long overloaded,
    long failed,
    long future,
    long late,
    int waiting,
    int capacity,
    long batches,
    long commitNanos,
    long sequence,
    String bundle,
    List<Summary.Tally> rules,
    List<Summary.Tally> effects,
    List<Summary.Tally> verdicts,
    List<Summary.GuardTally> guarded,
    List<Drifted> drifts) {
  /**
   * The drift of one input of a model, or of its score.
   *
   * @param feature name of the score
   * @param input of the model
   * @param psi population stability index
   * @param alarms whether people should look
   */
  public record Drifted(String feature, String input, double psi, long rows, boolean alarms) {}

  public Metrics {
    rules = List.copyOf(rules);
    effects = List.copyOf(effects);
    verdicts = List.copyOf(verdicts);
    guarded = List.copyOf(guarded);
    drifts = List.copyOf(drifts);
  }
}
