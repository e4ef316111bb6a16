package dev.harrier.server.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Parquet through DuckDB, streamed; values as their SQL text. */
final class ParquetReader implements TableReader {
  private final String file;
  private final Connection connection;
  private final Statement statement;
  private final ResultSet rows;
  private final List<String> columns;
  private long row;

  private ParquetReader(
      String file,
      Connection connection,
      Statement statement,
      ResultSet rows,
      List<String> columns) {
    this.file = file;
    this.connection = connection;
    this.statement = statement;
    this.rows = rows;
    this.columns = columns;
  }

  static ParquetReader open(Path file, Map<String, String> names) throws IOException {
    if (!Files.isReadable(file)) {
      throw new java.nio.file.NoSuchFileException(file.toString());
    }
    String quoted = "'" + file.toString().replace("'", "''") + "'";
    Connection connection = null;
    try {
      java.util.Properties streaming = new java.util.Properties();
      streaming.setProperty("jdbc_stream_results", "true");
      connection = DriverManager.getConnection("jdbc:duckdb:", streaming);
      Statement statement = connection.createStatement();
      ResultSet rows =
          statement.executeQuery("select columns(*)::varchar from read_parquet(" + quoted + ")");
      List<String> found = new ArrayList<>();
      for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
        found.add(rows.getMetaData().getColumnLabel(i));
      }
      List<String> columns = Header.renamed(file.toString(), found, names);
      return new ParquetReader(file.toString(), connection, statement, rows, columns);
    } catch (SQLException | TableException e) {
      closeQuietly(connection);
      throw e instanceof TableException known
          ? known
          : new TableException("`" + file + "` cannot be read as Parquet: " + firstLine(e));
    }
  }

  private static void closeQuietly(@Nullable Connection connection) {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (SQLException e) {
      // What went wrong first is what is told.
      assert e != null;
    }
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  @Override
  public List<String> columns() {
    return columns;
  }

  @Override
  public @Nullable String @Nullable [] next() {
    try {
      if (!rows.next()) {
        return null;
      }
      row++;
      @Nullable String[] fields = new @Nullable String[columns.size()];
      for (int i = 0; i < fields.length; i++) {
        String text = rows.getString(i + 1);
        fields[i] = text == null || text.isEmpty() ? null : text;
      }
      return fields;
    } catch (SQLException e) {
      throw new TableException("`" + file + "` after row " + row + ": " + firstLine(e));
    }
  }

  @Override
  public long line() {
    return row;
  }

  @Override
  public void close() throws IOException {
    try (connection;
        statement;
        rows) {
      // Closed in this order by leaving.
      assert !columns.isEmpty();
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }
}
