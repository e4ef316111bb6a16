package dev.harrier.lang.function;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A list of the project, {@code lists/NAME.yaml}.
 *
 * @param kind {@code text}, {@code domain}, {@code regex} or {@code hash}
 * @param entries values in order
 * @param endMicros by value: event time from which the entry no longer counts; values without one
 *     count for ever
 */
public record ValueList(
    String name,
    String kind,
    boolean caseSensitive,
    List<String> entries,
    Map<String, Long> endMicros) {
  public ValueList {
    entries = List.copyOf(entries);
    endMicros = Collections.unmodifiableMap(new LinkedHashMap<>(endMicros));
  }

  /** A list of which no entry ends. */
  public ValueList(String name, String kind, boolean caseSensitive, List<String> entries) {
    this(name, kind, caseSensitive, entries, Map.of());
  }

  /** Whether an entry counts at a time. */
  boolean counts(String entry, long timeMicros) {
    if (endMicros.isEmpty()) {
      return true;
    }
    Long end = endMicros.get(entry);
    return end == null || timeMicros < end;
  }
}
