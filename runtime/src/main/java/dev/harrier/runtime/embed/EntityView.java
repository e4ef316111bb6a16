package dev.harrier.runtime.embed;

import dev.harrier.event.EntityKey;
import dev.harrier.label.LabelState;
import dev.harrier.runtime.ledger.DecisionRecord;
import java.util.List;
import java.util.Map;

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
  public EntityView {
    features = List.copyOf(features);
    recent = List.copyOf(recent);
  }

  /**
   * A declared feature's value.
   *
   * @param rest plain values of its key; empty if there are none
   * @param value as text
   */
  public record FeatureValue(String name, String rest, String value) {}
}
