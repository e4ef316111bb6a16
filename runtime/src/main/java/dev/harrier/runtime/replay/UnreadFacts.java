package dev.harrier.runtime.replay;

import dev.harrier.event.EntityKey;
import dev.harrier.feature.Aggregate;
import dev.harrier.feature.FeatureDeclaration;
import dev.harrier.feature.FeatureKey;
import dev.harrier.label.LabelState;
import dev.harrier.rule.Facts;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Facts of an empty past that notice whether they were asked. A decision that asked nothing is the
 * decision, whatever the past was: rules read all but the event through {@link Facts}.
 */
final class UnreadFacts implements Facts {
  private boolean asked;

  /** Whether anything was asked since the last call. */
  boolean takeAsked() {
    boolean was = asked;
    asked = false;
    return was;
  }

  @Override
  public Map<String, LabelState> labels(EntityKey entity) {
    asked = true;
    return Map.of();
  }

  @Override
  public long incrementWindow(String key, long timeMicros, long windowMicros, long cap) {
    asked = true;
    return 0;
  }

  @Override
  public long windowCount(String key, long timeMicros, long windowMicros) {
    asked = true;
    return 0;
  }

  @Override
  public void put(String key, Object value, long timeMicros, long ttlMicros) {
    asked = true;
  }

  @Override
  public @Nullable Object get(String key, long timeMicros) {
    asked = true;
    return null;
  }

  @Override
  public @Nullable Object observe(
      FeatureDeclaration feature,
      FeatureKey key,
      long timeMicros,
      boolean add,
      @Nullable Object value) {
    asked = true;
    return switch (feature.aggregate()) {
      case Aggregate.Count count -> 0L;
      case Aggregate.CountUnique unique -> 0L;
      case Aggregate.FirstSeen first -> 0L;
      case Aggregate.Sum sum -> 0.0;
      case Aggregate.Rate rate -> 0.0;
      case Aggregate.TopK top -> List.of();
      case Aggregate.Crossed crossed -> false;
      case Aggregate.Sequence sequence -> false;
      case Aggregate.Last last -> null;
    };
  }
}
