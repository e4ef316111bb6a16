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

/** Past decisions as the user named them: a data folder, or a file of decisions. */
final class Decisions implements AutoCloseable {
  private final @Nullable Harrier harrier;
  private final StoredDecisions stored;

  private Decisions(@Nullable Harrier harrier, StoredDecisions stored) {
    this.harrier = harrier;
    this.stored = stored;
  }

  /** What a command does with them. */
  interface Use {
    void with(StoredDecisions decisions) throws InputProblem, IOException;
  }

  /**
   * @param data an engine's data folder; null if {@code file} is given
   */
  static void use(@Nullable Path data, @Nullable Path file, Use use)
      throws InputProblem, IOException {
    try (Decisions decisions = open(data, file)) {
      use.with(decisions.stored);
    } catch (DecisionFile.Malformed problem) {
      throw new InputProblem(String.valueOf(problem.getMessage()));
    }
  }

  private static Decisions open(@Nullable Path data, @Nullable Path file) throws InputProblem {
    if (file != null) {
      if (!Files.isRegularFile(file)) {
        throw new InputProblem("`" + file + "` is no file of decisions");
      }
      return new Decisions(null, new DecisionFile(file));
    }
    if (data == null || !Files.isDirectory(data)) {
      throw new InputProblem("`" + data + "` does not exist, expected an engine's data folder");
    }
    Harrier harrier = Harrier.open(data, Options.DEFAULT);
    return new Decisions(harrier, new LedgerDecisions(harrier.ledger()));
  }

  @Override
  public void close() {
    if (harrier != null) {
      harrier.close();
    }
  }
}
