package dev.harrier.server.cli;

import dev.harrier.lang.RuleCompiler.Backend;
import dev.harrier.lang.source.Diagnostic;
import dev.harrier.lang.source.Diagnostic.Severity;
import dev.harrier.lang.source.DiagnosticPrinter;
import dev.harrier.lang.source.Dialect;
import dev.harrier.lang.source.Sources;
import dev.harrier.runtime.bundle.Bundle;
import dev.harrier.runtime.bundle.ProjectException;
import dev.harrier.runtime.bundle.ProjectFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Loads projects for commands that need a sound one. */
final class Projects {
  /** Errors shown before the rest is only counted; `check` shows all. */
  private static final int SHOWN = 5;

  private Projects() {}

  static Bundle load(Path folder, @Nullable Dialect dialect, Backend backend)
      throws InputProblem, ProjectException, IOException {
    return compile(ProjectFolder.read(folder).sources(), folder, dialect, backend);
  }

  /**
   * @param folder named in the message if the project is not sound
   */
  static Bundle compile(Sources sources, Path folder, @Nullable Dialect dialect, Backend backend)
      throws InputProblem, ProjectException {
    return switch (Bundle.compile(sources, dialect, backend)) {
      case Bundle.Ready ready -> ready.bundle();
      case Bundle.Rejected rejected -> throw rejected(folder, rejected.diagnostics());
    };
  }

  /** The project in a folder has errors: the first of them. */
  static InputProblem rejected(Path folder, List<Diagnostic> diagnostics) {
    return new InputProblem(text(folder, diagnostics));
  }

  private static String text(Path folder, List<Diagnostic> diagnostics) {
    List<Diagnostic> errors =
        diagnostics.stream().filter(d -> d.severity() == Severity.ERROR).toList();
    String shown = DiagnosticPrinter.print(errors.subList(0, Math.min(SHOWN, errors.size())));
    String more =
        errors.size() > SHOWN
            ? "\n… and "
                + (errors.size() - SHOWN)
                + " more: `harrier check "
                + folder
                + "` shows all"
            : "";
    return "the rules in `"
        + folder
        + "` have "
        + counted(errors.size(), "error")
        + "\n"
        + shown
        + more;
  }

  /** {@code 1 error}, {@code 2 errors}. */
  static String counted(long count, String noun) {
    return "%,d %s%s".formatted(count, noun, count == 1 ? "" : "s");
  }
}
