package dev.harrier.server.cli;

import dev.harrier.server.query.DecisionTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes past decisions as Parquet. */
@Command(
    name = "export",
    description = "Writes past decisions as Parquet, one file a day, a column a feature.",
    footer = {
      "",
      "Days that are complete in the folder already are left alone. See docs/query.md."
    })
final class ExportCommand implements Callable<Integer> {
  @Mixin private HelpOption help;

  @Spec private CommandSpec spec;

  @Mixin private Decisions decisions;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "folder of the Parquet files; made if it does not exist")
  private Path out;

  private final Streams streams;

  ExportCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws InputProblem, IOException {
    if (!decisions.named()) {
      throw new ParameterException(
          spec.commandLine(), "expected --data or --decisions, and not both");
    }
    if (Files.isRegularFile(out)) {
      throw new InputProblem("`" + out + "` is a file, expected a folder");
    }
    decisions.use(
        stored -> {
          SortedMap<String, Long> written = DecisionTable.export(stored, out);
          for (String day : written.keySet()) {
            streams.println(
                out.resolve(day + ".parquet") + "  " + Projects.counted(written.get(day), "row"));
          }
          if (written.isEmpty()) {
            streams.err().println("harrier: nothing new to export");
          }
        });
    return CommandLineInterface.OK;
  }
}
