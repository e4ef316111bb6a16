package dev.harrier.learn.modelfile;

/**
 * What a model is.
 *
 * @param kind one of {@link ModelKinds}
 * @param name what people call it
 * @param recipe the recipe it was trained by
 * @param derivation how its features come from the columns of a table or the values of an event
 * @param seed of all that was drawn by lot
 * @param createdMillis event time of the newest training row in milliseconds since 1970, or {@link
 *     #NO_TIME}
 * @param codeVersion version of the program that trained it
 * @param threshold score with the best macro-F1 on held-out rows: from it on a row is called 1
 */
public record ModelHead(
    String kind,
    String name,
    String recipe,
    String derivation,
    long seed,
    long createdMillis,
    String codeVersion,
    double threshold) {
  /** The training rows have no time. */
  public static final long NO_TIME = Long.MIN_VALUE;
}
