package dev.harrier.server.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.harrier.detect.score.RowScorer;
import dev.harrier.learn.modelfile.Model;
import dev.harrier.learn.modelfile.ModelFileException;
import dev.harrier.server.recipe.Recipe;
import dev.harrier.server.recipe.Recipes;
import dev.harrier.server.report.EvaluationPage;
import dev.harrier.server.report.EvaluationText;
import dev.harrier.server.suite.Suite;
import dev.harrier.server.suite.SuiteRow;
import dev.harrier.server.table.TableException;
import dev.harrier.server.train.Dataset;
import dev.harrier.server.train.Evaluation;
import dev.harrier.server.train.RowSource;
import dev.harrier.server.train.Trainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures models by the protocols of the development data. */
@Command(
    name = "evaluate",
    description = {
      "Judges a recipe or a model file by rows that it did not see; or, with --suite, runs the",
      "protocols of the development data."
    },
    footer = {
      "",
      "A figure comes with its 95 %% interval; --suite adds a simple model's figure and the target.",
      "Folders that are absent are skipped and counted."
    })
final class EvaluateCommand implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Mixin private HelpOption help;

  @Option(names = "--suite", paramLabel = "FOLDER", description = "the development data")
  private @Nullable Path suite;

  @Parameters(
      arity = "0..1",
      paramLabel = "RECIPE|MODEL",
      description = "account, account-with-posts, interaction, text, a YAML file, or a .model file")
  private @Nullable String subject;

  @Option(names = "--data", paramLabel = "TABLE", description = "rows with truth")
  private @Nullable Path data;

  @Option(names = "--train", paramLabel = "TABLE", description = "rows to train on, with --test")
  private @Nullable Path train;

  @Option(names = "--test", paramLabel = "TABLE", description = "rows to judge by, with --train")
  private @Nullable Path test;

  @Option(names = "--folds", paramLabel = "K", description = "folds of --data (default: 5)")
  private int folds = 5;

  @Option(
      names = "--group",
      paramLabel = "COLUMN",
      description = "rows with one value of it stay in one fold")
  private @Nullable String group;

  @Option(
      names = "--split",
      paramLabel = "time:COLUMN",
      description = "train on the older four fifths, test on the newest")
  private @Nullable String split;

  @Option(names = "--html", paramLabel = "FILE", description = "write a report as one page")
  private @Nullable Path html;

  @Mixin private TableOptions tables;

  @Mixin private TruthOptions truths;

  @Option(
      names = "--only",
      paramLabel = "NAME",
      arity = "1..*",
      description = "protocols to run, or the beginning of their names (default: all)")
  private List<String> only = List.of();

  @Option(names = "--json", description = "print a JSON object a figure")
  private boolean json;

  private final Streams streams;

  EvaluateCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws InputProblem, IOException, ModelFileException {
    if (suite == null) {
      return judge();
    }
    return suite(suite);
  }

  private int judge() throws InputProblem, IOException, ModelFileException {
    if (subject == null || (data == null) == (train == null) || (train == null) != (test == null)) {
      throw new InputProblem(
          "expected --suite, or a recipe with --data or with --train and --test, or a model with"
              + " --data");
    }
    try (ModelWork work = new ModelWork(streams, Trainer.models())) {
      Evaluation found = evaluation(subject, work);
      if (html != null) {
        Files.writeString(html, EvaluationPage.of(subject, found));
      }
      streams.print(json ? EvaluationText.json(found) : EvaluationText.text(found));
    }
    return CommandLineInterface.OK;
  }

  private Evaluation evaluation(String what, ModelWork work)
      throws InputProblem, IOException, ModelFileException {
    if (what.endsWith(".model")) {
      RowScorer scorer = ModelWork.scorer(Path.of(what));
      Recipe recipe = recipe(scorer.model().head().recipe());
      RowSource source =
          RowSource.open(
              recipe, truths.files(Objects.requireNonNull(data), tables), scorer.columns());
      return Evaluation.model("a trained model on " + data, scorer, source);
    }
    Recipe recipe = recipe(what);
    if (train != null && test != null) {
      Dataset known = Dataset.read(source(recipe, train));
      Model model = new Trainer(known, work.parallel(), work::fitted).train("candidate", "");
      RowScorer scorer = RowScorer.of(model);
      return Evaluation.model(
          "trained on " + train + ", tested on " + test, scorer, source(recipe, test));
    }
    Dataset rows = Dataset.read(source(recipe, Objects.requireNonNull(data)));
    rows.notes().forEach(streams.err()::println);
    return split == null
        ? Evaluation.folds(rows, folds, work.parallel(), work::fitted)
        : Evaluation.time(rows, work.parallel(), work::fitted);
  }

  private RowSource source(Recipe recipe, Path table) throws IOException {
    return RowSource.open(recipe, truths.files(table, tables), Dataset.columns(recipe));
  }

  private Recipe recipe(String name) throws InputProblem, IOException {
    Recipe recipe = truths.with(Recipes.read(name));
    if (split != null) {
      if (!split.startsWith("time:")) {
        throw new InputProblem("--split is `" + split + "`, expected time:COLUMN");
      }
      recipe = recipe.withTime(split.substring("time:".length()));
    }
    return group == null ? recipe : recipe.withGroup(group);
  }

  private int suite(Path suite) throws InputProblem, IOException {
    List<String> chosen = chosen();
    int skipped = 0;
    try {
      for (String name : chosen) {
        if (!Suite.run(suite, name, this::print)) {
          streams.err().println(Suite.skipped(suite, name));
          skipped++;
        }
        streams.out().flush();
      }
    } catch (TableException e) {
      throw new InputProblem(String.valueOf(e.getMessage()));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    if (skipped > 0) {
      streams.err().println(skipped + " of " + chosen.size() + " skipped");
    }
    return CommandLineInterface.OK;
  }

  private List<String> chosen() throws InputProblem {
    if (only.isEmpty()) {
      return Suite.names();
    }
    List<String> chosen = new ArrayList<>();
    for (String name : Suite.names()) {
      if (only.stream().anyMatch(name::startsWith)) {
        chosen.add(name);
      }
    }
    if (chosen.isEmpty()) {
      throw new InputProblem("no protocol `" + only.getFirst() + "`, there are " + Suite.names());
    }
    return chosen;
  }

  private void print(SuiteRow row) {
    try {
      streams.println(json ? object(row) : line(row));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String line(SuiteRow row) {
    StringBuilder line = new StringBuilder();
    line.append(
        String.format(Locale.ROOT, "%-58s %-22s %.4f", row.name(), row.metric(), row.value()));
    if (!Double.isNaN(row.low())) {
      line.append(String.format(Locale.ROOT, "  [%.4f, %.4f]", row.low(), row.high()));
    }
    if (!Double.isNaN(row.baseline())) {
      line.append(String.format(Locale.ROOT, "  simple %.3f", row.baseline()));
    }
    if (!Double.isNaN(row.target())) {
      line.append(String.format(Locale.ROOT, "  target %.3f ", row.target()));
      line.append(row.reached() ? "reached" : "missed");
    }
    return line.toString();
  }

  private static String object(SuiteRow row) {
    ObjectNode node = JSON.createObjectNode();
    node.put("name", row.name()).put("metric", row.metric()).put("value", row.value());
    put(node, "low", row.low());
    put(node, "high", row.high());
    put(node, "baseline", row.baseline());
    put(node, "target", row.target());
    return node.toString();
  }

  private static void put(ObjectNode node, String name, double value) {
    if (Double.isNaN(value)) {
      node.putNull(name);
    } else {
      node.put(name, value);
    }
  }
}
