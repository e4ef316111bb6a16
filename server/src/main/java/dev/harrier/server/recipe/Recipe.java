package dev.harrier.server.recipe;

import dev.harrier.learn.data.Column;
import dev.harrier.learn.data.DataException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a model is made of a table.
 *
 * @param about in a sentence, what truth 1 means
 * @param kind one of {@link dev.harrier.learn.modelfile.ModelKinds}
 * @param features one of {@link dev.harrier.detect.score.Derivations}
 * @param columns all that the recipe knows of, with kind and leakage class
 * @param inputs those that are read, in order
 * @param id column of the row's name
 * @param truth column of the outcome
 * @param ones words of that column that mean 1, lower case; others that are no number are refused
 * @param group column of what rows share, null if nothing
 * @param time column of event time, null if none
 * @param slices columns by which figures are cut
 * @param renames our names by those of other tables; used where a table lacks ours
 * @param monotone signs of features
 */
public record Recipe(
    String name,
    String about,
    String kind,
    String features,
    List<Column> columns,
    List<String> inputs,
    String id,
    String truth,
    List<String> ones,
    @Nullable String group,
    @Nullable String time,
    List<String> slices,
    Map<String, String> renames,
    List<Monotone> monotone) {

  /**
   * A promise about a feature.
   *
   * @param sign +1: the score never falls as it grows; −1: never rises
   * @param reason why, for the model card
   */
  public record Monotone(String feature, int sign, String reason) {}

  public Recipe {
    columns = List.copyOf(columns);
    inputs = List.copyOf(inputs);
    ones = List.copyOf(ones);
    slices = List.copyOf(slices);
    monotone = List.copyOf(monotone);
    for (String input : inputs) {
      Column column = column(columns, input);
      if (column == null) {
        throw new DataException(
            "recipe `" + name + "` reads `" + input + "`, which is none of its columns");
      }
      if (!column.leakage().mayBeInput()) {
        throw new DataException(
            "recipe `"
                + name
                + "` reads `"
                + input
                + "`, whose class is `"
                + column.leakage().name().toLowerCase(java.util.Locale.ROOT)
                + "`: expected past, snapshot or delayed");
      }
    }
  }

  private static @Nullable Column column(List<Column> columns, String name) {
    return columns.stream().filter(column -> column.name().equals(name)).findFirst().orElse(null);
  }

  /** A column that the recipe knows, null if there is none of the name. */
  public @Nullable Column column(String name) {
    return column(columns, name);
  }

  /** The same recipe with other words for 1. */
  public Recipe withOnes(List<String> words) {
    return new Recipe(
        name, about, kind, features, columns, inputs, id, truth, words, group, time, slices,
        renames, monotone);
  }

  /** The same recipe with rows of one value of a column kept together; null for none. */
  public Recipe withGroup(@Nullable String column) {
    return new Recipe(
        name, about, kind, features, columns, inputs, id, truth, ones, column, time, slices,
        renames, monotone);
  }

  /** The same recipe with another column of event time. */
  public Recipe withTime(@Nullable String column) {
    return new Recipe(
        name, about, kind, features, columns, inputs, id, truth, ones, group, column, slices,
        renames, monotone);
  }
}
