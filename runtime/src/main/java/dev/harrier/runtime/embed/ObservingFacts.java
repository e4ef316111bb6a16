package dev.harrier.runtime.embed;

import dev.harrier.enforce.CapKey;
import dev.harrier.enforce.GuardMemory;
import dev.harrier.enforce.QuietKey;
import dev.harrier.event.EntityKey;
import dev.harrier.feature.FeatureDeclaration;
import dev.harrier.feature.FeatureKey;
import dev.harrier.label.LabelState;
import dev.harrier.rule.Facts;
import dev.harrier.rule.ScoringModel;
import dev.harrier.runtime.ledger.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Facts that write down what they answer, for the ledger. The labels of an entity are written down
 * once an event: they do not change while it is decided. Owned by one thread.
 */
final class ObservingFacts implements Facts, GuardMemory {
  private final StateFacts facts;
  private final List<Observation> observations = new ArrayList<>();

  private final Drifts drifts;

  ObservingFacts(StateFacts facts) {
    this(facts, new Drifts());
  }

  /**
   * @param drifts are told of what models are asked
   */
  ObservingFacts(StateFacts facts, Drifts drifts) {
    this.drifts = drifts;
    this.facts = facts;
  }

  /** Begins the next event. */
  void clear() {
    observations.clear();
  }

  /** What was answered since {@link #clear}, in order; valid until the next. */
  List<Observation> observations() {
    return observations;
  }

  @Override
  public Map<String, LabelState> labels(EntityKey entity) {
    for (int i = 0; i < observations.size(); i++) {
      if (observations.get(i) instanceof Observation.Labels known
          && known.entity().equals(entity)) {
        return known.labels();
      }
    }
    Map<String, LabelState> labels = facts.labels(entity);
    observations.add(new Observation.Labels(entity, labels));
    return labels;
  }

  @Override
  public long incrementWindow(String key, long timeMicros, long windowMicros, long cap) {
    long count = facts.incrementWindow(key, timeMicros, windowMicros, cap);
    observations.add(new Observation.Window(key, true, count));
    return count;
  }

  @Override
  public long windowCount(String key, long timeMicros, long windowMicros) {
    long count = facts.windowCount(key, timeMicros, windowMicros);
    observations.add(new Observation.Window(key, false, count));
    return count;
  }

  @Override
  public void put(String key, Object value, long timeMicros, long ttlMicros) {
    facts.put(key, value, timeMicros, ttlMicros);
  }

  @Override
  public @Nullable Object get(String key, long timeMicros) {
    Object value = facts.get(key, timeMicros);
    observations.add(new Observation.Stored(key, value));
    return value;
  }

  @Override
  public @Nullable Object observe(
      FeatureDeclaration feature,
      FeatureKey key,
      long timeMicros,
      boolean add,
      @Nullable Object value) {
    Object answer = facts.observe(feature, key, timeMicros, add, value);
    observations.add(
        new Observation.Feature(feature.name(), key.entity(), key.rest(), add, answer));
    return answer;
  }

  @Override
  public void scored(String feature, ScoringModel model, ScoringModel.Session session) {
    drifts.scored(feature, model, session);
  }

  @Override
  public long quietUntil(QuietKey key) {
    long until = facts.quietUntil(key);
    observations.add(new Observation.Quiet(key, until));
    return until;
  }

  @Override
  public void beginQuiet(QuietKey key, long periodMicros) {
    facts.beginQuiet(key, periodMicros);
  }

  @Override
  public long admitted(CapKey key) {
    long count = facts.admitted(key);
    observations.add(new Observation.Admitted(key, count));
    return count;
  }

  @Override
  public void admit(CapKey key) {
    facts.admit(key);
  }
}
