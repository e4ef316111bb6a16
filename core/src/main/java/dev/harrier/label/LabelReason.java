package dev.harrier.label;

import dev.harrier.event.NamedValues;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why a label has its status, as one rule or person said.
 *
 * @param pending whether the reason waits for a delay to pass (kept for compatibility)
 * @param description template text of the rule, names in braces
 * @param features values of the names in the description, as text
 * @param createdAtMicros when it was given; null if unknown
 * @param expiresAtMicros when it ends; null for never
 */
public record LabelReason(
    boolean pending,
    String description,
    Map<String, String> features,
    @Nullable Long createdAtMicros,
    @Nullable Long expiresAtMicros) {
  public LabelReason {
    features = NamedValues.copyOf(features);
  }
}
