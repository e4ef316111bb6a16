package dev.harrier.detect.text;

import dev.harrier.learn.text.NormalText;
import dev.harrier.learn.text.TextNormalizer;
import dev.harrier.learn.text.TextNumbers;

/**
 * The texts of one item, folded, and their numbers one field after the other.
 *
 * @param fields folded texts
 * @param style the numbers of all fields ({@link TextNumbers}), one field after the other. The
 *     linear model does not see them: they tell one source from another more than spam from ham,
 *     and fell with it from one set to the next.
 * @param numbers what else is known of the item
 */
public record TextItem(String[] fields, float[] style, float[] numbers) {
  public static TextItem of(String... raw) {
    String[] fields = new String[raw.length];
    int each = TextNumbers.names().size();
    float[] style = new float[raw.length * each];
    for (int i = 0; i < raw.length; i++) {
      NormalText normal = TextNormalizer.normalize(raw[i]);
      fields[i] = normal.text();
      System.arraycopy(TextNumbers.of(raw[i], normal), 0, style, i * each, each);
    }
    return new TextItem(fields, style, new float[0]);
  }

  /** This item with further numbers. */
  public TextItem with(float... more) {
    float[] all = java.util.Arrays.copyOf(numbers, numbers.length + more.length);
    System.arraycopy(more, 0, all, numbers.length, more.length);
    return new TextItem(fields, style, all);
  }
}
