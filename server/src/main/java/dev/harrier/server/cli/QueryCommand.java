package dev.harrier.server.cli;

import dev.harrier.lang.source.DiagnosticPrinter;
import dev.harrier.server.output.JsonBytes;
import dev.harrier.server.query.DecisionTable;
import dev.harrier.server.query.Query;
import dev.harrier.server.query.StoredDecisions;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Asks past decisions in the language of the rules. */
@Command(
    name = "query",
    description = "Finds past decisions by a condition in the language of the rules.",
    footer = {
      "",
      "  harrier query --data data 'PostsHour > 20 and \"spam.example\" in Domains'",
      "",
      "A condition is made of comparisons, and, or, not, features, literals, lists, RegexMatch(target,",
      "pattern), DidAddLabel(entity_type, label_name), DidRemoveLabel(…) and DidDeclareVerdict(verdict).",
      "See docs/query.md."
    })
final class QueryCommand implements Callable<Integer> {
  private static final long MICROS = 1_000_000;

  @Mixin private HelpOption help;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "CONDITION", description = "what a decision has to fulfil")
  private String condition;

  @Mixin private Decisions decisions;

  @Option(
      names = "--count-by",
      paramLabel = "LENGTH",
      description = "count over time instead, such as by 15m, 1h or 1d")
  private @Nullable String countBy;

  @Option(
      names = "--top",
      paramLabel = "FEATURE",
      description = "show the most frequent values of a feature instead")
  private @Nullable String top;

  @Option(names = "--limit", paramLabel = "N", description = "most rows (default: 20)")
  private long limit = 20;

  @Option(names = "--json", description = "print the answer as JSON")
  private boolean json;

  private final Streams streams;

  QueryCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws InputProblem, IOException {
    if (!decisions.named() || countBy != null && top != null || limit < 1) {
      throw new ParameterException(
          spec.commandLine(),
          "expected --data or --decisions, at most one of --count-by and --top, and --limit of at"
              + " least 1");
    }
    decisions.use(this::ask);
    return CommandLineInterface.OK;
  }

  private void ask(StoredDecisions stored) throws InputProblem, IOException {
    Duration length = countBy == null ? null : length(countBy);
    try (DecisionTable table = DecisionTable.load(stored)) {
      switch (Query.of(condition, table)) {
        case Query.Ready ready -> answer(ready.query(), length, table.rows());
        case Query.Rejected rejected ->
            throw new InputProblem(
                "the query is not sound\n" + DiagnosticPrinter.print(rejected.diagnostics()));
      }
    }
  }

  private Duration length(String word) {
    if (word.matches("[1-9][0-9]{0,5}[smhd]")) {
      long number = Long.parseLong(word.substring(0, word.length() - 1));
      return switch (word.charAt(word.length() - 1)) {
        case 's' -> Duration.ofSeconds(number);
        case 'm' -> Duration.ofMinutes(number);
        case 'h' -> Duration.ofHours(number);
        default -> Duration.ofDays(number);
      };
    }
    throw new ParameterException(
        spec.commandLine(), "--count-by is `" + word + "`, expected such as 30s, 15m, 1h or 1d");
  }

  private void answer(Query query, @Nullable Duration length, long all)
      throws InputProblem, IOException {
    JsonBytes out = new JsonBytes().beginObject();
    List<String> lines = new ArrayList<>();
    long found = query.count();
    out.key("found").value(found).key("of").value(all);
    if (length != null) {
      buckets(query.countBy(length), out, lines);
    } else if (top != null) {
      if (!query.knows(top)) {
        throw new InputProblem("--top is `" + top + "`, which no decision has as a feature");
      }
      values(query.top(top, limit), out, lines);
    } else {
      rows(query, query.rows(limit), out, lines);
    }
    if (json) {
      streams.println(out.endObject().toString());
    } else {
      streams.println("%s of %,d".formatted(Projects.counted(found, "decision"), all));
      for (String line : lines) {
        streams.println(line);
      }
    }
  }

  private static void buckets(List<Query.Bucket> buckets, JsonBytes out, List<String> lines) {
    out.key("buckets").beginArray();
    for (Query.Bucket bucket : buckets) {
      String from =
          Instant.ofEpochSecond(
                  Math.floorDiv(bucket.fromMicros(), MICROS),
                  1_000 * Math.floorMod(bucket.fromMicros(), MICROS))
              .toString();
      out.beginObject().key("from").value(from);
      out.key("decisions").value(bucket.decisions()).endObject();
      lines.add("  %s  %,10d".formatted(from, bucket.decisions()));
    }
    out.endArray();
  }

  private static void values(List<Query.Value> values, JsonBytes out, List<String> lines) {
    out.key("values").beginArray();
    for (Query.Value value : values) {
      out.beginObject().key("value").any(value.value());
      out.key("decisions").value(value.decisions()).endObject();
      lines.add("  %,10d  %s".formatted(value.decisions(), shown(value.value())));
    }
    out.endArray();
  }

  private static void rows(Query query, List<Query.Row> rows, JsonBytes out, List<String> lines) {
    out.key("decisions").beginArray();
    for (Query.Row row : rows) {
      out.beginObject().key("id").value(row.id()).key("time").value(row.time());
      out.key("type").value(row.type()).key("verdict").value(row.verdict());
      out.key("features").beginObject();
      List<String> shown = new ArrayList<>();
      for (int i = 0; i < query.features().size(); i++) {
        out.key(query.features().get(i)).any(row.values().get(i));
        shown.add(query.features().get(i) + "=" + shown(row.values().get(i)));
      }
      out.endObject().endObject();
      lines.add(
          "  %s  %s  %s  %s  %s"
              .formatted(row.time(), row.id(), row.type(), row.verdict(), String.join("  ", shown))
              .stripTrailing());
    }
    out.endArray();
  }

  /** The value on one line, without what would move a terminal's cursor. */
  private static String shown(@Nullable Object value) {
    String json = new JsonBytes().any(value).toString();
    return json.length() <= 80 ? json : json.substring(0, 79) + "…";
  }
}
