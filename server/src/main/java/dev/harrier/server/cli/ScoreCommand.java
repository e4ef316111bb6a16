package dev.harrier.server.cli;

import dev.harrier.detect.score.RowScorer;
import dev.harrier.learn.modelfile.ModelFileException;
import dev.harrier.server.recipe.Recipes;
import dev.harrier.server.train.RowSource;
import dev.harrier.server.train.ScoreTable;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Scores the rows of a table. */
@Command(
    name = "score",
    description = "Scores each row of a table: id, score, probability, band, reasons, as CSV.",
    footer = {"", "Probability and band are empty where the model's are not to be trusted."})
final class ScoreCommand implements Callable<Integer> {
  @Mixin private HelpOption help;

  @Parameters(paramLabel = "MODEL", description = "a .model file")
  private Path model;

  @Option(names = "--data", paramLabel = "TABLE", required = true, description = "rows")
  private Path data;

  @Option(names = "--out", paramLabel = "FILE", description = "CSV (default: standard output)")
  private @Nullable Path out;

  @Mixin private TableOptions tables;

  private final Streams streams;

  ScoreCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws InputProblem, IOException, ModelFileException {
    RowScorer scorer = ModelWork.scorer(model);
    RowSource source =
        RowSource.open(
            Recipes.read(scorer.model().head().recipe()),
            tables.unlabelled(data),
            scorer.columns());
    try (Progress progress = new Progress(streams, "rows", 0)) {
      Writer to =
          out == null
              ? new BufferedWriter(new OutputStreamWriter(streams.out(), StandardCharsets.UTF_8))
              : Files.newBufferedWriter(out);
      try {
        ScoreTable.write(scorer, source, to, progress::step);
        to.flush();
      } finally {
        if (out != null) {
          to.close();
        }
      }
    }
    return CommandLineInterface.OK;
  }
}
