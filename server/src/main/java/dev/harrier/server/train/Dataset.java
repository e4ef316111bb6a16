package dev.harrier.server.train;

import dev.harrier.detect.score.Derivation;
import dev.harrier.detect.score.Derivation.Fitting;
import dev.harrier.detect.score.Derivations;
import dev.harrier.learn.data.Column;
import dev.harrier.learn.data.DataException;
import dev.harrier.learn.data.Frame;
import dev.harrier.learn.modelfile.ModelFeature;
import dev.harrier.learn.modelfile.ModelFile;
import dev.harrier.server.recipe.Recipe;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The features of all rows whose truth is known.
 *
 * <p>Bounded: more than {@link #CELLS} numbers, or {@link #CHARACTERS} of folded text, are not
 * held; rows beyond are left out by a hash of their id, and how many is said.
 */
public final class Dataset {
  /** Numbers in memory: 400 MB. */
  static final long CELLS = 100_000_000;

  /** Characters of folded texts in memory, each worth about ten bytes of n-grams. */
  static final long CHARACTERS = 64_000_000;

  final Recipe recipe;
  final Derivation derivation;
  final List<String> ids = new ArrayList<>();
  final List<float[]> numbers = new ArrayList<>();
  final List<String[]> texts = new ArrayList<>();
  final List<String> excerpts = new ArrayList<>();
  final List<Map<String, String>> slices = new ArrayList<>();
  private final List<Integer> truth = new ArrayList<>();
  private final List<@Nullable String> group = new ArrayList<>();
  private final List<Double> time = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();
  private List<String> present = List.of();
  private String hash = "";

  private Dataset(Recipe recipe, Derivation derivation) {
    this.recipe = recipe;
    this.derivation = derivation;
  }

  /** The columns of a recipe's derivation, in the order of a raw row. */
  public static List<Column> columns(Recipe recipe) {
    List<Column> fixed = Derivations.columns(recipe.features());
    if (!fixed.isEmpty()) {
      return fixed;
    }
    List<Column> columns = new ArrayList<>();
    for (String input : recipe.inputs()) {
      Column column = recipe.column(input);
      if (column != null) {
        columns.add(column);
      }
    }
    return columns;
  }

  /** Reads a table in two passes: what the derivation is fitted to, then the features. */
  public static Dataset read(RowSource source) throws IOException {
    Recipe recipe = source.recipe();
    Fitting fitting = Derivations.fitting(recipe.features(), columns(recipe));
    long[] rows = new long[2];
    source.forEach(
        row -> {
          rows[row.truth == null ? 1 : 0]++;
          if (row.truth != null) {
            fitting.add(row.raw());
          }
        });
    if (rows[0] == 0) {
      throw new DataException(
          "no row of `"
              + source.file()
              + "` has a truth, expected a column `"
              + recipe.truth()
              + "` or --truth with `id` and `label`");
    }
    Dataset data = read(source, fitting.done(), rows[0]);
    if (rows[1] > 0) {
      data.notes.add(rows[1] + " rows without a truth are left out");
    }
    return data;
  }

  /** Reads a table by a derivation that was fitted to another. */
  public static Dataset read(RowSource source, Derivation derivation) throws IOException {
    return read(source, derivation, 0);
  }

  /**
   * @param rows how many rows the derivation was fitted to, all of this table; 0: to another table
   */
  private static Dataset read(RowSource source, Derivation derivation, long rows)
      throws IOException {
    Dataset data = new Dataset(source.recipe(), derivation);
    int textCount = derivation.texts();
    int numberCount = derivation.features().size() - textCount;
    long most = CELLS / Math.max(1, numberCount);
    double share = rows <= most ? 1 : most / (double) rows;
    long[] characters = new long[2];
    byte[] sum = new byte[32];
    source.forEach(
        row -> {
          if (row.truth == null) {
            return;
          }
          if (kept(row.id(), share) && characters[0] < CHARACTERS) {
            float[] numbers = new float[numberCount];
            String[] texts = new String[textCount];
            if (rows > 0) {
              derivation.deriveFitted(row.raw(), numbers, texts);
            } else {
              derivation.derive(row.raw(), numbers, texts);
            }
            for (String text : texts) {
              characters[0] += text.length();
            }
            data.add(row, numbers, texts);
            // Of the table's own cells: what is derived of them differs where a row was fitted to.
            add(sum, row.id() + '\n' + row.truth + '\n' + row.raw());
          } else {
            characters[1]++;
          }
        });
    data.present = source.present();
    data.hash = java.util.HexFormat.of().formatHex(sum);
    if (characters[1] > 0) {
      data.notes.add(characters[1] + " rows are beyond what memory is set aside for: left out");
    }
    return data;
  }

  private static boolean kept(String id, double share) {
    return share >= 1
        || (dev.harrier.learn.data.Seeded.mix(id.hashCode()) >>> 11) * 0x1p-53 < share;
  }

  /** Adds a row's sha-256 to the sum, so that the order of rows does not matter. */
  private static void add(byte[] sum, String row) {
    byte[] hash =
        java.util.HexFormat.of().parseHex(ModelFile.sha256(row.getBytes(StandardCharsets.UTF_8)));
    int carry = 0;
    for (int i = 0; i < sum.length; i++) {
      int total = (sum[i] & 0xff) + (hash[i] & 0xff) + carry;
      sum[i] = (byte) total;
      carry = total >> 8;
    }
  }

  private void add(RowSource.Row row, float[] cells, String[] folded) {
    if (!seen.add(row.id())) {
      throw new DataException("id `" + row.id() + "` occurs twice, expected once");
    }
    ids.add(row.id());
    numbers.add(cells);
    texts.add(folded);
    truth.add(row.truth == null ? 0 : row.truth);
    group.add(row.group);
    time.add(row.timeMillis);
    excerpts.add(row.excerpt);
    slices.add(new LinkedHashMap<>(row.slices));
  }

  public int rows() {
    return ids.size();
  }

  /** What people should know of how the rows were read. */
  public List<String> notes() {
    return notes;
  }

  String hash() {
    return hash;
  }

  /** The truths, checked to hold both classes. */
  int[] truths() {
    int[] truths = truth.stream().mapToInt(Integer::intValue).toArray();
    int ones = Arrays.stream(truths).sum();
    if (ones == 0 || ones == truths.length) {
      throw new DataException(
          "all "
              + truths.length
              + " rows have truth "
              + (ones == 0 ? 0 : 1)
              + ", expected some of each; --one WORD names a word for 1");
    }
    return truths;
  }

  /** The same rows with their truths in another order. */
  Dataset shuffled(long seed) {
    Dataset mixed = new Dataset(recipe, derivation);
    mixed.ids.addAll(ids);
    mixed.numbers.addAll(numbers);
    mixed.texts.addAll(texts);
    mixed.group.addAll(group);
    mixed.time.addAll(time);
    for (int row : new dev.harrier.learn.data.Seeded(seed).permutation(rows())) {
      mixed.truth.add(truth.get(row));
    }
    return mixed;
  }

  /** The recipe's inputs that the table had. */
  List<String> present() {
    return present;
  }

  /** What rows share, one a row; null if nothing. */
  @Nullable List<String> groups() {
    if (group.stream().allMatch(java.util.Objects::isNull)) {
      return null;
    }
    List<String> named = new ArrayList<>();
    for (int i = 0; i < group.size(); i++) {
      String one = group.get(i);
      named.add(one == null ? "row " + ids.get(i) : one);
    }
    return named;
  }

  double time(int row) {
    return time.get(row);
  }

  /** Number features of which some row tells another, by their place in the derivation. */
  int[] informative() {
    int width = derivation.features().size() - derivation.texts();
    return java.util.stream.IntStream.range(0, width)
        .filter(
            c ->
                numbers.stream().anyMatch(row -> Float.compare(row[c], numbers.getFirst()[c]) != 0))
        .toArray();
  }

  /** Rows as a frame of chosen features. */
  Frame frame(int[] rows, int[] features) {
    List<Column> columns = new ArrayList<>();
    for (int feature : features) {
      columns.add(column(derivation.features().get(feature)));
    }
    Frame.Builder frame = Frame.of(columns);
    List<String> shared = groups();
    float[] cells = new float[features.length];
    for (int row : rows) {
      for (int i = 0; i < features.length; i++) {
        cells[i] = numbers.get(row)[features[i]];
      }
      frame.row(ids.get(row), cells).truth(truth.get(row));
      if (shared != null) {
        frame.group(shared.get(row));
      }
    }
    return frame.build();
  }

  Column column(ModelFeature feature) {
    return recipe.monotone().stream()
        .filter(sign -> sign.feature().equals(feature.name()))
        .findFirst()
        .map(sign -> feature.column().withMonotone(sign.sign()))
        .orElse(feature.column());
  }
}
