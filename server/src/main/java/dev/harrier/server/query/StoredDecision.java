package dev.harrier.server.query;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A decision of the past, as a row.
 *
 * @param effects as JSON
 * @param labels changes of labels as {@code Type/label/status}, status 0 removed or 1 added
 * @param features values by name: null, {@link Boolean}, {@link Number}, {@link String}, or lists
 *     of these
 */
public record StoredDecision(
    String id,
    String source,
    String type,
    long timeMicros,
    String verdict,
    List<String> verdicts,
    List<String> fired,
    String effects,
    List<String> labels,
    String bundle,
    Map<String, @Nullable Object> features) {
  public StoredDecision {
    verdicts = List.copyOf(verdicts);
    fired = List.copyOf(fired);
    labels = List.copyOf(labels);
    features = Collections.unmodifiableMap(new LinkedHashMap<>(features));
  }
}
