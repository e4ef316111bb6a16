package dev.harrier.runtime.embed;

import dev.harrier.lang.source.Diagnostic;
import java.util.List;

/** What became of a project that was to be installed. */
public sealed interface Installation {
  /**
   * It is sound and kept; it decides once it is activated.
   *
   * @param warnings what the check found besides errors
   */
  record Installed(BundleInfo bundle, List<Diagnostic> warnings) implements Installation {
    public Installed {
      warnings = List.copyOf(warnings);
    }
  }

  /** It is not sound; nothing changed. */
  record Rejected(List<Diagnostic> diagnostics) implements Installation {
    public Rejected {
      diagnostics = List.copyOf(diagnostics);
    }
  }

  /** It is no project at all; nothing changed. */
  record NotAProject(String message) implements Installation {}
}
