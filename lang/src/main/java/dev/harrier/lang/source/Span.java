package dev.harrier.lang.source;

import java.util.Comparator;
import java.util.Objects;

/**
 * A place in a source file.
 *
 * @param line from 1
 * @param column from 0; UTF-8 bytes, except in CPython's syntax errors, which count characters
 */
public record Span(SourceFile file, int line, int column) implements Comparable<Span> {
  private static final Comparator<Span> ORDER =
      Comparator.comparing((Span s) -> s.file.path())
          .thenComparingInt(Span::line)
          .thenComparingInt(Span::column);

  public Span {
    Objects.requireNonNull(file);
  }

  public String path() {
    return file.path();
  }

  /** Order of path, line, column. */
  @Override
  public int compareTo(Span other) {
    return ORDER.compare(this, other);
  }

  /** {@code path:line:column}. */
  @Override
  public String toString() {
    return path() + ":" + line + ":" + column;
  }
}
