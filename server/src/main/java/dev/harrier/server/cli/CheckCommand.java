package dev.harrier.server.cli;

import dev.harrier.lang.RuleCompiler.Backend;
import dev.harrier.lang.check.DialectComparison;
import dev.harrier.lang.check.DialectComparison.Difference;
import dev.harrier.lang.source.Diagnostic;
import dev.harrier.lang.source.DiagnosticPrinter;
import dev.harrier.lang.source.Dialect;
import dev.harrier.lang.source.Sources;
import dev.harrier.runtime.bundle.Bundle;
import dev.harrier.runtime.bundle.ProjectException;
import dev.harrier.runtime.bundle.ProjectFolder;
import dev.harrier.runtime.bundle.StoredModel;
import dev.harrier.server.output.JsonBytes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reports everything that is wrong with a project. */
@Command(
    name = "check",
    description = "Reports all errors and warnings of a rule project.",
    footer = {"", "Exits with 1 if there is an error; warnings alone do not count."})
final class CheckCommand implements Callable<Integer> {
  @Mixin private HelpOption help;

  @Parameters(paramLabel = "PROJECT", description = "folder that holds `main.sml`")
  private Path project;

  @Option(names = "--json", description = "print a JSON array of diagnostics")
  private boolean json;

  @Option(
      names = "--compare",
      description = "list the places at which the dialects strict and compat would differ")
  private boolean compare;

  @Option(
      names = "--dialect",
      paramLabel = "strict|compat",
      description = "read the rules in this dialect, whatever the project states")
  private @Nullable Dialect dialect;

  private final Streams streams;

  CheckCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws ProjectException, IOException {
    Sources sources = ProjectFolder.read(project).sources();
    return compare ? compare(sources) : check(sources);
  }

  private int check(Sources sources) throws ProjectException, IOException {
    Bundle.Outcome outcome = Bundle.compile(sources, dialect, Backend.INTERPRETED);
    List<Diagnostic> diagnostics =
        switch (outcome) {
          case Bundle.Ready ready -> ready.bundle().warnings();
          case Bundle.Rejected rejected -> rejected.diagnostics();
        };
    if (json) {
      streams.println(json(diagnostics));
    } else {
      print(sources, outcome, diagnostics);
    }
    return outcome instanceof Bundle.Ready
        ? CommandLineInterface.OK
        : CommandLineInterface.INPUT_WRONG;
  }

  private void print(Sources sources, Bundle.Outcome outcome, List<Diagnostic> diagnostics)
      throws IOException {
    if (!diagnostics.isEmpty()) {
      streams.println(DiagnosticPrinter.print(diagnostics));
    }
    if (outcome instanceof Bundle.Ready ready) {
      streams.println(
          "no errors: "
              + Projects.counted(ready.bundle().program().rules().size(), "rule")
              + " in "
              + Projects.counted(sources.rules().size(), "file"));
    }
  }

  private static String json(List<Diagnostic> diagnostics) {
    JsonBytes out = new JsonBytes();
    out.beginArray();
    for (Diagnostic diagnostic : diagnostics) {
      out.beginObject();
      out.key("severity").value(diagnostic.severity().name().toLowerCase(Locale.ROOT));
      out.key("message").value(diagnostic.message());
      out.key("path").value(diagnostic.span().path());
      out.key("line").value(diagnostic.span().line());
      out.key("column").value(diagnostic.span().column());
      out.key("hint").value(String.join("\n", diagnostic.hints()));
      out.endObject();
    }
    return out.endArray().toString();
  }

  private int compare(Sources sources) throws IOException {
    List<Difference> differences = DialectComparison.compare(sources, StoredModel.READER);
    if (json) {
      JsonBytes out = new JsonBytes();
      out.beginArray();
      for (Difference difference : differences) {
        out.beginObject();
        out.key("path").value(difference.span().path());
        out.key("line").value(difference.span().line());
        out.key("column").value(difference.span().column());
        out.key("subject").value(difference.subject());
        out.key("compat").value(difference.compat());
        out.key("strict").value(difference.strict()).endObject();
      }
      streams.println(out.endArray().toString());
      return CommandLineInterface.OK;
    }
    for (Difference difference : differences) {
      streams.println(difference.span() + ": " + difference.subject());
      streams.println("    compat: " + indented(difference.compat()));
      streams.println("    strict: " + indented(difference.strict()));
    }
    streams.println(
        differences.isEmpty()
            ? "the dialects agree on this project"
            : Projects.counted(differences.size(), "place")
                + " at which the dialects differ or may differ");
    return CommandLineInterface.OK;
  }

  private static String indented(String text) {
    return text.replace("\n", "\n            ");
  }
}
