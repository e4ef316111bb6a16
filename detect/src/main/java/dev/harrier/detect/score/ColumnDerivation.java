package dev.harrier.detect.score;

import dev.harrier.learn.data.Categories;
import dev.harrier.learn.data.Column;
import dev.harrier.learn.data.Column.Kind;
import dev.harrier.learn.data.DataException;
import dev.harrier.learn.modelfile.ModelFeature;
import dev.harrier.learn.modelfile.ModelFeature.Quantiles;
import dev.harrier.learn.modelfile.ModelFileException;
import dev.harrier.learn.modelfile.Weights;
import dev.harrier.learn.text.TextNormalizer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Columns as they are: numbers and flags as numbers, categories by how frequent they were in
 * training, texts folded. Times are not read: an absolute date says when the rows were collected.
 */
final class ColumnDerivation implements Derivation {
  static final String NAME = "columns/1";

  private static final String SEPARATOR = "\u001f";

  private final List<Column> columns;
  private final List<@Nullable Categories> categories;
  private final List<ModelFeature> features;
  private final int[] numberFrom;
  private final int[] textFrom;

  private ColumnDerivation(List<Column> columns, List<@Nullable Categories> categories) {
    this.columns = columns;
    this.categories = categories;
    this.numberFrom = from(columns, false);
    this.textFrom = from(columns, true);
    List<ModelFeature> made = new ArrayList<>();
    for (int column : numberFrom) {
      made.add(feature(columns.get(column)));
    }
    for (int column : textFrom) {
      made.add(feature(columns.get(column)));
    }
    this.features = List.copyOf(made);
  }

  private static ModelFeature feature(Column column) {
    return new ModelFeature(column, NAME, column.name().replace('_', ' '), Quantiles.NONE);
  }

  private static int[] from(List<Column> columns, boolean text) {
    return java.util.stream.IntStream.range(0, columns.size())
        .filter(i -> (columns.get(i).kind() == Kind.TEXT) == text)
        .toArray();
  }

  /**
   * Counts the words of categories.
   *
   * @throws DataException if a column may not be an input, or is a time
   */
  static Fitting fitting(List<Column> columns) {
    for (Column column : columns) {
      if (!column.leakage().mayBeInput() || column.kind() == Kind.TIME) {
        throw new DataException(
            "`"
                + column.name()
                + "` is "
                + (column.kind() == Kind.TIME ? "a time" : column.leakage())
                + ", never an input");
      }
    }
    List<List<String>> seen = new ArrayList<>();
    columns.forEach(column -> seen.add(new ArrayList<>()));
    return new Fitting() {
      @Override
      public void add(RawRow row) {
        for (int i = 0; i < columns.size(); i++) {
          String word = row.text(i);
          if (columns.get(i).kind() == Kind.CATEGORY && word != null) {
            seen.get(i).add(word);
          }
        }
      }

      @Override
      public Derivation done() {
        List<@Nullable Categories> counted = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
          boolean category = columns.get(i).kind() == Kind.CATEGORY;
          counted.add(category ? Categories.count(seen.get(i)) : null);
        }
        return new ColumnDerivation(List.copyOf(columns), counted);
      }
    };
  }

  static Derivation read(List<ModelFeature> features, Weights fitted) throws ModelFileException {
    List<Column> columns = features.stream().map(ModelFeature::column).toList();
    List<@Nullable Categories> categories = new ArrayList<>();
    try {
      for (Column column : columns) {
        categories.add(
            column.kind() == Kind.CATEGORY
                ? new Categories(words(fitted.bytes("words " + column.name())))
                : null);
      }
    } catch (DataException e) {
      throw new ModelFileException("`derived.bin` holds no categories: " + e.getMessage());
    }
    return new ColumnDerivation(columns, categories);
  }

  private static List<String> words(byte[] bytes) {
    return bytes.length == 0
        ? List.of()
        : List.of(new String(bytes, StandardCharsets.UTF_8).split(SEPARATOR, -1));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Column> columns() {
    return columns;
  }

  @Override
  public List<ModelFeature> features() {
    return features;
  }

  @Override
  public void derive(RawRow row, float[] numbers, String[] texts) {
    for (int i = 0; i < numberFrom.length; i++) {
      int column = numberFrom[i];
      Categories known = categories.get(column);
      String word = known == null ? null : row.text(column);
      numbers[i] =
          known == null ? (float) row.number(column) : word == null ? Float.NaN : known.code(word);
    }
    for (int i = 0; i < textFrom.length; i++) {
      String text = row.text(textFrom[i]);
      texts[i] = text == null ? "" : TextNormalizer.normalize(text).text();
    }
  }

  @Override
  public Weights fitted() {
    Weights weights = new Weights();
    for (int i = 0; i < columns.size(); i++) {
      Categories known = categories.get(i);
      if (known != null) {
        String words =
            String.join(
                SEPARATOR,
                known.words().stream().map(word -> word.replace(SEPARATOR, " ")).toList());
        weights.put("words " + columns.get(i).name(), words.getBytes(StandardCharsets.UTF_8));
      }
    }
    return weights;
  }
}
