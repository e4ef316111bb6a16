package dev.harrier.lang.syntax;

import dev.harrier.lang.source.Diagnostic;
import dev.harrier.lang.source.SourceFile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parses one file. */
public final class Parser {
  private Parser() {}

  /**
   * A tree, or why there is none.
   *
   * @param unit null exactly when there are diagnostics
   */
  public record Result(Tree.@Nullable Unit unit, List<Diagnostic> diagnostics) {
    public Result {
      diagnostics = List.copyOf(diagnostics);
    }
  }

  public static Result parse(SourceFile file) {
    throw new UnsupportedOperationException();
  }
}
