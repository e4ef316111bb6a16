package dev.harrier.server.train;

import dev.harrier.detect.score.Cells;
import dev.harrier.event.Event;
import dev.harrier.json.JsonDocument;
import dev.harrier.json.JsonKind;
import dev.harrier.learn.data.Column;
import dev.harrier.learn.data.DataException;
import dev.harrier.rule.RuleProgram.FeatureInfo;
import dev.harrier.runtime.embed.Harrier;
import dev.harrier.runtime.embed.Snapshot;
import dev.harrier.runtime.ledger.Ledger;
import dev.harrier.runtime.ledger.LogRow;
import dev.harrier.server.output.JsonBytes;
import dev.harrier.server.table.Table;
import dev.harrier.server.train.Truths.Joined;
import dev.harrier.server.train.Truths.Truth;
import dev.harrier.server.train.Truths.Without;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The decisions of a ledger as the rows of a training table: what the rules saw then, and what
 * became known afterwards.
 */
public final class LedgerRows {
  private static final Set<String> NUMBERS = Set.of("int", "float");

  private final Harrier harrier;
  private final Plan plan;
  private final Truths truths;
  private final Map<Without, Long> without = new EnumMap<>(Without.class);
  private final Map<String, FeatureInfo> columns = new LinkedHashMap<>();
  private long rows;
  private long ones;
  private long strangers;

  /**
   * What is asked for.
   *
   * @param entity output feature that tells whom a row is about
   * @param types of events that make rows; all if empty
   * @param features that become columns; all plain ones if empty
   * @param sources of truth, the most believed first
   * @param untilMicros what happened or became known later does not count
   */
  public record Plan(
      String entity,
      List<String> types,
      List<String> features,
      List<TruthSource> sources,
      long untilMicros,
      long withinMicros,
      long silenceMicros) {
    public Plan {
      types = List.copyOf(types);
      features = List.copyOf(features);
      sources = List.copyOf(sources);
    }
  }

  /**
   * What it came to.
   *
   * @param strangers events that do not tell the entity
   * @param without events that made no row, by reason
   */
  public record Result(
      long rows,
      long ones,
      int truths,
      long strangers,
      Map<Without, Long> without,
      List<FeatureInfo> columns) {}

  private LedgerRows(Harrier harrier, Plan plan) {
    this.harrier = harrier;
    this.plan = plan;
    this.truths = new Truths(plan.untilMicros, plan.withinMicros, plan.silenceMicros);
  }

  /** Writes the rows of a ledger as CSV, in its order. */
  public static Result write(Harrier harrier, Plan plan, Writer out) throws IOException {
    return new LedgerRows(harrier, plan).write(out);
  }

  private Result write(Writer out) throws IOException {
    for (int rank = 0; rank < plan.sources.size(); rank++) {
      collect(plan.sources.get(rank), rank);
    }
    columns();
    heading(out);
    try (Ledger.Entries entries = harrier.ledger().entries(1, Long.MAX_VALUE)) {
      for (LogRow entry = entries.next(); entry != null; entry = entries.next()) {
        if (entry instanceof LogRow.Happened event && wanted(event)) {
          row(event, out);
        }
      }
    }
    return new Result(rows, ones, truths.size(), strangers, without, List.copyOf(columns.values()));
  }

  private boolean wanted(LogRow.Happened event) {
    return event.timeMicros() <= plan.untilMicros
        && !event.source().startsWith("machine:")
        && (plan.types.isEmpty() || plan.types.contains(event.type()));
  }

  // Truth.

  private void collect(TruthSource source, int rank) throws IOException {
    switch (source) {
      case TruthSource.File file -> file(file, rank);
      case TruthSource.Label label -> log(label, rank);
      case TruthSource.Happening happening -> log(happening, rank);
    }
  }

  private void log(TruthSource source, int rank) {
    try (Ledger.Entries entries = harrier.ledger().entries(1, Long.MAX_VALUE)) {
      for (LogRow entry = entries.next(); entry != null; entry = entries.next()) {
        if (entry instanceof LogRow.Labelled set
            && source instanceof TruthSource.Label label
            && set.label().label().equals(label.name())) {
          int value = set.label().present() ? 1 : 0;
          long known = set.label().timeMicros();
          truths.add(set.label().entity().id(), new Truth(known, value, source.text(), rank));
        } else if (entry instanceof LogRow.Happened row
            && source instanceof TruthSource.Happening happening
            && row.type().equals(happening.type())) {
          String entity = entity(row.event(), happening.path());
          if (!entity.isEmpty()) {
            truths.add(entity, new Truth(row.timeMicros(), happening.value(), source.text(), rank));
          }
        }
      }
    }
  }

  private static String entity(Event event, List<String> path) {
    JsonDocument json = event.document();
    int node = event.data();
    for (String name : path) {
      if (node == Event.ABSENT || json.kind(node) != JsonKind.OBJECT) {
        return "";
      }
      node = json.member(node, name);
      node = node == JsonDocument.NONE ? Event.ABSENT : node;
    }
    if (node == Event.ABSENT) {
      return "";
    }
    return switch (json.kind(node)) {
      case STRING -> json.stringValue(node);
      case INT ->
          new String(
              json.bytes(),
              json.start(node),
              json.end(node) - json.start(node),
              StandardCharsets.US_ASCII);
      default -> "";
    };
  }

