package dev.harrier.label;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One label on one entity. A value: equal if what it says is equal. */
public final class LabelState {
  private final LabelStatus status;
  private final SmallMap<LabelReason> reasons;
  private final List<LabelStatus> previousStatuses;

  /** When the last of the reasons ends; {@code Long.MAX_VALUE} for never, or without reasons. */
  private final long endMicros;

  /**
   * @param reasons reasons by the name of the rule that gave them, ordered by name
   * @param previousStatuses earlier statuses, oldest first
   */
  public LabelState(
      LabelStatus status, Map<String, LabelReason> reasons, List<LabelStatus> previousStatuses) {
    this(status, SmallMap.copyOf(reasons), List.copyOf(previousStatuses), end(reasons));
  }

  private LabelState(
      LabelStatus status,
      SmallMap<LabelReason> reasons,
      List<LabelStatus> previousStatuses,
      long endMicros) {
    this.status = status;
    this.reasons = reasons;
    this.previousStatuses = previousStatuses;
    this.endMicros = endMicros;
  }

  private static long end(Map<String, LabelReason> reasons) {
    SmallMap<LabelReason> all = SmallMap.copyOf(reasons);
    long end = all.isEmpty() ? Long.MAX_VALUE : Long.MIN_VALUE;
    for (int i = 0; i < all.size(); i++) {
      end = Math.max(end, end(all.value(i)));
    }
    return end;
  }

  private static long end(LabelReason reason) {
    Long expiresAt = reason.expiresAtMicros();
    return expiresAt == null ? Long.MAX_VALUE : expiresAt;
  }

  public LabelStatus status() {
    return status;
  }

  public Map<String, LabelReason> reasons() {
    return reasons;
  }

  public List<LabelStatus> previousStatuses() {
    return previousStatuses;
  }

  /**
   * When the last of the reasons ends; {@code Long.MAX_VALUE} if one of them never does, or there
   * are none.
   */
  long endMicros() {
    return endMicros;
  }

  /** This state with one reason added, or put in the place of the one that its rule gave before. */
  LabelState with(String rule, LabelReason reason) {
    // An end that was the replaced reason's own has to be found anew.
    SmallMap<LabelReason> changed = reasons.with(rule, reason);
    boolean later = !reasons.isEmpty() && end(reason) >= endMicros;
    return new LabelState(status, changed, previousStatuses, later ? end(reason) : end(changed));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof LabelState state
        && status == state.status
        && reasons.equals(state.reasons)
        && previousStatuses.equals(state.previousStatuses);
  }

  @Override
  public int hashCode() {
    return Objects.hash(status, reasons, previousStatuses);
  }

  @Override
  public String toString() {
    return "LabelState[status=%s, reasons=%s, previousStatuses=%s]"
        .formatted(status, reasons, previousStatuses);
  }
}
