package dev.harrier.lang.source;

import java.util.List;
import java.util.Objects;

/**
 * One text file of a project.
 *
 * @param path relative to the project's root, with forward slashes
 */
public record SourceFile(String path, String text) {
  public SourceFile {
    Objects.requireNonNull(path);
    Objects.requireNonNull(text);
  }

  /** The lines without their terminators; at least one. */
  public List<String> lines() {
    return List.of(text.split("\r\n|\r|\n", -1));
  }
}
