package dev.harrier.lang.trial;

import dev.harrier.event.EntityKey;
import dev.harrier.feature.FeatureDeclaration;
import dev.harrier.feature.FeatureKey;
import dev.harrier.label.LabelReason;
import dev.harrier.label.LabelState;
import dev.harrier.label.LabelStatus;
import dev.harrier.rule.Facts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Labels that follow from an entity's id, and counters that do not expire. */
public final class FixedFacts implements Facts {
  @Override
  public @Nullable Object observe(
      FeatureDeclaration feature,
      FeatureKey key,
      long timeMicros,
      boolean add,
      @Nullable Object value) {
    return features.observe(feature, key, timeMicros, add, value);
  }

  private final RememberedFeatures features = new RememberedFeatures();
  private final Map<String, Long> counts = new HashMap<>();
  private final Map<String, Object> stored = new HashMap<>();

  /** Everything that is remembered, to be compared. */
  Object state() {
    return List.of(features.state(), counts, stored);
  }

  @Override
  public Map<String, LabelState> labels(EntityKey entity) {
    if (entity.id().length() % 2 == 0) {
      return Map.of();
    }
    LabelReason reason = new LabelReason(false, "d", Map.of(), 0L, null);
    LabelStatus status = entity.id().length() % 3 == 0 ? LabelStatus.REMOVED : LabelStatus.ADDED;
    return Map.of("spam", new LabelState(status, Map.of("R", reason), List.of()));
  }

  @Override
  public long incrementWindow(String key, long timeMicros, long windowMicros, long cap) {
    return Math.min(cap, counts.merge(key, 1L, Long::sum));
  }

  @Override
  public long windowCount(String key, long timeMicros, long windowMicros) {
    return counts.getOrDefault(key, 0L);
  }

  @Override
  public void put(String key, Object value, long timeMicros, long ttlMicros) {
    stored.put(key, value);
  }

  @Override
  public @Nullable Object get(String key, long timeMicros) {
    return stored.get(key);
  }
}
