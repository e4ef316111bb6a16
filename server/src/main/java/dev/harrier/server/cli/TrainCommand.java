package dev.harrier.server.cli;

import dev.harrier.learn.modelfile.Model;
import dev.harrier.learn.modelfile.ModelFile;
import dev.harrier.server.recipe.Recipe;
import dev.harrier.server.recipe.Recipes;
import dev.harrier.server.train.Dataset;
import dev.harrier.server.train.RowSource;
import dev.harrier.server.train.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Trains a model of a table. */
@Command(
    name = "train",
    description = "Trains a model of a table by a recipe and writes it as one file.",
    footer = {
      "",
      "Tables are CSV, TSV, JSON lines or Parquet, plain or .gz, .xz, .zst. Columns are named in",
      "docs/models.md; any may be missing. Rows without a truth are left out."
    })
final class TrainCommand implements Callable<Integer> {
  @Mixin private HelpOption help;

  @Parameters(
      paramLabel = "RECIPE",
      description = "account, account-with-posts, interaction, text, or a YAML file")
  private String recipe;

  @Option(names = "--data", paramLabel = "TABLE", required = true, description = "rows")
  private Path data;

  @Option(names = "--out", paramLabel = "FILE.model", required = true, description = "model file")
  private Path out;

  @Mixin private TableOptions tables;

  @Mixin private TruthOptions truths;

  private final Streams streams;

  TrainCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws InputProblem, IOException {
    Recipe chosen = truths.with(Recipes.read(recipe));
    RowSource source = RowSource.open(chosen, truths.files(data, tables), Dataset.columns(chosen));
    Dataset rows = Dataset.read(source);
    rows.notes().forEach(streams.err()::println);
    try (ModelWork work = new ModelWork(streams, Trainer.models())) {
      Trainer trainer = new Trainer(rows, work.parallel(), work::fitted);
      List<String> constant = trainer.constant();
      if (!constant.isEmpty()) {
        streams.err().println("left out, the same in every row: " + String.join(", ", constant));
      }
      String name = String.valueOf(out.getFileName()).replaceFirst("\\.model$", "");
      Model model = trainer.train(name, "0.1");
      Files.write(out, ModelFile.write(model));
      streams.println(rows.rows() + " rows, inputs " + source.present());
      for (var figure : model.parts().measured().figures()) {
        streams.println(
            String.format(
                Locale.ROOT,
                "%-26s %.4f  [%.4f, %.4f]",
                figure.metric(),
                figure.value(),
                figure.low(),
                figure.high()));
      }
      streams.println(
          model.trusted()
              ? "probabilities: trusted"
              : "probabilities: untrusted, bands are withheld");
    }
    return CommandLineInterface.OK;
  }
}
