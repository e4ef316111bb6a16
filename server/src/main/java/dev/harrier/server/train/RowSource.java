package dev.harrier.server.train;

import dev.harrier.detect.account.PostFeatures.Post;
import dev.harrier.detect.score.Cells;
import dev.harrier.detect.score.RawRow;
import dev.harrier.learn.data.Column;
import dev.harrier.learn.data.DataException;
import dev.harrier.server.recipe.Recipe;
import dev.harrier.server.table.Table;
import dev.harrier.server.table.TableException;
import dev.harrier.server.table.TableReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A table as a recipe sees it: one row at a time, columns by the recipe's names, whatever they are
 * called in the file. May be read as often as one likes.
 */
public final class RowSource {
  private final Recipe recipe;
  private final Path file;
  private final Map<String, String> map;
  private final boolean othersAreZero;
  private final Map<String, Integer> truths;
  private final Map<String, List<Post>> posts;
  private final List<Column> inputs;
  private final List<String> present = new ArrayList<>();

  /**
   * What is asked for.
   *
   * @param map our names by the file's, of the command line
   * @param truth a table of {@code id} and {@code label}, null if the data has the labels
   * @param posts a table of posts, null if there is none
   * @param othersAreZero whether a label that is none of the recipe's words for 1 means 0, whatever
   *     it is; if not, a word that is not known is refused
   */
  public record Files(
      Path data,
      @Nullable Path truth,
      @Nullable Path posts,
      Map<String, String> map,
      boolean othersAreZero) {}

  private RowSource(
      Recipe recipe,
      Files files,
      List<Column> inputs,
      Map<String, Integer> truths,
      Map<String, List<Post>> posts) {
    this.recipe = recipe;
    this.file = files.data;
    this.map = files.map;
    this.othersAreZero = files.othersAreZero;
    this.inputs = inputs;
    this.truths = truths;
    this.posts = posts;
  }

  /**
   * Looks at the header, and reads truth and posts.
   *
   * @param inputs what the derivation reads, in the order of a {@link RawRow}
   * @throws DataException if none of the inputs is there
   */
  public static RowSource open(Recipe recipe, Files files, List<Column> inputs) throws IOException {
    RowSource source = new RowSource(recipe, files, inputs, truths(recipe, files), posts(files));
    try (TableReader reader = TableReader.open(files.data, Map.of())) {
      Map<String, Integer> at = source.places(reader.columns());
      for (Column input : inputs) {
        if (recipe.inputs().contains(input.name()) && at.containsKey(input.name())) {
          source.present.add(input.name());
        }
      }
      if (source.present.isEmpty() && source.posts.isEmpty()) {
        throw new DataException(
            "`"
                + files.data
                + "` has none of the inputs of recipe `"
                + recipe.name()
                + "`: found "
                + reader.columns()
                + ", expected some of "
                + recipe.inputs()
                + "; --map theirs=ours renames");
      }
    }
    return source;
  }

  /** The inputs that the table has. */
  public List<String> present() {
    return present;
  }

  public Recipe recipe() {
    return recipe;
  }

  public Path file() {
    return file;
  }

  private static Map<String, Integer> truths(Recipe recipe, Files files) throws IOException {
    Map<String, Integer> truths = new HashMap<>();
    if (files.truth != null) {
      Table table = Table.read(files.truth);
      String[] ids = table.texts("id");
      String[] labels = table.texts("label");
      for (int i = 0; i < ids.length; i++) {
        Integer truth = truth(recipe, labels[i], files.othersAreZero);
        if (truth != null) {
          Integer before = truths.put(ids[i], truth);
          if (before != null && !before.equals(truth)) {
            throw new DataException(
                "`" + files.truth + "` gives `" + ids[i] + "` both labels, expected one");
          }
        } else if (!labels[i].isBlank()) {
          throw notTruth(recipe, "`" + files.truth + "` id `" + ids[i] + "`: ", labels[i]);
        }
      }
    }
    return truths;
  }

  private static Map<String, List<Post>> posts(Files files) throws IOException {
    Map<String, List<Post>> posts = new HashMap<>();
    if (files.posts != null) {
      Table table = Table.read(files.posts);
      String[] account = table.texts("account_id");
      String[] text = table.texts("text");
      String[] time = table.texts("created_at");
      for (int i = 0; i < account.length; i++) {
        double millis = Cells.number(Column.Kind.TIME, time[i]);
        if (!Double.isNaN(millis)) {
          posts
              .computeIfAbsent(account[i], id -> new ArrayList<>())
              .add(new Post((long) millis, text[i]));
        }
      }
    }
    return posts;
  }

  /**
   * Our names to places; a name of ours comes before a rename, and the command line before both.
   */
  private Map<String, Integer> places(List<String> columns) {
    Map<String, Integer> at = new LinkedHashMap<>();
    for (Map.Entry<String, String> one : map.entrySet()) {
      int found = columns.indexOf(one.getKey());
      if (found < 0) {
        throw new TableException(
            "`" + file + "` has no column `" + one.getKey() + "` to rename, it has " + columns);
      }
      at.put(one.getValue(), found);
    }
    for (int i = 0; i < columns.size(); i++) {
      if (!map.containsKey(columns.get(i))) {
        at.putIfAbsent(columns.get(i), i);
      }
    }
    for (int i = 0; i < columns.size(); i++) {
      String ours = recipe.renames().get(columns.get(i));
      if (ours != null) {
        at.putIfAbsent(ours, i);
      }
    }
    return at;
  }

