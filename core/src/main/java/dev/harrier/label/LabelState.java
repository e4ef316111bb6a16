package dev.harrier.label;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One label on one entity.
 *
 * @param reasons reasons by the name of the rule that gave them, ordered by name
 * @param previousStatuses earlier statuses, oldest first
 */
public record LabelState(
    LabelStatus status, Map<String, LabelReason> reasons, List<LabelStatus> previousStatuses) {
  public LabelState {
    reasons = Collections.unmodifiableMap(new TreeMap<>(reasons));
    previousStatuses = List.copyOf(previousStatuses);
  }
}
