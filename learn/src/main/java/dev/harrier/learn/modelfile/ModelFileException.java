package dev.harrier.learn.modelfile;

/** A model file that cannot be used: damaged, of another version, or not a model file at all. */
public final class ModelFileException extends Exception {
  private static final long serialVersionUID = 1;

  public ModelFileException(String message) {
    super(message, null, false, true);
  }
}