  /** Words that mean 0 in every recipe. */
  private static final Set<String> ZEROS =
      new TreeSet<>(
          List.of(
              "0",
              "0.0",
              "benign",
              "clean",
              "false",
              "genuine",
              "good",
              "ham",
              "human",
              "legit",
              "legitimate",
              "neither",
              "no",
              "none",
              "normal",
              "ok",
              "organic",
              "safe",
              "wanted"));

  /** 1, 0, or null if the cell says nothing that the recipe knows. */
  private static @Nullable Integer truth(Recipe recipe, String cell, boolean othersAreZero) {
    String word = cell.strip().toLowerCase(Locale.ROOT);
    if (recipe.ones().contains(word)) {
      return 1;
    }
    if (ZEROS.contains(word)) {
      return 0;
    }
    return switch (word) {
      case "1", "1.0", "true", "yes" -> 1;
      case "" -> null;
      default -> othersAreZero ? 0 : null;
    };
  }

  private static DataException notTruth(Recipe recipe, String where, String cell) {
    return new DataException(
        where
            + "label `"
            + cell
            + "`, expected 0 or 1, one of "
            + recipe.ones()
            + " for 1, or one of "
            + ZEROS
            + " for 0; --one WORD says which mean 1, every other word then means 0");
  }

  /** One row; used again for the next. */
  public static final class Row {
    final RawRow raw;
    String id = "";
    @Nullable String group;
    double timeMillis = Double.NaN;
    @Nullable Integer truth;
    final Map<String, String> slices = new LinkedHashMap<>();
    String excerpt = "";

    private Row(int columns) {
      raw = new RawRow(columns);
    }

    public RawRow raw() {
      return raw;
    }

    public String id() {
      return id;
    }
  }

  /** Takes each row. */
  public interface Taker {
    void take(Row row) throws IOException;
  }

  /** Reads the table from its beginning. */
  public void forEach(Taker taker) throws IOException {
    try (TableReader reader = TableReader.open(file, Map.of())) {
      Map<String, Integer> at = places(reader.columns());
      Row row = new Row(inputs.size());
      long count = 0;
      for (var cells = reader.next(); cells != null; cells = reader.next()) {
        fill(row, cells, at, reader.line(), count++);
        taker.take(row);
      }
    }
  }

  private void fill(
      Row row, @Nullable String[] cells, Map<String, Integer> at, long line, long count) {
    row.raw.clear();
    String id = cell(cells, at, recipe.id());
    row.id = id == null ? String.valueOf(count) : id;
    for (int i = 0; i < inputs.size(); i++) {
      Column input = inputs.get(i);
      String cell = recipe.inputs().contains(input.name()) ? cell(cells, at, input.name()) : null;
      switch (input.kind()) {
        case TEXT, CATEGORY -> row.raw.set(i, cell);
        case NUMBER, FLAG, TIME -> row.raw.set(i, number(input, cell, line));
      }
    }
    row.raw.set(posts.getOrDefault(row.id, List.of()));
    row.group = recipe.group() == null ? null : cell(cells, at, recipe.group());
    row.timeMillis = Double.NaN;
    String time = recipe.time();
    if (time != null) {
      row.timeMillis =
          number(
              new Column(
                  time,
                  Column.Kind.TIME,
                  "",
                  dev.harrier.learn.data.Leakage.PAST,
                  Column.Absent.KEPT,
                  0),
              cell(cells, at, time),
              line);
    }
    row.truth = truths.get(row.id);
    String label = cell(cells, at, recipe.truth());
    if (row.truth == null && label != null && truths.isEmpty()) {
      row.truth = truth(recipe, label, othersAreZero);
      if (row.truth == null) {
        throw notTruth(recipe, "`" + file + "` line " + line + ": ", label);
      }
    }
    row.slices.clear();
    for (String slice : recipe.slices()) {
      String cell = cell(cells, at, slice);
      row.slices.put(slice, cell == null ? "(absent)" : cell);
    }
    row.excerpt = excerpt(cells, at);
  }

  private String excerpt(@Nullable String[] cells, Map<String, Integer> at) {
    for (String name : List.of("text", "description", "username")) {
      String cell = recipe.inputs().contains(name) ? cell(cells, at, name) : null;
      if (cell != null) {
        return cell.substring(0, Math.min(cell.length(), 160));
      }
    }
    return "";
  }

  private double number(Column column, @Nullable String cell, long line) {
    try {
      return Cells.number(column.kind(), cell);
    } catch (DataException e) {
      throw new DataException(
          "`" + file + "` line " + line + ": `" + column.name() + "` is " + e.getMessage());
    }
  }

  private static @Nullable String cell(
      @Nullable String[] cells, Map<String, Integer> at, String name) {
    Integer place = at.get(name);
    return place == null ? null : cells[place];
  }
}