  /** A table with {@code id}, {@code label} and {@code known_at}. */
  private void file(TruthSource.File file, int rank) throws IOException {
    Table table = Table.read(Path.of(file.path()));
    @Nullable String[] ids = table.column("id");
    @Nullable String[] labels = table.column("label");
    @Nullable String[] known = table.column("known_at");
    for (int i = 0; i < table.rows(); i++) {
      String id = ids[i];
      double millis = Cells.number(Column.Kind.TIME, known[i]);
      double label = Cells.number(Column.Kind.FLAG, labels[i]);
      if (id != null && !Double.isNaN(millis) && !Double.isNaN(label)) {
        truths.add(id, new Truth((long) (millis * 1_000), (int) label, file.text(), rank));
      }
    }
  }

  // Rows.

  /** Plain output features of the newest bundle that decided something. */
  private void columns() {
    try (Ledger.Entries entries = harrier.ledger().entriesBackwards(1, Long.MAX_VALUE)) {
      for (LogRow entry = entries.next(); entry != null; entry = entries.next()) {
        Snapshot last =
            entry instanceof LogRow.Happened ? harrier.snapshot(entry.sequence()) : null;
        if (last != null) {
          last.known().stream()
              .filter(feature -> !last.rules().contains(feature.name()) && kept(feature))
              .forEach(feature -> columns.put(feature.name(), feature));
          break;
        }
      }
    }
    for (String feature : plan.features) {
      if (!columns.containsKey(feature)) {
        throw new DataException(
            "`" + feature + "` is no plain output feature, expected some of " + columns.keySet());
      }
    }
    if (!plan.features.isEmpty()) {
      columns.keySet().retainAll(plan.features);
    }
  }

  /** Numbers, flags and texts; whom a row is about is no input. */
  private static boolean kept(FeatureInfo feature) {
    return feature.entityType() == null && !kind(feature).isEmpty();
  }

  /** {@code number}, {@code flag} or {@code text}; empty if it is none of these. */
  public static String kind(FeatureInfo feature) {
    String type = feature.type().replace(" | None", "");
    return NUMBERS.contains(type)
        ? "number"
        : type.equals("bool") ? "flag" : type.equals("str") ? "text" : "";
  }

  private void heading(Writer out) throws IOException {
    List<String> names = new ArrayList<>(List.of("id", "time", "type", "entity"));
    names.addAll(columns.keySet());
    names.addAll(List.of("label", "known_at", "truth"));
    line(names, out);
  }

  private void row(LogRow.Happened event, Writer out) throws IOException {
    Snapshot seen = harrier.snapshot(event.sequence());
    if (seen == null || !(seen.features().get(plan.entity) instanceof Object entity)) {
      strangers++;
      return;
    }
    Joined joined = truths.join(String.valueOf(entity), event.timeMicros());
    Truth truth = joined.truth();
    if (truth == null) {
      without.merge(joined.without() == null ? Without.SILENT : joined.without(), 1L, Long::sum);
      return;
    }
    rows++;
    ones += truth.value();
    List<String> cells = new ArrayList<>();
    cells.add(Long.toString(event.sequence()));
    cells.add(time(event.timeMicros()));
    cells.add(event.type());
    cells.add(String.valueOf(entity));
    for (String name : columns.keySet()) {
      Object value = seen.features().get(name);
      cells.add(value == null ? "" : String.valueOf(value));
    }
    cells.add(Integer.toString(truth.value()));
    cells.add(time(truth.knownMicros()));
    cells.add(truth.source());
    line(cells, out);
  }

  private static String time(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
  }

  private static void line(List<String> cells, Writer out) throws IOException {
    for (int i = 0; i < cells.size(); i++) {
      String cell = cells.get(i);
      boolean quoted = cell.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
      out.write(i == 0 ? "" : ",");
      out.write(quoted ? '"' + cell.replace("\"", "\"\"") + '"' : cell);
    }
    out.write("\n");
  }

  /** A recipe for such a table, to begin with: each column with its kind and leakage class. */
  public static String recipe(String name, List<FeatureInfo> columns) {
    StringBuilder text = new StringBuilder();
    text.append("name: ").append(quoted(name)).append("\nabout: what truth 1 means\n");
    boolean texts = columns.stream().anyMatch(column -> kind(column).equals("text"));
    text.append("model: ").append(texts ? "text" : "trees").append("\nfeatures: columns\n");
    text.append(
        "id: id\ngroup: entity\ntime: time\ntruth: {column: label, ones: ['1']}\ncolumns:\n");
    text.append("  - {name: id, kind: text, leakage: identifier}\n");
    text.append("  - {name: entity, kind: text, leakage: identifier}\n");
    text.append("  - {name: time, kind: time, leakage: past}\n");
    for (FeatureInfo column : columns) {
      text.append("  - {name: ").append(quoted(column.name()));
      text.append(", kind: ").append(kind(column)).append(", leakage: past}\n");
    }
    text.append("  - {name: known_at, kind: time, leakage: outcome}\n");
    text.append("  - {name: truth, kind: category, leakage: outcome}\n");
    return text.append("  - {name: label, kind: category, leakage: outcome}\n").toString();
  }

  private static String quoted(String name) {
    return new JsonBytes().value(name).toString();
  }
}
