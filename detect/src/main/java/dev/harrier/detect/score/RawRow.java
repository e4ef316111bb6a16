package dev.harrier.detect.score;

import dev.harrier.detect.account.PostFeatures.Post;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one row, by the columns of a {@link Derivation}: numbers, flags (0 or 1) and
 * times (milliseconds since 1970) as doubles, absent = NaN; categories and texts as texts, absent =
 * null. Used again for the next row; owned by one thread.
 */
public final class RawRow {
  private final double[] numbers;
  private final @Nullable String[] texts;
  private List<Post> posts = List.of();

  /** A row of so many columns, all absent. */
  public RawRow(int columns) {
    numbers = new double[columns];
    texts = new @Nullable String[columns];
    clear();
  }

  /** Makes everything absent. */
  public RawRow clear() {
    Arrays.fill(numbers, Double.NaN);
    Arrays.fill(texts, null);
    posts = List.of();
    return this;
  }

  public RawRow set(int column, double number) {
    numbers[column] = number;
    return this;
  }

  public RawRow set(int column, @Nullable String text) {
    texts[column] = text;
    return this;
  }

  public RawRow set(List<Post> found) {
    posts = found;
    return this;
  }

  public double number(int column) {
    return numbers[column];
  }

  public @Nullable String text(int column) {
    return texts[column];
  }

  /** The posts of an account, where a recipe reads them. */
  public List<Post> posts() {
    return posts;
  }

  /** All of it: two rows that say the same are the same text. */
  @Override
  public String toString() {
    return Arrays.toString(numbers) + Arrays.toString(texts) + posts;
  }
}
