package dev.harrier.server.cli;

import dev.harrier.lang.RuleCompiler.Backend;
import dev.harrier.lang.source.Dialect;
import dev.harrier.lang.source.SourceFile;
import dev.harrier.runtime.bundle.Bundle;
import dev.harrier.runtime.bundle.ProjectException;
import dev.harrier.runtime.bundle.ProjectFolder;
import dev.harrier.server.output.JsonBytes;
import dev.harrier.server.ruletest.RuleTestFault;
import dev.harrier.server.ruletest.RuleTests;
import dev.harrier.server.ruletest.RuleTests.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a project's own tests. */
@Command(
    name = "test",
    description = "Runs a project's own tests, `tests/*.test.yaml`.",
    footer = {
      "",
      "A test gives events and what is expected of the decision on the last one, or on the one that",
      "`at` names: features, verdict, verdicts, fired, not_fired, effects, labels, errors.",
      "Exits with 1 if a test fails."
    })
final class TestCommand implements Callable<Integer> {
  @Mixin private HelpOption help;

  @Parameters(paramLabel = "PROJECT", description = "folder that holds `main.sml`")
  private Path project;

  @Option(names = "--json", description = "print the outcome of each test as JSON")
  private boolean json;

  @Option(
      names = "--dialect",
      paramLabel = "strict|compat",
      description = "read the rules in this dialect, whatever the project states")
  private @Nullable Dialect dialect;

  @Option(
      names = "--backend",
      paramLabel = "interpreted|compiled",
      description = "how rules are run (default: compiled)")
  private Backend backend = Backend.COMPILED;

  private final Streams streams;

  TestCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws InputProblem, ProjectException, IOException {
    ProjectFolder.Content content = ProjectFolder.read(project);
    if (content.tests().isEmpty()) {
      throw new InputProblem("`" + project + "` has no tests, expected `tests/*.test.yaml`");
    }
    Bundle bundle = Projects.compile(content.sources(), project, dialect, backend);
    List<Outcome> outcomes = new ArrayList<>();
    for (SourceFile file : content.tests().values()) {
      outcomes.addAll(run(file, bundle));
    }
    if (json) {
      streams.println(json(outcomes));
    } else {
      print(outcomes);
    }
    return outcomes.stream().allMatch(Outcome::passed)
        ? CommandLineInterface.OK
        : CommandLineInterface.INPUT_WRONG;
  }

  private static List<Outcome> run(SourceFile file, Bundle bundle) throws InputProblem {
    try {
      return RuleTests.run(file, bundle);
    } catch (RuleTestFault fault) {
      throw new InputProblem(String.valueOf(fault.getMessage()));
    }
  }

  private void print(List<Outcome> outcomes) throws IOException {
    String path = "";
    for (Outcome outcome : outcomes) {
      if (!outcome.path().equals(path)) {
        path = outcome.path();
        streams.println(path);
      }
      streams.println(
          outcome.passed()
              ? "  ✓ " + outcome.name()
              : "  ✗ " + outcome.name() + "  (line " + outcome.line() + ")");
      for (String difference : outcome.differences()) {
        streams.println("      " + difference);
      }
    }
    long failed = outcomes.stream().filter(outcome -> !outcome.passed()).count();
    streams.println("");
    streams.println(
        "%s: %,d passed, %,d failed"
            .formatted(
                Projects.counted(outcomes.size(), "test"), outcomes.size() - failed, failed));
  }

  private static String json(List<Outcome> outcomes) {
    JsonBytes out = new JsonBytes();
    out.beginArray();
    for (Outcome outcome : outcomes) {
      out.beginObject();
      out.key("name").value(outcome.name());
      out.key("path").value(outcome.path());
      out.key("line").value(outcome.line());
      out.key("passed").value(outcome.passed());
      out.key("differences").texts(outcome.differences()).endObject();
    }
    return out.endArray().toString();
  }
}
