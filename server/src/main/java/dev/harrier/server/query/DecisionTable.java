package dev.harrier.server.query;

import dev.harrier.server.query.Column.Kind;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Decisions as a table of DuckDB, within the process: the columns {@code id, source, type, time,
 * verdict, verdicts, fired, effects, labels, bundle}, then one a feature. A feature's type is that
 * of its values: whole numbers and others together are floats, lists hold one type, and whatever
 * does not go together is text. Owned by one thread.
 */
public final class DecisionTable implements AutoCloseable {
  private static final String FIXED =
      "id VARCHAR, source VARCHAR, type VARCHAR, time TIMESTAMP, verdict VARCHAR, verdicts VARCHAR[],"
          + " fired VARCHAR[], effects VARCHAR, labels VARCHAR[], bundle VARCHAR";
  private static final List<String> FIXED_NAMES =
      List.of(
          "id",
          "source",
          "type",
          "time",
          "verdict",
          "verdicts",
          "fired",
          "effects",
          "labels",
          "bundle",
          "place");

  private static final long DAY_MICROS = 86_400_000_000L;

  private final DuckDBConnection connection;
  private final Map<String, Column> columns;
  private long rows;

  private DecisionTable(DuckDBConnection connection, Map<String, Column> columns) {
    this.connection = connection;
    this.columns = columns;
  }

  /** Loads all decisions. */
  public static DecisionTable load(StoredDecisions decisions) throws IOException {
    return load(decisions, Long.MIN_VALUE, Long.MAX_VALUE, columns(decisions));
  }

  private static DecisionTable load(
      StoredDecisions decisions, long fromMicros, long toMicros, Map<String, Column> columns)
      throws IOException {
    try {
      DuckDBConnection connection = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:");
      DecisionTable table = new DecisionTable(connection, columns);
      table.create();
      table.append(decisions, fromMicros, toMicros);
      return table;
    } catch (SQLException e) {
      throw new IOException("the decisions cannot be loaded: " + e.getMessage(), e);
    }
  }

  /** The type of every feature, by a walk over all values. */
  private static Map<String, Column> columns(StoredDecisions decisions) throws IOException {
    Map<String, @Nullable Kind> kinds = new LinkedHashMap<>();
    decisions.forEach(
        decision ->
            decision
                .features()
                .forEach((name, value) -> kinds.put(name, joined(kinds.get(name), kind(value)))));
    Map<String, Column> columns = new LinkedHashMap<>();
    Set<String> taken = new HashSet<>(FIXED_NAMES);
    kinds.forEach(
        (feature, kind) -> {
          String name = feature;
          for (int i = 2; !taken.add(name.toLowerCase(Locale.ROOT)); i++) {
            name = feature + "_" + i;
          }
          columns.put(feature, new Column(feature, name, kind == null ? Kind.STR : kind));
        });
    return columns;
  }

