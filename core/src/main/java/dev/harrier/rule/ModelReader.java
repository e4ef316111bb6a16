package dev.harrier.rule;

/** Reads the model files of a project. Pure: the same bytes are the same model. */
@FunctionalInterface
public interface ModelReader {
  /** Where no models can be read: each is refused. */
  ModelReader NONE =
      file -> {
        throw new Unreadable("models cannot be read here");
      };

  /**
   * Reads a model.
   *
   * @throws Unreadable if the bytes are no model, damaged, or of another version
   */
  ScoringModel read(byte[] file) throws Unreadable;

  /** A file that is no model that this program can use. */
  final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    public Unreadable(String message) {
      super(message, null, false, false);
    }
  }
}
