package dev.harrier.learn.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Codes of the words of one column: 0 for the most frequent, then downwards, ties in the order of
 * the words; everything beyond the 255 most frequent is {@link #other}.
 */
public final class Categories {
  /** Words that have a code of their own; with `other` they fill one byte. */
  public static final int MAX = 255;

  private final List<String> words;
  private final Map<String, Integer> codes = new HashMap<>();

  /** Categories with known words, as read from a model file. */
  public Categories(List<String> words) {
    if (words.size() > MAX) {
      throw new DataException(words.size() + " categories, expected at most " + MAX);
    }
    this.words = List.copyOf(words);
    for (String word : words) {
      codes.put(word, codes.size());
    }
    if (codes.size() != words.size()) {
      throw new DataException("a category occurs twice, expected each once");
    }
  }

  /** Counts the words of the training rows; an empty word is one like another. */
  public static Categories count(Iterable<String> column) {
    Map<String, Long> counts = new HashMap<>();
    for (String word : column) {
      counts.merge(word, 1L, Long::sum);
    }
    Comparator<Map.Entry<String, Long>> byCount = Map.Entry.comparingByValue();
    List<Map.Entry<String, Long>> sorted = new ArrayList<>(counts.entrySet());
    sorted.sort(byCount.reversed().thenComparing(Map.Entry.comparingByKey()));
    return new Categories(sorted.stream().limit(MAX).map(Map.Entry::getKey).toList());
  }

  /** The code of a word: its rank, or {@link #other}. */
  public int code(String word) {
    return codes.getOrDefault(word, other());
  }

  /** The code of every word that has none of its own. */
  public int other() {
    return words.size();
  }

  /** The words in the order of their codes. */
  public List<String> words() {
    return words;
  }
}
