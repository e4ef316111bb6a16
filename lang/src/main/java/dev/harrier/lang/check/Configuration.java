package dev.harrier.lang.check;

import dev.harrier.decision.ActionInfo;
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
 * @param actions declared actions by name
 * @param queues names of the declared queues of cases
 */
record Configuration(
    @Nullable Dialect dialect,
    Map<String, Label> labels,
    @Nullable Span labelsSpan,
    Map<String, ActionInfo> actions,
    List<String> queues) {
  Configuration {
    actions = Collections.unmodifiableMap(new LinkedHashMap<>(actions));
    queues = List.copyOf(queues);
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
  }

  static final Configuration EMPTY = new Configuration(null, Map.of(), null, Map.of(), List.of());

  /**
   * A declared label.
   *
   * @param validFor entity types; null if it is valid for all
   * @param validForSpan where they stand
   */
  record Label(String name, @Nullable List<String> validFor, @Nullable Span validForSpan) {}
}
