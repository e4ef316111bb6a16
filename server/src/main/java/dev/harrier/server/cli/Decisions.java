package dev.harrier.server.cli;

import dev.harrier.runtime.embed.Harrier;
import dev.harrier.runtime.embed.Options;
import dev.harrier.server.query.DecisionFile;
import dev.harrier.server.query.LedgerDecisions;
import dev.harrier.server.query.StoredDecisions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Past decisions as the user names them: a data folder, or a file of decisions. */
final class Decisions {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "an engine's data folder that no process is using")
  private @Nullable Path data;

  @Option(
      names = "--decisions",
      paramLabel = "FILE",
      description = "or a file of decisions, as `harrier run` writes them")
  private @Nullable Path file;

  /** What a command does with them. */
  interface Use {
    void with(StoredDecisions decisions) throws InputProblem, IOException;
  }

  /** Whether the user named one of the two, and not both. */
  boolean named() {
    return (data == null) != (file == null);
  }

  void use(Use use) throws InputProblem, IOException {
    try {
      if (file != null) {
        use.with(of(file));
      } else {
        useData(use);
      }
    } catch (DecisionFile.Malformed problem) {
      throw new InputProblem(String.valueOf(problem.getMessage()));
    }
  }

  private static StoredDecisions of(Path file) throws InputProblem {
    if (!Files.isRegularFile(file)) {
      throw new InputProblem("`" + file + "` is no file of decisions");
    }
    return new DecisionFile(file);
  }

  private void useData(Use use) throws InputProblem, IOException {
    if (data == null || !Files.isDirectory(data)) {
      throw new InputProblem("`" + data + "` does not exist, expected an engine's data folder");
    }
    try (Harrier harrier = Harrier.open(data, Options.DEFAULT)) {
      use.with(new LedgerDecisions(harrier.ledger()));
    }
  }
}
