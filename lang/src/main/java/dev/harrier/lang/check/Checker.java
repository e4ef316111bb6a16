package dev.harrier.lang.check;

import dev.harrier.lang.program.Program;
import dev.harrier.lang.source.Diagnostic;
import dev.harrier.lang.source.Dialect;
import dev.harrier.lang.source.Sources;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks a project and turns it into a {@link Program}. */
public final class Checker {
  private Checker() {}

  /**
   * @param program null exactly when a diagnostic is an error
   * @param diagnostics sorted by {@link Diagnostic#ORDER}
   */
  public record Result(@Nullable Program program, List<Diagnostic> diagnostics) {
    public Result {
      diagnostics = List.copyOf(diagnostics);
    }
  }

  /** Checks with the dialect that the project's configuration states, or {@code override} if given. */
  public static Result check(Sources sources, @Nullable Dialect override) {
    throw new UnsupportedOperationException();
  }
}
