package dev.harrier.learn.text;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Scratch space for one text at a time: its characters and the buckets that it fills. Not for two
 * threads; grows to the longest text seen and allocates nothing afterwards.
 *
 * <p>N-grams are written down as they come. {@link #settle} counts them by bucket, for rows and
 * explanations; {@link #dot} does not: most n-grams occur once in a text, which a small set of bits
 * tells, and only the others are counted.
 */
public final class Grams {
  private static final int SHORTEST = 2;
  private static final int LONGEST = 5;

  /** Bits of a table's word, from the lowest: place, bucket, number of the text. */
  private static final int PLACE_BITS = 24;

  private static final int BUCKET_BITS = 24;
  private static final int PLACE_MASK = (1 << PLACE_BITS) - 1;
  private static final int TEXTS = 1 << (64 - PLACE_BITS - BUCKET_BITS - 1);

  /** Low bits of a bucket by which n-grams that occur once are told. */
  private static final int ONCE_MASK = (1 << 16) - 1;

  private char[] units = new char[1024];

  /** Runs of characters, and words: twice the bucket, one more where the sign is negative. */
  private int[] runs = new int[4096];

  private int[] words = new int[512];
  private int runCount;
  private int wordCount;

  private final long[] seen = new long[(ONCE_MASK + 1) / 64];
  private final long[] again = new long[(ONCE_MASK + 1) / 64];

  /** Where buckets stand: the text's number, so that nothing need be cleared, bucket and place. */
  private long[] table = new long[4096];

  private int[] buckets = new int[2048];
  private int[] counts = new int[2048];
  private byte[] parts = new byte[2048];
  private int text;
  private int size;
  private int field;
  private int bits;
  private int salt;
  private int wordHash;
  private final @Nullable Map<Integer, SortedSet<String>> names;

  public Grams() {
    this(false);
  }

  /** Keeps the n-grams of each bucket too, which is slow: for explanations. */
  Grams(boolean named) {
    names = named ? new HashMap<>() : null;
  }

  void clear() {
    runCount = 0;
    wordCount = 0;
    if (names != null) {
      names.clear();
    }
    forget();
  }

  /** Begins a table of buckets. */
  private void forget() {
    size = 0;
    text++;
    if (text == TEXTS) {
      Arrays.fill(table, 0);
      text = 1;
    }
  }

  void field(int number, int columnBits, int fieldSalt) {
    field = number;
    bits = columnBits;
    salt = fieldSalt;
  }

  /** The text with a space before and after it, in space that the next call uses again. */
  char[] units(String text) {
    if (units.length < text.length() + 2) {
      units = new char[Math.max(text.length() + 2, units.length * 2)];
    }
    text.getChars(0, text.length(), units, 1);
    units[0] = ' ';
    units[text.length() + 1] = ' ';
    return units;
  }

  /**
   * Every run of two to five characters of a padded chunk: the hashes of {@link Murmur3#hash}, the
   * four runs that begin at one place sharing what they have in common.
   */
  void characters(int from, int to) {
    if (runs.length < runCount + (to - from) * (LONGEST - SHORTEST + 1)) {
      runs = Arrays.copyOf(runs, 2 * (runCount + (to - from) * (LONGEST - SHORTEST + 1)));
    }
    int half = 1 << (bits - 1);
    int mask = half - 1;
    int[] into = runs;
    int count = runCount;
    for (int at = from; at + SHORTEST <= to; at++) {
      int two = Murmur3.block(salt, units[at] | units[at + 1] << 16);
      into[count++] = signed(Murmur3.finished(two ^ 4), mask, half);
      if (at + 3 <= to) {
        int third = units[at + 2];
        int three = two ^ Murmur3.scrambled(third);
        into[count++] = signed(Murmur3.finished(three ^ 6), mask, half);
        if (at + 4 <= to) {
          int four = Murmur3.block(two, third | units[at + 3] << 16);
          into[count++] = signed(Murmur3.finished(four ^ 8), mask, half);
          if (at + LONGEST <= to) {
            int five = four ^ Murmur3.scrambled(units[at + 4]);
            into[count++] = signed(Murmur3.finished(five ^ 10), mask, half);
          }
        }
      }
    }
    if (names != null) {
      nameRuns(from, to, runCount);
    }
    runCount = count;
  }

  /** Keeps the runs of a chunk by their buckets, in the order of {@link #characters}. */
  private void nameRuns(int from, int to, int first) {
    int place = first;
    for (int at = from; at + SHORTEST <= to; at++) {
      for (int end = at + SHORTEST; end <= Math.min(to, at + LONGEST); end++) {
        name(runs[place++] >>> 1, at, end);
      }
    }
  }

  private void name(int bucket, int from, int to) {
    if (names != null) {
      String gram = new String(units, from, to - from);
      names.computeIfAbsent(bucket, any -> new TreeSet<>()).add(gram);
    }
  }

  /** A word, and the pair of it and the word before it, which was told last. */
  void word(int from, int to, int before) {
    if (words.length < wordCount + 2) {
      words = Arrays.copyOf(words, 2 * words.length);
    }
    int mask = (1 << (bits - 1)) - 1;
    int hash = Murmur3.hash(units, from, to, salt ^ 0x5bd1e995);
    words[wordCount] = signed(hash, mask, 0);
    name(words[wordCount++] >>> 1, from, to);
    if (before >= 0) {
      words[wordCount] = signed(Murmur3.finished(wordHash * 31 + hash), mask, 0);
      name(words[wordCount++] >>> 1, before, to);
    }
    wordHash = hash;
  }

  private static int signed(int hash, int mask, int half) {
    return (hash & mask | half) << 1 | hash >>> 31;
  }

  /** The n-grams of this text that share a bucket, in order. */
  SortedSet<String> names(int bucket) {
    SortedSet<String> found = names == null ? null : names.get(bucket);
    return found == null ? new TreeSet<>() : found;
  }

  // Counting.

  /** Counts what was written down of the field by bucket. */
  void settle() {
    for (int i = 0; i < wordCount; i++) {
      count(words[i], 2 * field);
    }
    for (int i = 0; i < runCount; i++) {
      count(runs[i], 2 * field + 1);
    }
    wordCount = 0;
    runCount = 0;
  }

  private void count(int signed, int part) {
    int bucket = signed >>> 1;
    int one = 1 - 2 * (signed & 1);
    long key = key(bucket);
    int slot = slot(bucket, key);
    long word = table[slot];
    if (word >>> PLACE_BITS == key) {
      counts[(int) word & PLACE_MASK] += one;
      return;
    }
    if (2 * size >= table.length) {
      grow();
      slot = slot(bucket, key);
    }
    table[slot] = key << PLACE_BITS | size;
    buckets[size] = bucket;
    counts[size] = one;
    parts[size++] = (byte) part;
  }

  private long key(int bucket) {
    return (long) text << BUCKET_BITS | bucket;
  }

  /** Where the bucket of this text stands in the table, or may stand. */
  private int slot(int bucket, long key) {
    int mask = table.length - 1;
    int slot = (bucket * 0x9e3779b9 >>> 12) & mask;
    long word = table[slot] >>> PLACE_BITS;
    while (word != key && word >>> BUCKET_BITS == text) {
      slot = slot + 1 & mask;
      word = table[slot] >>> PLACE_BITS;
    }
    return slot;
  }

  private void grow() {
    int length = table.length * 2;
    table = new long[length];
    buckets = Arrays.copyOf(buckets, length / 2);
    counts = Arrays.copyOf(counts, length / 2);
    parts = Arrays.copyOf(parts, length / 2);
    for (int i = 0; i < size; i++) {
      long key = key(buckets[i]);
      table[slot(buckets[i], key)] = key << PLACE_BITS | i;
    }
  }

  /** How many buckets. */
  int size() {
    return size;
  }

  int bucket(int i) {
    return buckets[i];
  }

  int countAt(int i) {
    return counts[i];
  }

  int partAt(int i) {
    return parts[i];
  }

  private int place(int bucket) {
    long key = key(bucket);
    return (int) table[slot(bucket, key)] & PLACE_MASK;
  }

  /** Occurrences of a bucket of this text, those with a negative sign taken off. */
  int count(int bucket) {
    return counts[place(bucket)];
  }

  byte part(int bucket) {
    return parts[place(bucket)];
  }

  int[] sortedBuckets() {
    int[] sorted = Arrays.copyOf(buckets, size);
    Arrays.sort(sorted);
    return sorted;
  }

  // Scoring.

  /**
   * The score of the only field of a text, not yet settled; equal to that of its row but for the
   * order of the sum.
   *
   * @param pairs of each bucket how rare it is, and its weight
   */
  double dot(float[] pairs) {
    return dot(words, wordCount, pairs) + dot(runs, runCount, pairs);
  }

  private double dot(int[] grams, int count, float[] pairs) {
    mark(grams, count);
    double squares = 0;
    double sum = 0;
    int later = 0;
    for (int i = 0; i < count; i++) {
      int gram = grams[i];
      int low = gram >>> 1 & ONCE_MASK;
      if ((again[low >>> 6] & 1L << low) != 0) {
        grams[later++] = gram;
      } else {
        int at = gram & ~1;
        double value = pairs[at];
        squares += value * value;
        sum += (1 - 2 * (gram & 1)) * value * pairs[at + 1];
      }
    }
    forget();
    for (int i = 0; i < later; i++) {
      count(grams[i], 0);
    }
    for (int i = 0; i < size; i++) {
      int times = counts[i];
      if (times != 0) {
        double value = (1 + Math.log(Math.abs(times))) * pairs[2 * buckets[i]];
        squares += value * value;
        sum += Integer.signum(times) * value * pairs[2 * buckets[i] + 1];
      }
    }
    return squares == 0 ? 0 : sum / Math.sqrt(squares);
  }

  /** Notes which low bits of buckets occur more than once. */
  private void mark(int[] grams, int count) {
    Arrays.fill(seen, 0);
    Arrays.fill(again, 0);
    for (int i = 0; i < count; i++) {
      int low = grams[i] >>> 1 & ONCE_MASK;
      long bit = 1L << low;
      long before = seen[low >>> 6];
      again[low >>> 6] |= before & bit;
      seen[low >>> 6] = before | bit;
    }
  }
}