  private static @Nullable Kind kind(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Boolean flag -> Kind.BOOL;
      case Long number -> Kind.INT;
      case Integer number -> Kind.INT;
      case Number number -> Kind.FLOAT;
      case List<?> items -> {
        Kind item = null;
        for (Object each : items) {
          Kind next = kind(each);
          item = next != null && next.list() ? Kind.STR : joined(item, next);
        }
        yield item == null ? null : item.listOf();
      }
      default -> Kind.STR;
    };
  }

  /** The kind that holds values of both. */
  private static @Nullable Kind joined(@Nullable Kind one, @Nullable Kind other) {
    if (one == null || one == other) {
      return other == null ? one : other;
    } else if (other == null) {
      return one;
    } else if (one.list() != other.list()) {
      return Kind.STR;
    }
    Kind item = one.item().number() && other.item().number() ? Kind.FLOAT : Kind.STR;
    return one.list() ? item.listOf() : item;
  }

  private void create() throws SQLException {
    StringBuilder sql = new StringBuilder("CREATE TABLE decisions (place BIGINT, " + FIXED);
    columns
        .values()
        .forEach(
            column ->
                sql.append(", ").append(column.sql()).append(' ').append(column.kind().sql()));
    execute(sql.append(')').toString());
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private void append(StoredDecisions decisions, long fromMicros, long toMicros)
      throws SQLException, IOException {
    try (DuckDBAppender appender = connection.createAppender("decisions")) {
      decisions.forEach(
          decision -> {
            if (decision.timeMicros() >= fromMicros && decision.timeMicros() < toMicros) {
              try {
                append(decision, appender);
              } catch (SQLException e) {
                throw new IOException("a decision cannot be loaded: " + e.getMessage(), e);
              }
            }
          });
    }
  }

  private void append(StoredDecision decision, DuckDBAppender to) throws SQLException {
    to.beginRow();
    to.append(rows++).append(decision.id()).append(decision.source()).append(decision.type());
    to.appendEpochMicros(decision.timeMicros()).append(decision.verdict());
    to.append(decision.verdicts()).append(decision.fired()).append(decision.effects());
    to.append(decision.labels()).append(decision.bundle());
    for (Column column : columns.values()) {
      append(decision.features().get(column.feature()), column.kind(), to);
    }
    to.endRow();
  }

  private static void append(@Nullable Object value, Kind kind, DuckDBAppender to)
      throws SQLException {
    Object converted = converted(value, kind);
    switch (converted) {
      case null -> to.appendNull();
      case Boolean flag -> to.append(flag.booleanValue());
      case Long number -> to.append(number.longValue());
      case Double number -> to.append(number.doubleValue());
      case Collection<?> items -> to.append(items);
      default -> to.append(converted.toString());
    }
  }

  /** The value as the column holds it. NaN, which no comparison is true of, is null. */
  private static @Nullable Object converted(@Nullable Object value, Kind kind) {
    if (value == null) {
      return null;
    } else if (kind.list()) {
      List<@Nullable Object> items = new ArrayList<>();
      for (Object item : (List<?>) value) {
        items.add(converted(item, kind.item()));
      }
      return items;
    }
    return switch (kind) {
      case INT -> ((Number) value).longValue();
      case FLOAT -> {
        double number = ((Number) value).doubleValue();
        yield Double.isNaN(number) ? null : (Object) number;
      }
      case STR -> value instanceof BigInteger number ? number.toString() : String.valueOf(value);
      default -> value;
    };
  }

  /** Features by name, in the order in which they first came. */
  Map<String, Column> columns() {
    return columns;
  }

  /** Number of decisions. */
  public long rows() {
    return rows;
  }

  /** Prepares a statement and binds its parameters. */
  PreparedStatement prepare(String sql, List<Object> parameters) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < parameters.size(); i++) {
      statement.setObject(i + 1, parameters.get(i));
    }
    return statement;
  }

  @Override
  public void close() throws IOException {
    try {
      ((Connection) connection).close();
    } catch (SQLException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /**
   * Writes decisions to a folder of Parquet files, one a day of event time (UTC), such as {@code
   * 2026-09-01.parquet}. A day whose file has as many rows as there are decisions is left alone;
   * any other is written anew, and takes its place whole.
   *
   * @return the days that were written, with their numbers of rows
   */
  public static SortedMap<String, Long> export(StoredDecisions decisions, Path folder)
      throws IOException {
    SortedMap<Long, Long> days = new TreeMap<>();
    decisions.forEach(
        decision -> days.merge(Math.floorDiv(decision.timeMicros(), DAY_MICROS), 1L, Long::sum));
    Map<String, Column> columns = columns(decisions);
    Files.createDirectories(folder);
    SortedMap<String, Long> written = new TreeMap<>();
    for (Map.Entry<Long, Long> day : days.entrySet()) {
      String name = LocalDate.ofEpochDay(day.getKey()).toString();
      Path file = folder.resolve(name + ".parquet");
      if (!Files.exists(file) || rowsOf(file) != day.getValue()) {
        long from = day.getKey() * DAY_MICROS;
        try (DecisionTable table = load(decisions, from, from + DAY_MICROS, columns)) {
          table.write(file);
        }
        written.put(name, day.getValue());
      }
    }
    return written;
  }

  private static long rowsOf(Path file) throws IOException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT count(*) FROM read_parquet(" + text(file) + ")")) {
      rows.next();
      return rows.getLong(1);
    } catch (SQLException damaged) {
      return -1; // written anew
    }
  }

  private static String text(Path file) {
    return "'" + file.toString().replace("'", "''") + "'";
  }

  private void write(Path file) throws IOException {
    Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
    try {
      execute(
          "COPY (SELECT * EXCLUDE (place) FROM decisions ORDER BY place) TO "
              + text(unfinished)
              + " (FORMAT parquet, COMPRESSION zstd)");
    } catch (SQLException e) {
      throw new IOException("`" + file + "` cannot be written: " + e.getMessage(), e);
    }
    try {
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
