package dev.harrier.server.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A table in memory: columns of texts, absent fields null.
 *
 * @param rows how many
 * @param columns by name, in the file's order; the arrays are not to be written to
 */
public record Table(int rows, Map<String, @Nullable String[]> columns) {
  /** Reads a whole file. */
  public static Table read(Path file) throws IOException {
    return read(file, Map.of(), name -> true);
  }

  /** Reads the columns that are wanted, by their new names. */
  public static Table read(Path file, Map<String, String> names, Predicate<String> wanted)
      throws IOException {
    try (TableReader reader = TableReader.open(file, names)) {
      List<String> columns = reader.columns();
      List<List<@Nullable String>> values = new ArrayList<>();
      columns.forEach(name -> values.add(new ArrayList<>()));
      int rows = 0;
      for (var row = reader.next(); row != null; row = reader.next()) {
        for (int i = 0; i < row.length; i++) {
          if (wanted.test(columns.get(i))) {
            values.get(i).add(row[i]);
          }
        }
        rows++;
      }
      Map<String, @Nullable String[]> kept = new LinkedHashMap<>();
      for (int i = 0; i < columns.size(); i++) {
        if (wanted.test(columns.get(i))) {
          kept.put(columns.get(i), values.get(i).toArray(new @Nullable String[0]));
        }
      }
      return new Table(rows, kept);
    }
  }

  public boolean has(String column) {
    return columns.containsKey(column);
  }

  /**
   * A column; not to be written to.
   *
   * @throws TableException if there is none of this name
   */
  public @Nullable String[] column(String name) {
    @Nullable String[] found = columns.get(name);
    if (found == null) {
      throw new TableException(
          "no column `" + name + "`, there are " + Header.quoted(List.copyOf(columns.keySet())));
    }
    return found;
  }

  /** A column with "" for what is absent. */
  public String[] texts(String name) {
    @Nullable String[] found = column(name);
    String[] texts = new String[found.length];
    for (int i = 0; i < texts.length; i++) {
      String text = found[i];
      texts[i] = text == null ? "" : text;
    }
    return texts;
  }
}
