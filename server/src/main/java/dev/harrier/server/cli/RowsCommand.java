package dev.harrier.server.cli;

import dev.harrier.learn.data.DataException;
import dev.harrier.runtime.embed.Harrier;
import dev.harrier.runtime.embed.Options;
import dev.harrier.server.train.LedgerRows;
import dev.harrier.server.train.TruthSource;
import dev.harrier.server.train.Truths.Without;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a training table of a ledger. */
@Command(
    name = "rows",
    description = {
      "Makes a training table of a data folder: what the rules saw of each event, as they saw it",
      "then, joined with what became known of its entity afterwards. Nothing known before a row, and",
      "nothing known after --until, is in it.",
      ""
    },
    footer = {
      "",
      "A truth is `label:NAME`, a label that people set or took away by hand; `event:TYPE:PATH` or",
      "`event:TYPE:PATH=0`, an event such as a block, a report, an upheld appeal, whose data names the",
      "entity at a path; or a table with the columns id, label and known_at. Of several, the one named",
      "first is believed first."
    })
final class RowsCommand implements Callable<Integer> {
  private static final Pattern LENGTH = Pattern.compile("(\\d{1,6})(m|h|d)");
  private static final Pattern EVENT =
      Pattern.compile("event:([^:]+):\\$\\.([A-Za-z_][\\w-]*(?:\\.[A-Za-z_][\\w-]*)*)(?:=([01]))?");

  @Mixin private HelpOption help;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description = "data folder of an engine that is not running")
  private Path data;

  @Option(
      names = "--entity",
      required = true,
      paramLabel = "FEATURE",
      description = "output feature that tells whom an event is about, such as UserId")
  private String entity;

  @Option(
      names = "--truth",
      required = true,
      paramLabel = "SOURCE",
      description = "where truth is found, see below; may be given several times")
  private List<String> truths;

  @Option(names = "--type", paramLabel = "TYPE", description = "type of the events (default: all)")
  private List<String> types = List.of();

  @Option(
      names = "--features",
      split = ",",
      paramLabel = "NAME",
      description = "output features that become columns (default: all numbers, flags and texts)")
  private List<String> features = List.of();

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description = "when the model will first be used (default: now)")
  private @Nullable String until;

  @Option(
      names = "--within",
      paramLabel = "LENGTH",
      description = "how long after an event a truth is still about it (default: 30d)")
  private String within = "30d";

  @Option(
      names = "--silence",
      paramLabel = "LENGTH",
      description =
          "age from which an event of which nothing became known has truth 0 (default:" + " never)")
  private @Nullable String silence;

  @Option(names = "--out", required = true, paramLabel = "FILE.csv", description = "the table")
  private Path out;

  @Option(
      names = "--recipe",
      paramLabel = "FILE.yaml",
      description = "writes a recipe for the table, for `harrier train`")
  private @Nullable Path recipe;

  private final Streams streams;

  RowsCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws InputProblem, IOException {
    if (!Files.isDirectory(data)) {
      throw new InputProblem("`" + data + "` is no data folder: it does not exist");
    }
    LedgerRows.Plan plan = plan();
    LedgerRows.Result result;
    try (Harrier harrier = Harrier.open(data, Options.DEFAULT);
        Writer table = Files.newBufferedWriter(out)) {
      result = LedgerRows.write(harrier, plan, table);
    } catch (DataException e) {
      throw new InputProblem(String.valueOf(e.getMessage()));
    }
    if (recipe != null) {
      String name = String.valueOf(recipe.getFileName()).replaceFirst("\\.ya?ml$", "");
      Files.writeString(recipe, LedgerRows.recipe(name, result.columns()));
    }
    print(result);
    return CommandLineInterface.OK;
  }

  private LedgerRows.Plan plan() throws InputProblem {
    List<TruthSource> sources = new ArrayList<>();
    for (String truth : truths) {
      sources.add(source(truth));
    }
    return new LedgerRows.Plan(
        entity,
        types,
        features,
        sources,
        until == null ? micros(Instant.now()) : micros(time(until)),
        length("--within", within),
        silence == null ? Long.MAX_VALUE : length("--silence", silence));
  }

  private static TruthSource source(String text) throws InputProblem {
    Matcher event = EVENT.matcher(text);
    if (event.matches()) {
      int value = event.group(3) == null ? 1 : Integer.parseInt(event.group(3));
      return new TruthSource.Happening(event.group(1), List.of(event.group(2).split("\\.")), value);
    }
    if (text.startsWith("label:") && text.length() > 6) {
      return new TruthSource.Label(text.substring(6));
    }
    if (Files.isRegularFile(Path.of(text))) {
      return new TruthSource.File(text);
    }
    throw new InputProblem(
        "--truth is `"
            + text
            + "`, expected `label:NAME`, `event:TYPE:$.path`, `event:TYPE:$.path=0` or a table");
  }

  private static Instant time(String text) throws InputProblem {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new InputProblem(
          "--until is `" + text + "`, expected a time such as 2026-01-31T00:00:00Z");
    }
  }

  private static long length(String option, String text) throws InputProblem {
    Matcher matcher = LENGTH.matcher(text);
    if (!matcher.matches()) {
      throw new InputProblem(
          option + " is `" + text + "`, expected a length of time such as 12h or 30d");
    }
    long count = Long.parseLong(matcher.group(1));
    Duration length =
        switch (matcher.group(2)) {
          case "m" -> Duration.ofMinutes(count);
          case "h" -> Duration.ofHours(count);
          default -> Duration.ofDays(count);
        };
    return length.toNanos() / 1_000;
  }

  private static long micros(Instant time) {
    return time.getEpochSecond() * 1_000_000 + time.getNano() / 1_000;
  }

  private void print(LedgerRows.Result result) throws IOException {
    streams.println(
        "%,d rows, %,d of them 1, of %,d truths"
            .formatted(result.rows(), result.ones(), result.truths()));
    result
        .without()
        .forEach(
            (why, count) -> streams.err().println("%,d left out: %s".formatted(count, words(why))));
    if (result.strangers() > 0) {
      streams.err().println("%,d left out: no `%s`".formatted(result.strangers(), entity));
    }
  }

  private static String words(Without why) {
    return switch (why) {
      case KNOWN_BEFORE -> "the truth was known when they happened";
      case TOO_EARLY -> "nothing is known yet, and it may still come";
      case SILENT -> "nothing is known";
    };
  }
}
