package dev.harrier.server.cli;

import dev.harrier.lang.RuleCompiler.Backend;
import dev.harrier.runtime.conformance.Conformance;
import dev.harrier.runtime.conformance.Conformance.Deviation;
import dev.harrier.runtime.conformance.Conformance.Difference;
import dev.harrier.runtime.conformance.Conformance.Mismatch;
import dev.harrier.server.output.JsonBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs recorded cases of the reference engine and compares. */
@Command(
    name = "conformance",
    description = "Runs a file of recorded cases of the reference engine and compares.",
    footer = {
      "",
      "Exits with 1 if a case fails. Cases whose record does not bind are listed as deviations."
    })
final class ConformanceCommand implements Callable<Integer> {
  @Mixin private HelpOption help;

  @Parameters(paramLabel = "FILE", description = "cases, one JSON object a line, plain or .xz")
  private Path file;

  @Option(names = "--json", description = "print passed, failed, deviations and the first failures")
  private boolean json;

  @Option(
      names = "--backend",
      paramLabel = "interpreted|compiled",
      description = "how programs are run (default: ${DEFAULT-VALUE})")
  private Backend backend = Backend.COMPILED;

  @Option(
      names = "--failures",
      paramLabel = "N",
      description = "how many failed cases are shown (default: ${DEFAULT-VALUE})")
  private int shown = 10;

  private final Streams streams;

  ConformanceCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws InputProblem, IOException {
    if (!Files.isRegularFile(file)) {
      throw new InputProblem("`" + file + "` is not a file, expected recorded cases");
    }
    Conformance.Report report = run();
    if (json) {
      streams.println(json(report));
    } else {
      print(report);
    }
    return report.failed() == 0 ? CommandLineInterface.OK : CommandLineInterface.INPUT_WRONG;
  }

  private Conformance.Report run() throws InputProblem, IOException {
    try {
      return Conformance.run(file, backend, shown);
    } catch (IllegalArgumentException | NullPointerException | ClassCastException e) {
      throw new InputProblem("`" + file + "` does not hold recorded cases");
    }
  }

  private void print(Conformance.Report report) throws IOException {
    for (Mismatch mismatch : report.mismatches()) {
      streams.println("✗ " + mismatch.id());
      for (Difference difference : mismatch.differences()) {
        streams.println("    " + difference.where());
        streams.println("      recorded  " + indented(difference.recorded()));
        streams.println("      found     " + indented(difference.found()));
      }
    }
    streams.println("section    passed  failed  deviations");
    for (var section : report.sections().entrySet()) {
      Conformance.Figures figures = section.getValue();
      streams.println(
          row(section.getKey(), figures.passed(), figures.failed(), figures.deviations()));
    }
    streams.println(row("all", report.passed(), report.failed(), report.deviations().size()));
    if (!report.deviations().isEmpty()) {
      streams.println("");
      streams.println("deviations: the record does not bind (= came out as recorded all the same)");
    }
    for (Deviation deviation : report.deviations()) {
      streams.println(
          "  "
              + (deviation.asRecorded() ? "= " : "  ")
              + deviation.id()
              + ": "
              + deviation.reason());
    }
  }

  private static String row(String name, int passed, int failed, int deviations) {
    return "%-9s %,7d %,7d %,11d".formatted(name, passed, failed, deviations);
  }

  private static String indented(String text) {
    return text.replace("\n", "\n                ");
  }

  private static String json(Conformance.Report report) {
    JsonBytes out = new JsonBytes();
    out.beginObject();
    out.key("passed").value(report.passed());
    out.key("failed").value(report.failed());
    out.key("deviations").beginArray();
    for (Deviation deviation : report.deviations()) {
      out.beginObject().key("id").value(deviation.id());
      out.key("reason").value(deviation.reason());
      out.key("as_recorded").value(deviation.asRecorded()).endObject();
    }
    out.endArray().key("failures").beginArray();
    for (Mismatch mismatch : report.mismatches()) {
      out.beginObject().key("id").value(mismatch.id()).key("differences").beginArray();
      for (Difference difference : mismatch.differences()) {
        out.beginObject().key("where").value(difference.where());
        out.key("recorded").value(difference.recorded());
        out.key("found").value(difference.found()).endObject();
      }
      out.endArray().endObject();
    }
    return out.endArray().endObject().toString();
  }
}
