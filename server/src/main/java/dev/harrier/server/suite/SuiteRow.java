package dev.harrier.server.suite;

/**
 * One figure of one protocol.
 *
 * @param name folder, and which part of it
 * @param metric what was measured
 * @param low lower end of the 95 % interval, NaN if none
 * @param high upper end
 * @param baseline what a simple model reaches, NaN if not measured
 * @param target what is aimed at, NaN if the figure is only reported
 */
public record SuiteRow(
    String name,
    String metric,
    double value,
    double low,
    double high,
    double baseline,
    double target) {

  /** Whether the target is reached; true where there is none. */
  public boolean reached() {
    return Double.isNaN(target) || value >= target;
  }
}
