package dev.harrier.learn.text;

import java.util.Arrays;

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

  void clear() {
    size = 0;
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
        add(Murmur3.hash(units, at, at + length, salt), true);
      }
    }
  }

  /** A word, and the pair of it and the word before it. */
  void word(int from, int to, int before, int beforeEnd) {
    int hash = Murmur3.hash(units, from, to, salt ^ 0x5bd1e995);
    add(hash, false);
    if (before >= 0) {
      int first = Murmur3.hash(units, before, beforeEnd, salt ^ 0x5bd1e995);
      add(Murmur3.finished(first * 31 + hash), false);
    }
  }

  private void add(int hash, boolean characters) {
    int half = 1 << (bits - 1);
    int bucket = (hash & (half - 1)) | (characters ? half : 0);
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
