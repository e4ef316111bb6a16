package dev.harrier.decision;

import dev.harrier.decision.Effect.ChangeLabel;
import dev.harrier.event.EntityKey;
import dev.harrier.label.LabelChange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a decision's effects ask of the labels: one wish per effect and reason, by entity. */
public final class LabelRequests {
  private LabelRequests() {}

  /**
   * The wishes of all label effects that are to be applied, by entity in order of first appearance.
   * Suppressed effects and those whose {@code apply_if} is false ask for nothing.
   *
   * @param timeMicros the event's time, from which reasons last
   */
  public static Map<EntityKey, List<LabelChange>> of(List<Effect> effects, long timeMicros) {
    Map<EntityKey, List<LabelChange>> requests = Map.of();
    for (int i = 0; i < effects.size(); i++) {
      if (effects.get(i) instanceof ChangeLabel change
          && !change.suppressed()
          && change.applyIfTrue()) {
        List<LabelChange> wishes = requests.get(change.entity());
        if (wishes == null) {
          wishes = new ArrayList<>(2);
          requests = with(requests, change.entity(), wishes);
        }
        add(wishes, change, timeMicros);
      }
    }
    return requests;
  }

  /** Nearly always the first. */
  private static Map<EntityKey, List<LabelChange>> with(
      Map<EntityKey, List<LabelChange>> requests, EntityKey entity, List<LabelChange> wishes) {
    if (requests.isEmpty()) {
      return Map.of(entity, wishes);
    }
    Map<EntityKey, List<LabelChange>> more =
        requests.size() == 1 ? new LinkedHashMap<>(requests) : requests;
    more.put(entity, wishes);
    return more;
  }

  private static void add(List<LabelChange> wishes, ChangeLabel change, long timeMicros) {
    @Nullable Long expiresAt =
        change.expiresAfterMicros() == null ? null : timeMicros + change.expiresAfterMicros();
    for (Map.Entry<String, ChangeLabel.Reason> entry : change.reasons().entrySet()) {
      ChangeLabel.Reason reason = entry.getValue();
      wishes.add(
          new LabelChange(
              change.label(),
              change.status(),
              entry.getKey(),
              reason.description(),
              reason.features(),
              expiresAt));
    }
  }
}
