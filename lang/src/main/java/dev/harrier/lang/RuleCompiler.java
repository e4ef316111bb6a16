package dev.harrier.lang;

import dev.harrier.lang.check.Checker;
import dev.harrier.lang.emit.CompiledProgram;
import dev.harrier.lang.interpret.InterpretedProgram;
import dev.harrier.lang.source.Diagnostic;
import dev.harrier.lang.source.Dialect;
import dev.harrier.lang.source.Sources;
import dev.harrier.rule.ModelReader;
import dev.harrier.rule.RuleProgram;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compiles a project's sources to a {@link RuleProgram}. */
public final class RuleCompiler {
  private RuleCompiler() {}

  /** How a program is executed; both give the same decisions. */
  public enum Backend {
    INTERPRETED,
    COMPILED
  }

  /**
   * @param program null exactly when a diagnostic is an error
   * @param diagnostics all errors and warnings, sorted by {@link Diagnostic#ORDER}
   */
  public record Result(@Nullable RuleProgram program, List<Diagnostic> diagnostics) {
    public Result {
      diagnostics = List.copyOf(diagnostics);
    }
  }

  /**
   * @param dialect overrides what the project's configuration states; null to follow it
   */
  public static Result compile(Sources sources, @Nullable Dialect dialect, Backend backend) {
    return compile(sources, dialect, backend, ModelReader.NONE);
  }

  /**
   * The same for a project that may have models.
   *
   * @param models reads those that rules name
   */
  public static Result compile(
      Sources sources, @Nullable Dialect dialect, Backend backend, ModelReader models) {
    Checker.Result checked = Checker.check(sources, dialect, models);
    if (checked.program() == null) {
      return new Result(null, checked.diagnostics());
    }
    RuleProgram program =
        switch (backend) {
          case INTERPRETED -> new InterpretedProgram(checked.program());
          case COMPILED -> new CompiledProgram(checked.program());
        };
    return new Result(program, checked.diagnostics());
  }
}
