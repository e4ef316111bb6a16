package dev.harrier.lang.check;

import dev.harrier.lang.function.Function;
import dev.harrier.lang.function.StandardFunctions;
import dev.harrier.lang.function.ValueList;
import dev.harrier.lang.program.Program;
import dev.harrier.lang.source.Diagnostic;
import dev.harrier.lang.source.Dialect;
import dev.harrier.lang.source.SourceFile;
import dev.harrier.lang.source.Sources;
import dev.harrier.lang.source.Span;
import dev.harrier.lang.syntax.Parser;
import dev.harrier.lang.syntax.Tree.Call;
import dev.harrier.lang.syntax.Tree.Unit;
import dev.harrier.rule.ModelReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Checks a project and turns it into a {@link Program}.
 *
 * <p>Parsing comes first; if it fails, only its errors are reported. Then every check runs whose
 * preconditions hold, so that independent mistakes are reported together:
 *
 * <pre>
 * NoUnusedLocals, ValidateCallRValue, ConfigValidator         always
 * UniqueStoredNames → ValidateCallKwargs → ImportsMustNotHaveCycles → VariablesMustBeDefined
 *   → ValidateDynamicCallsHaveAnnotatedRValue → ValidateStaticTypes, ValidateLabels
 * </pre>
 */
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

  /**
   * Checks with the dialect that the project's configuration states, or {@code override} if given.
   */
  public static Result check(Sources sources, @Nullable Dialect override) {
    return check(sources, override, ModelReader.NONE);
  }

  /** The same for a project that may have models. */
  public static Result check(Sources sources, @Nullable Dialect override, ModelReader models) {
    return check(sources, override, models, StandardFunctions.all());
  }

  static Result check(
      Sources sources,
      @Nullable Dialect override,
      ModelReader models,
      Map<String, Function> functions) {
    Findings findings = new Findings();
    SortedMap<String, Unit> units = parse(sources, findings);
    if (findings.failed()) {
      return new Result(null, findings.sorted());
    }
    Configuration configuration = ConfigFiles.read(sources.config().values(), findings);
    Map<String, ValueList> lists = ListFiles.read(sources.lists().values(), findings);
    Dialect stated = configuration.dialect() == null ? Dialect.COMPAT : configuration.dialect();
    Project project =
        new Project(
            override == null ? stated : override,
            units,
            functions,
            configuration,
            lists,
            new ModelFiles(sources.models(), models));
    Program program = check(project, findings, version(sources));
    return new Result(findings.failed() ? null : program, findings.sorted());
  }

  private static SortedMap<String, Unit> parse(Sources sources, Findings findings) {
    SortedMap<String, Unit> units = new TreeMap<>();
    for (SourceFile file : sources.rules().values()) {
      Parser.Result parsed = Parser.parse(file);
      parsed.diagnostics().forEach(findings::add);
      if (parsed.unit() != null) {
        units.put(file.path(), parsed.unit());
      }
    }
    if (!sources.rules().containsKey(Sources.ENTRY)) {
      findings.error(
          "parse",
          "the project has no `" + Sources.ENTRY + "`",
          new Span(new SourceFile(Sources.ENTRY, ""), 1, 0),
          "a project is a directory with a file of this name, which is executed first");
    }
    return units;
  }

  private static @Nullable Program check(Project project, Findings findings, String version) {
    UniqueNames.check(project, findings);
    UnusedLocals.check(project, findings);
    CallResults.check(project, findings);
    if (findings.failed(Checks.UNIQUE_NAMES)) {
      return null;
    }
    Map<Call, BoundCall> calls = CallArguments.check(project, findings);
    if (findings.failed(Checks.CALL_ARGUMENTS)) {
      return null;
    }
    ImportCycles.check(project, findings);
    if (findings.failed(Checks.IMPORT_CYCLES)) {
      return null;
    }
    DefinedNames.check(project, findings);
    if (findings.failed(Checks.DEFINED_NAMES)) {
      return null;
    }
    DynamicCalls.check(project, findings);
    if (findings.failed(Checks.DYNAMIC_CALLS)) {
      return null;
    }
    if (!findings.failed(Checks.CONFIG)) {
      Labels.check(project, findings, calls);
      Actions.check(project, findings);
    }
    Program program = ProgramBuilder.build(project, calls, findings, version);
    if (project.strict() && !findings.failed()) {
      Advice.give(program, project, findings);
    }
    return program;
  }

  /** Content hash: of every file's path and content, in order. */
  private static String version(Sources sources) {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
    for (SortedMap<String, SourceFile> files :
        List.of(sources.rules(), sources.config(), sources.lists())) {
      for (SourceFile file : files.values()) {
        field(digest, file.path());
        field(digest, file.text());
      }
    }
    sources
        .models()
        .forEach(
            (path, bytes) -> {
              field(digest, path);
              field(digest, bytes);
            });
    return "sha256:" + HexFormat.of().formatHex(digest.digest());
  }

  /** Length first, so that no two sequences of fields look alike. */
  private static void field(MessageDigest digest, String text) {
    field(digest, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void field(MessageDigest digest, byte[] bytes) {
    digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
    digest.update(bytes);
  }
}
