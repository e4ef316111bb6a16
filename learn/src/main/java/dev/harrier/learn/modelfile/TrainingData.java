package dev.harrier.learn.modelfile;

import java.util.List;

/**
 * What a model was trained on.
 *
 * @param rows how many
 * @param ones how many of them have truth 1
 * @param oldestMillis event time of the oldest row, or {@link ModelHead#NO_TIME}
 * @param newestMillis event time of the newest row, or {@link ModelHead#NO_TIME}
 * @param sha256 over the rows in canonical form, sorted; tells whether a table is the same
 * @param sources names of the tables
 * @param licences of the tables, if they are known
 * @param references where inputs and scores lay; empty if it was not measured
 */
public record TrainingData(
    int rows,
    int ones,
    long oldestMillis,
    long newestMillis,
    String sha256,
    List<String> sources,
    List<String> licences,
    List<Reference> references) {
  /** Nothing is known. */
  public static final TrainingData NONE =
      new TrainingData(0, 0, ModelHead.NO_TIME, ModelHead.NO_TIME, "", List.of(), List.of());

  public TrainingData {
    sources = List.copyOf(sources);
    licences = List.copyOf(licences);
    references = List.copyOf(references);
  }

  /** Without references. */
  public TrainingData(
      int rows,
      int ones,
      long oldestMillis,
      long newestMillis,
      String sha256,
      List<String> sources,
      List<String> licences) {
    this(rows, ones, oldestMillis, newestMillis, sha256, sources, licences, List.of());
  }

  /** The same with references. */
  public TrainingData with(List<Reference> measured) {
    return new TrainingData(
        rows, ones, oldestMillis, newestMillis, sha256, sources, licences, measured);
  }
}
