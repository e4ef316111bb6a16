package dev.harrier.runtime.bundle;

/**
 * A folder that is no project, or holds a file that cannot be one of its files: its author's fault.
 * The message names the file.
 */
public final class ProjectException extends Exception {
  public ProjectException(String message) {
    super(message, null, false, false);
  }
}
