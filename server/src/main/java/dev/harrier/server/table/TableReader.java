package dev.harrier.server.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows of a table in the file's order, one at a time. Not for two threads. */
public interface TableReader extends AutoCloseable {
  /** The columns, renamed, in the file's order. */
  List<String> columns();

  /**
   * The next row, a field per column, absent ones null; null after the last.
   *
   * @throws TableException where the file is not what its name says
   */
  @Nullable String @Nullable [] next() throws IOException;

  /** Where the row that {@link #next} gave last begins: a line, or a row where there are none. */
  long line();

  @Override
  void close() throws IOException;

  /**
   * Opens a file by its name: {@code .csv}, {@code .tsv}, {@code .jsonl} or {@code .ndjson}, {@code
   * .parquet}; then perhaps {@code .gz}, {@code .xz} or {@code .zst}.
   *
   * @param names new names of columns by the file's
   * @throws TableException if the name says none of these, or a column that is to be renamed is not
   *     there
   */
  static TableReader open(Path file, Map<String, String> names) throws IOException {
    return TableFormats.open(file, names);
  }
}
