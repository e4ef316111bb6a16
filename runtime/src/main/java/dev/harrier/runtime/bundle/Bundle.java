package dev.harrier.runtime.bundle;

import dev.harrier.lang.RuleCompiler;
import dev.harrier.lang.RuleCompiler.Backend;
import dev.harrier.lang.source.Diagnostic;
import dev.harrier.lang.source.Dialect;
import dev.harrier.lang.source.Sources;
import dev.harrier.rule.RuleProgram;
import dev.harrier.runtime.ingress.InputMapping;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One immutable version of a project, compiled. Shared by all threads.
 *
 * @param warnings what the check found besides errors, in order
 * @param input where foreign objects keep what an event needs; null if the project does not say
 * @param interactions how events tell who did what to whom, for the machines; null if the project
 *     does not say
 */
public record Bundle(
    RuleProgram program,
    List<Diagnostic> warnings,
    @Nullable InputMapping input,
    @Nullable Interactions interactions) {
  public Bundle {
    warnings = List.copyOf(warnings);
  }

  /** What came of compiling a project. */
  public sealed interface Outcome {}

  /** The project is sound. */
  public record Ready(Bundle bundle) implements Outcome {}

  /**
   * The project is not.
   *
   * @param diagnostics all errors and warnings, sorted
   */
  public record Rejected(List<Diagnostic> diagnostics) implements Outcome {
    public Rejected {
      diagnostics = List.copyOf(diagnostics);
    }
  }

  /** Content hash of everything it was compiled from, {@code sha256:…}. */
  public String version() {
    return program.version();
  }

  /**
   * Reads and compiles a project.
   *
   * @param dialect overrides what the project states; null to follow it
   * @throws ProjectException the folder is no project
   * @throws IOException the disk failed
   */
  public static Outcome load(Path folder, @Nullable Dialect dialect, Backend backend)
      throws ProjectException, IOException {
    return compile(ProjectFolder.read(folder).sources(), dialect, backend);
  }

  /**
   * Compiles sources.
   *
   * @throws ProjectException the {@code input} or {@code interactions} section of the configuration
   *     is wrong
   */
  public static Outcome compile(Sources sources, @Nullable Dialect dialect, Backend backend)
      throws ProjectException {
    RuleCompiler.Result compiled =
        RuleCompiler.compile(sources, dialect, backend, StoredModel.READER);
    RuleProgram program = compiled.program();
    return program == null
        ? new Rejected(compiled.diagnostics())
        : new Ready(
            new Bundle(
                program,
                compiled.diagnostics(),
                InputSection.read(sources.config()),
                InteractionSection.read(sources)));
  }
}
