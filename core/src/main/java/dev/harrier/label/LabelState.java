package dev.harrier.label;

import java.util.List;
import java.util.Map;

/**
 * One label on one entity.
 *
 * @param reasons reasons by the name of the rule that gave them, ordered by name
 * @param previousStatuses earlier statuses, oldest first
 */
public record LabelState(
    LabelStatus status, Map<String, LabelReason> reasons, List<LabelStatus> previousStatuses) {
  public LabelState {
    reasons = SmallMap.copyOf(reasons);
    previousStatuses = List.copyOf(previousStatuses);
  }
}
