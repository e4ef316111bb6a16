package dev.harrier.server.query;

import dev.harrier.lang.source.Diagnostic;
import java.io.IOException;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A question about past decisions, checked and ready to be asked.
 *
 * <pre>{@code
 * switch (Query.of("PostsHour > 20 and \"spam.example\" in Domains", table)) {
 *   case Query.Ready ready -> ready.query().rows(20);
 *   case Query.Rejected rejected -> DiagnosticPrinter.print(rejected.diagnostics());
 * }
 * }</pre>
 */
public final class Query {
  private static final long MICROS_A_SECOND = 1_000_000;

  private final DecisionTable table;
  private final QuerySql.Clause where;
  private final List<String> features;

  private Query(DecisionTable table, Condition condition, List<String> features) {
    this.table = table;
    this.where = QuerySql.of(condition);
    this.features = features;
  }

  /** What came of a question. */
  public sealed interface Outcome {}

  /** It can be asked. */
  public record Ready(Query query) implements Outcome {}

  /** It is not sound. */
  public record Rejected(List<Diagnostic> diagnostics) implements Outcome {
    public Rejected {
      diagnostics = List.copyOf(diagnostics);
    }
  }

  /**
   * A decision that was found.
   *
   * @param values of the features that the question names, in order of {@link Query#features}
   */
  public record Row(
      String id, String time, String type, String verdict, List<@Nullable Object> values) {}

  /** Decisions found in a stretch of time that begins then. */
  public record Bucket(long fromMicros, long decisions) {}

  /** A value of a feature with the number of decisions found that have it; null for none. */
  public record Value(@Nullable Object value, long decisions) {}

  /** Parses and checks a question. */
  public static Outcome of(String text, DecisionTable table) {
    QueryChecker.Result checked = QueryChecker.check(text, table.columns());
    Condition condition = checked.condition();
    return condition == null
        ? new Rejected(checked.problems())
        : new Ready(new Query(table, condition, checked.features()));
  }

  /** The features that the question names, in alphabetical order. */
  public List<String> features() {
    return features;
  }

  private interface Read<T> {
    T row(ResultSet results) throws SQLException;
  }

  private <T> List<T> ask(String select, String rest, List<Object> more, Read<T> read)
      throws IOException {
    List<Object> parameters = new ArrayList<>(where.parameters());
    parameters.addAll(more);
    String sql = select + " FROM decisions WHERE " + where.sql() + rest;
    try (PreparedStatement statement = table.prepare(sql, parameters);
        ResultSet results = statement.executeQuery()) {
      List<T> rows = new ArrayList<>();
      while (results.next()) {
        rows.add(read.row(results));
      }
      return rows;
    } catch (SQLException e) {
      throw new IOException("the query failed: " + e.getMessage(), e);
    }
  }

  /** Number of decisions found. */
  public long count() throws IOException {
    return ask("SELECT count(*)", "", List.of(), results -> results.getLong(1)).getFirst();
  }

  /** Places of all decisions found, in order. */
  List<Long> places() throws IOException {
    return ask("SELECT place", " ORDER BY place", List.of(), results -> results.getLong(1));
  }

  /** The newest decisions found, newest first. */
  public List<Row> rows(long limit) throws IOException {
    StringBuilder select =
        new StringBuilder("SELECT id, strftime(time, '%Y-%m-%dT%H:%M:%S.%fZ'), type, verdict");
    for (String feature : features) {
      select.append(", ").append(column(feature).sql());
    }
    return ask(
        select.toString(),
        " ORDER BY time DESC, place DESC LIMIT CAST(? AS BIGINT)",
        List.of(limit),
        results -> {
          List<@Nullable Object> values = new ArrayList<>();
          for (int i = 0; i < features.size(); i++) {
            values.add(plain(results.getObject(5 + i)));
          }
          return new Row(
              results.getString(1),
              results.getString(2),
              results.getString(3),
              results.getString(4),
              values);
        });
  }

  private static @Nullable Object plain(@Nullable Object value) throws SQLException {
    if (value instanceof Array array) {
      List<@Nullable Object> items = new ArrayList<>();
      for (Object item : (Object[]) array.getArray()) {
        items.add(plain(item));
      }
      return items;
    }
    return value;
  }

  private Column column(String feature) {
    return Objects.requireNonNull(table.columns().get(feature));
  }

  /** Decisions found by stretches of time, in order; stretches without any are left out. */
  public List<Bucket> countBy(Duration length) throws IOException {
    long micros = Math.multiplyExact(length.toSeconds(), MICROS_A_SECOND);
    String floor = "CAST(floor(epoch_us(time) / " + micros + ") AS BIGINT) * " + micros;
    return ask(
        "SELECT " + floor + " AS stretch, count(*)",
        " GROUP BY stretch ORDER BY stretch",
        List.of(),
        results -> new Bucket(results.getLong(1), results.getLong(2)));
  }

  /** Whether decisions have a feature of that name. */
  public boolean knows(String feature) {
    return table.columns().containsKey(feature);
  }

  /**
   * The most frequent values of a feature among decisions found, most first, then by value; a list
   * counts each of its items.
   */
  public List<Value> top(String feature, long limit) throws IOException {
    Column column = column(feature);
    String value =
        column.kind().list() ? "unnest(list_distinct(" + column.sql() + "))" : column.sql();
    List<Object> parameters = new ArrayList<>(where.parameters());
    parameters.add(limit);
    String sql =
        "SELECT value, count(*) FROM (SELECT "
            + value
            + " AS value FROM decisions WHERE "
            + where.sql()
            + ") GROUP BY value ORDER BY count(*) DESC, value NULLS LAST LIMIT CAST(? AS BIGINT)";
    try (PreparedStatement statement = table.prepare(sql, parameters);
        ResultSet results = statement.executeQuery()) {
      List<Value> values = new ArrayList<>();
      while (results.next()) {
        values.add(new Value(plain(results.getObject(1)), results.getLong(2)));
      }
      return values;
    } catch (SQLException e) {
      throw new IOException("the query failed: " + e.getMessage(), e);
    }
  }
}
