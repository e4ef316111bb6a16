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
 */
public final class Grams {
  private static final int SHORTEST = 2;
  private static final int LONGEST = 5;

  private char[] units = new char[1024];
  private int[] slots = new int[4096];
  private int[] stamps = new int[4096];
  private int[] counts = new int[4096];
  private byte[] parts = new byte[4096];
  private int[] used = new int[2048];
  private int stamp;
  private int size;
  private int field;
  private int bits;
  private int salt;
  private final @Nullable Map<Integer, SortedSet<String>> names;

  public Grams() {
    this(false);
  }

  /** Keeps the n-grams of each bucket too, which is slow: for explanations. */
  Grams(boolean named) {
    names = named ? new HashMap<>() : null;
  }

  void clear() {
    size = 0;
    if (names != null) {
      names.clear();
    }
    stamp++;
    if (stamp == 0) {
      Arrays.fill(stamps, 0);
      stamp = 1;
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

  /** Every run of two to five characters of a padded chunk. */
  void characters(int from, int to) {
    for (int length = SHORTEST; length <= LONGEST; length++) {
      for (int at = from; at + length <= to; at++) {
        int hash = Murmur3.hash(units, at, at + length, salt);
        add(hash, true);
        name(hash, true, at, at + length);
      }
    }
  }

  /** A word, and the pair of it and the word before it. */
  void word(int from, int to, int before, int beforeEnd) {
    int hash = Murmur3.hash(units, from, to, salt ^ 0x5bd1e995);
    add(hash, false);
    name(hash, false, from, to);
    if (before >= 0) {
      int first = Murmur3.hash(units, before, beforeEnd, salt ^ 0x5bd1e995);
      int pair = Murmur3.finished(first * 31 + hash);
      add(pair, false);
      name(pair, false, before, to);
    }
  }

  private void name(int hash, boolean characters, int from, int to) {
    if (names != null) {
      String gram = new String(units, from, to - from);
      names.computeIfAbsent(bucket(hash, characters), any -> new TreeSet<>()).add(gram);
    }
  }

  private int bucket(int hash, boolean characters) {
    int half = 1 << (bits - 1);
    return (hash & (half - 1)) | (characters ? half : 0);
  }

  /** The n-grams of this text that share a bucket, in order. */
  SortedSet<String> names(int bucket) {
    SortedSet<String> found = names == null ? null : names.get(bucket);
    return found == null ? new TreeSet<>() : found;
  }

  private void add(int hash, boolean characters) {
    int bucket = bucket(hash, characters);
    int slot = slot(bucket);
    if (stamps[slot] != stamp) {
      stamps[slot] = stamp;
      slots[slot] = bucket;
      counts[slot] = 0;
      parts[slot] = (byte) (2 * field + (characters ? 1 : 0));
      if (size == used.length) {
        used = Arrays.copyOf(used, size * 2);
      }
      used[size++] = slot;
      if (size * 2 > slots.length) {
        counts[slot] += hash < 0 ? -1 : 1;
        grow();
        return;
      }
    }
    counts[slot] += hash < 0 ? -1 : 1;
  }

  private int slot(int bucket) {
    int mask = slots.length - 1;
    int slot = (bucket * 0x9e3779b9 >>> 12) & mask;
    while (stamps[slot] == stamp && slots[slot] != bucket) {
      slot = slot + 1 & mask;
    }
    return slot;
  }

  private void grow() {
    int[] oldSlots = slots;
    int[] oldCounts = counts;
    byte[] oldParts = parts;
    int length = slots.length * 2;
    slots = new int[length];
    stamps = new int[length];
    counts = new int[length];
    parts = new byte[length];
    for (int i = 0; i < size; i++) {
      int old = used[i];
      int slot = slot(oldSlots[old]);
      stamps[slot] = stamp;
      slots[slot] = oldSlots[old];
      counts[slot] = oldCounts[old];
      parts[slot] = oldParts[old];
      used[i] = slot;
    }
  }

  int size() {
    return size;
  }

  int bucket(int i) {
    return slots[used[i]];
  }

  int countAt(int i) {
    return counts[used[i]];
  }

  int partAt(int i) {
    return parts[used[i]];
  }

  int count(int bucket) {
    return counts[slot(bucket)];
  }

  byte part(int bucket) {
    return parts[slot(bucket)];
  }

  int[] sortedBuckets() {
    int[] buckets = new int[size];
    for (int i = 0; i < size; i++) {
      buckets[i] = bucket(i);
    }
    Arrays.sort(buckets);
    return buckets;
  }
}
