package dev.harrier.lang.function;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The entries of a list, searched for in texts all at once.
 *
 * <p>Entries are found by their first two characters, so that a text is looked at once whatever the
 * length of the list; among several the first of the list counts.
 */
public final class Entries {
  private final ValueList list;
  private final List<String> texts;
  private final boolean caseSensitive;
  private final boolean wholeWords;
  private final Map<Integer, List<Integer>> byStart = new HashMap<>();

  Entries(ValueList list, boolean caseSensitive, boolean wholeWords) {
    this.list = list;
    this.caseSensitive = caseSensitive;
    this.wholeWords = wholeWords;
    this.texts = list.entries().stream().map(this::folded).toList();
    for (int i = 0; i < texts.size(); i++) {
      if (!texts.get(i).isEmpty()) {
        byStart.computeIfAbsent(start(texts.get(i), 0), start -> new ArrayList<>()).add(i);
      }
    }
  }

  private String folded(String text) {
    return caseSensitive ? text : text.toLowerCase(Locale.ROOT);
  }

  /** Two characters as a number; an entry of one is filed under that one. */
  private static int start(String text, int at) {
    return at + 1 < text.length() ? text.charAt(at) << 16 | text.charAt(at + 1) : text.charAt(at);
  }

  /** Marks the entries found in the text. */
  void find(String text, boolean[] found) {
    String searched = folded(text);
    for (int at = 0; at < searched.length(); at++) {
      mark(byStart.getOrDefault(start(searched, at), List.of()), searched, at, found);
      mark(byStart.getOrDefault((int) searched.charAt(at), List.of()), searched, at, found);
    }
  }

  private void mark(List<Integer> candidates, String text, int at, boolean[] found) {
    for (int i = 0; i < candidates.size(); i++) {
      int candidate = candidates.get(i);
      String entry = texts.get(candidate);
      found[candidate] =
          found[candidate] || (text.startsWith(entry, at) && bounded(text, at, entry));
    }
  }

  private boolean bounded(String text, int at, String entry) {
    return !wholeWords
        || (PhraseFunctions.boundary(text, at)
            && PhraseFunctions.boundary(text, at + entry.length()));
  }

  int size() {
    return list.entries().size();
  }

  /** Whether an entry counts at a time. */
  boolean counts(int index, long timeMicros) {
    return list.counts(list.entries().get(index), timeMicros);
  }

  String entry(int index) {
    return list.entries().get(index);
  }
}
