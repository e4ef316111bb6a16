package dev.harrier.label;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One rule's wish to change one label of one entity.
 *
 * @param rule name of the rule that asks; the reason is kept under it
 * @param description template text of the rule, names in braces
 * @param features values of the names in the description, as text
 * @param expiresAtMicros when the reason ends; null for never
 */
public record LabelChange(
    String label,
    LabelStatus status,
    String rule,
    String description,
    Map<String, String> features,
    @Nullable Long expiresAtMicros) {
  public LabelChange {
    Objects.requireNonNull(label);
    Objects.requireNonNull(status);
    Objects.requireNonNull(rule);
  }

  LabelReason reason(long atMicros) {
    return new LabelReason(false, description, features, atMicros, expiresAtMicros);
  }
}
