package dev.harrier.lang.check;

import dev.harrier.lang.source.Dialect;
import dev.harrier.lang.source.Span;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the project's YAML says, as far as the checks need it.
 *
 * @param dialect null if it is not stated
 * @param labels declared labels by name
 * @param labelsSpan where {@code labels} stands; null if it does not
 */
record Configuration(
    @Nullable Dialect dialect, Map<String, Label> labels, @Nullable Span labelsSpan) {
  Configuration {
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
  }

  static final Configuration EMPTY = new Configuration(null, Map.of(), null);

  /**
   * A declared label.
   *
   * @param validFor entity types; null if it is valid for all
   * @param validForSpan where they stand
   */
  record Label(String name, @Nullable List<String> validFor, @Nullable Span validForSpan) {}
}
