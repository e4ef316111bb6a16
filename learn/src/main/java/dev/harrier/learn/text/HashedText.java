package dev.harrier.learn.text;

import dev.harrier.learn.linear.SparseRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Texts as sparse rows: hashed words and characters, weighted by how rare their bucket is.
 *
 * <p>Words of one and two, and characters of two to five inside the bounds of a word padded by a
 * space, are hashed with a sign into the two halves of the columns (Weinberger et al. 2009). A
 * value is {@code (1 + ln tf) · idf}, {@code idf = ln((1+N)/(1+df)) + 1} counted per bucket, and
 * each half has length one. Fields of an item other than the first are hashed with salts of their
 * own, so that a word in a title is not the same word in a body, and have their length among
 * themselves.
 *
 * <p>Fitted once, then immutable; {@link #row} may be called from any thread.
 */
public final class HashedText {
  /** A million columns, four megabytes of weights: few collisions below 500,000 n-grams. */
  public static final int COLUMN_BITS = 20;

  private static final int WORD_LONGEST = 40;

  private final int bits;
  private final int seed;
  private final int fields;
  private final float[] idf;

  private HashedText(int bits, int seed, int fields, float[] idf) {
    this.bits = bits;
    this.seed = seed;
    this.fields = fields;
    this.idf = idf;
  }

  /**
   * Counts in how many items each bucket occurs.
   *
   * @param items the fields of each item, folded ({@link TextNormalizer}), all of one number
   */
  public static HashedText fit(List<String[]> items, int bits, int seed) {
    int fields = items.isEmpty() ? 1 : items.getFirst().length;
    int[] documents = new int[1 << bits];
    HashedText unweighted = new HashedText(bits, seed, fields, new float[0]);
    Grams grams = new Grams();
    for (String[] item : items) {
      unweighted.collect(item, grams);
      for (int i = 0; i < grams.size(); i++) {
        documents[grams.bucket(i)] += grams.countAt(i) == 0 ? 0 : 1;
      }
    }
    return new HashedText(bits, seed, fields, rarity(documents, items.size()));
  }

  private static float[] rarity(int[] documents, int items) {
    float[] idf = new float[documents.length];
    for (int i = 0; i < idf.length; i++) {
      idf[i] = (float) (Math.log((1.0 + items) / (1.0 + documents[i])) + 1);
    }
    return idf;
  }

  /**
   * The buckets of one item with their counts, unweighted: counted once, they serve the fits of all
   * folds. Buckets ascend; a part is twice the field, and one more for characters.
   */
  public static final class Counted {
    private final int[] bucket;
    private final short[] count;
    private final byte[] part;
    private final int fields;

    private Counted(int[] bucket, short[] count, byte[] part, int fields) {
      this.bucket = bucket;
      this.count = count;
      this.part = part;
      this.fields = fields;
    }
  }

  /** Counts the grams of one item in {@link #COLUMN_BITS} columns; counts end at ±32,767. */
  public static Counted counted(Grams grams, int seed, String... item) {
    new HashedText(COLUMN_BITS, seed, item.length, new float[0]).collect(item, grams);
    int[] index = grams.sortedBuckets();
    short[] count = new short[index.length];
    byte[] part = new byte[index.length];
    int kept = 0;
    for (int bucket : index) {
      int found = grams.count(bucket);
      if (found != 0) {
        index[kept] = bucket;
        part[kept] = grams.part(bucket);
        count[kept++] = (short) Math.clamp(found, -Short.MAX_VALUE, Short.MAX_VALUE);
      }
    }
    return new Counted(
        Arrays.copyOf(index, kept),
        Arrays.copyOf(count, kept),
        Arrays.copyOf(part, kept),
        item.length);
  }

  /** As {@link #fit}, of items counted with the same seed. */
  public static HashedText fitCounted(List<Counted> items, int seed) {
    int[] documents = new int[1 << COLUMN_BITS];
    for (Counted item : items) {
      for (int bucket : item.bucket) {
        documents[bucket]++;
      }
    }
    int fields = items.isEmpty() ? 1 : items.getFirst().fields;
    return new HashedText(COLUMN_BITS, seed, fields, rarity(documents, items.size()));
  }

  /** The row of an item counted before. */
  public SparseRow row(Counted item) {
    float[] value = new float[item.bucket.length];
    double[] squares = new double[2 * fields];
    for (int i = 0; i < value.length; i++) {
      int count = item.count[i];
      double tf = count == 1 || count == -1 ? 1 : 1 + Math.log(Math.abs(count));
      float weight = (float) (tf * idf[item.bucket[i]]);
      squares[item.part[i]] += (double) weight * weight;
      value[i] = count < 0 ? -weight : weight;
    }
    for (int i = 0; i < value.length; i++) {
      value[i] /= (float) Math.sqrt(squares[item.part[i]]);
    }
    return new SparseRow(item.bucket, value);
  }

  /** As {@link #fit} with {@link #COLUMN_BITS} columns. */
  public static HashedText fit(List<String[]> items, int seed) {
    return fit(items, COLUMN_BITS, seed);
  }

  /** A fitted one from what {@link #weights} gave. */
  public static HashedText of(int bits, int seed, int fields, float[] idf) {
    return new HashedText(bits, seed, fields, idf.clone());
  }

  public int columns() {
    return 1 << bits;
  }

  public int bits() {
    return bits;
  }

  public int seed() {
    return seed;
  }

  public int fields() {
    return fields;
  }

  /** The weight of every bucket, a copy. */
  public float[] weights() {
    return idf.clone();
  }

  /** The row of one item; columns ascending. */
  public SparseRow row(String... item) {
    return row(new Grams(), item);
  }

  /** The same with scratch space to use again. */
  public SparseRow row(Grams grams, String... item) {
    collect(item, grams);
    int[] index = grams.sortedBuckets();
    float[] value = new float[index.length];
    int kept = 0;
    double[] squares = new double[2 * fields];
    byte[] part = new byte[index.length];
    for (int bucket : index) {
      int count = grams.count(bucket);
      if (count != 0) {
        float weight = (float) ((1 + Math.log(Math.abs(count))) * idf[bucket]);
        index[kept] = bucket;
        part[kept] = grams.part(bucket);
        squares[part[kept]] += (double) weight * weight;
        value[kept++] = count < 0 ? -weight : weight;
      }
    }
    for (int i = 0; i < kept; i++) {
      value[i] /= (float) Math.sqrt(squares[part[i]]);
    }
    return new SparseRow(Arrays.copyOf(index, kept), Arrays.copyOf(value, kept));
  }

  /**
   * The weights of a linear model beside those of the buckets, one behind the other, so that a
   * bucket costs one look into memory.
   *
   * @param weights a weight per column, or more
   */
  public float[] paired(float[] weights) {
    float[] pairs = new float[2 * columns()];
    for (int i = 0; i < columns(); i++) {
      pairs[2 * i] = idf[i];
      pairs[2 * i + 1] = weights[i];
    }
    return pairs;
  }

  /**
   * The score of a text under a linear model, without a row in between.
   *
   * @param pairs the model's weights, as {@link #paired} gave them
   */
  public double dot(Grams grams, float[] pairs, String... item) {
    if (item.length == 1) {
      grams.clear();
      grams.field(0, bits, seed);
      words(item[0], grams);
      return grams.dot(pairs);
    }
    collect(item, grams);
    double[] sums = new double[2 * fields];
    double[] squares = new double[2 * fields];
    for (int i = 0; i < grams.size(); i++) {
      int count = grams.countAt(i);
      if (count != 0) {
        int bucket = grams.bucket(i);
        double tf = count == 1 || count == -1 ? 1 : 1 + Math.log(Math.abs(count));
        double value = tf * pairs[2 * bucket];
        int part = grams.partAt(i);
        squares[part] += value * value;
        sums[part] += (count < 0 ? -value : value) * pairs[2 * bucket + 1];
      }
    }
    double sum = 0;
    for (int i = 0; i < sums.length; i++) {
      sum += squares[i] == 0 ? 0 : sums[i] / Math.sqrt(squares[i]);
    }
    return sum;
  }

  /** The weight of a bucket that no item had when it was fitted: the greatest there is. */
  public float usualWeight() {
    float most = 0;
    for (float weight : idf) {
      most = Math.max(most, weight);
    }
    return most;
  }

  /**
   * What one bucket of a text adds to its score.
   *
   * @param field of the item
   * @param characters whether it is a run of characters, not of words
   * @param grams those of this text that share the bucket: one, but for collisions
   * @param value in the row
   * @param contribution value times weight; all of them add up to {@link #dot}
   */
  public record Part(
      int field, boolean characters, List<String> grams, double value, double contribution) {}

  /** The score of {@link #dot}, bucket by bucket; for people, not for every decision. */
  public List<Part> parts(float[] weights, String... item) {
    Grams grams = new Grams(true);
    collect(item, grams);
    double[] value = new double[grams.size()];
    double[] squares = new double[2 * fields];
    for (int i = 0; i < value.length; i++) {
      int count = grams.countAt(i);
      double tf = count == 0 ? 0 : 1 + Math.log(Math.abs(count));
      value[i] = Math.signum(count) * tf * idf[grams.bucket(i)];
      squares[grams.partAt(i)] += value[i] * value[i];
    }
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < value.length; i++) {
      if (value[i] != 0) {
        int part = grams.partAt(i);
        int bucket = grams.bucket(i);
        double scaled = value[i] / Math.sqrt(squares[part]);
        parts.add(
            new Part(
                part / 2,
                part % 2 == 1,
                List.copyOf(grams.names(bucket)),
                scaled,
                scaled * weights[bucket]));
      }
    }
    return parts;
  }

  private void collect(String[] item, Grams grams) {
    grams.clear();
    for (int field = 0; field < item.length; field++) {
      grams.field(field, bits, seed + field * 0x9e3779b9);
      words(item[field], grams);
      grams.settle();
    }
  }

  /** Chunks between spaces give characters, runs of letters and digits inside them give words. */
  private static void words(String text, Grams grams) {
    char[] units = grams.units(text);
    int length = text.length();
    int previous = -1;
    int at = 0;
    while (at < length) {
      if (units[at + 1] == ' ') {
        at++;
        continue;
      }
      int end = at;
      while (end < length && units[end + 1] != ' ') {
        end++;
      }
      grams.characters(at, Math.min(end, at + WORD_LONGEST) + 2);
      int from = at;
      while (from < end) {
        int to = tokenEnd(units, from, end);
        if (to > from) {
          grams.word(from + 1, to + 1, previous);
          previous = from + 1;
          from = to;
        } else {
          from++;
        }
      }
      at = end;
    }
  }

  private static int tokenEnd(char[] units, int from, int end) {
    if (units[from + 1] == '⟨') {
      int to = from + 1;
      while (to < end && units[to + 1] != '⟩') {
        to++;
      }
      return Math.min(end, to + 1);
    }
    int to = from;
    while (to < end && isWordPart(units[to + 1])) {
      to++;
    }
    return to == from && units[from + 1] >= 0x2000 ? symbolEnd(units, from, end) : to;
  }

  /** An emoji or another symbol is a word of its own. */
  private static int symbolEnd(char[] units, int from, int end) {
    boolean pair = Character.isHighSurrogate(units[from + 1]) && from + 1 < end;
    return from + (pair ? 2 : 1);
  }

  private static boolean isWordPart(char c) {
    return (c >= 'a' && c <= 'z')
        || c == '#'
        || c == '\''
        || (c > 127 && c != '⟨' && c != '⟩' && Character.isLetter(c));
  }
}
