package dev.harrier.runtime.embed;

import dev.harrier.event.EntityKey;
import dev.harrier.label.LabelState;
import dev.harrier.runtime.ledger.DecisionRecord;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of an entity.
 *
 * @param features values of its declared features as of its newest event, by name
 * @param labels with reasons and earlier statuses, by name
 * @param recent its newest decisions, newest first
 */
public record EntityView(
    EntityKey entity,
    List<FeatureValue> features,
    Map<String, LabelState> labels,
    List<DecisionRecord> recent) {
  /** Decisions that a view holds at most. */
  public static final int RECENT = 20;

  public EntityView {
    features = List.copyOf(features);
    recent = List.copyOf(recent);
  }

  /**
   * A declared feature's value.
   *
   * @param rest plain values of its key; empty if there are none
   * @param value just after the newest event that was folded into it
   * @param asOfMicros time of that event
   */
  public record FeatureValue(String name, String rest, @Nullable Object value, long asOfMicros) {}
}
