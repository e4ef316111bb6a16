package dev.harrier.rule;

import dev.harrier.event.EntityKey;
import dev.harrier.feature.FeatureDeclaration;
import dev.harrier.feature.FeatureKey;
import dev.harrier.label.LabelState;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What rules may read besides the event, and the per-entity state that counters keep. Event time
 * throughout; owned by one thread.
 */
public interface Facts {
  /** Labels of the entity by label name; empty if it has none. */
  Map<String, LabelState> labels(EntityKey entity);

  /**
   * Counts the event at {@code timeMicros} into the sliding window of {@code key} and returns the
   * exact count in {@code (time − window, time]}, this event included, at most {@code cap}.
   */
  long incrementWindow(String key, long timeMicros, long windowMicros, long cap);

  /** Reads the count of {@code (time − window, time]} without adding. */
  long windowCount(String key, long timeMicros, long windowMicros);

  /** Stores a value under {@code key} until {@code timeMicros + ttlMicros}. */
  void put(String key, Object value, long timeMicros, long ttlMicros);

  /** Returns the value stored under {@code key} and not expired at {@code timeMicros}, or null. */
  @Nullable Object get(String key, long timeMicros);

  /**
   * Is told that a model was asked, for those who watch over models; changes no answer.
   *
   * @param feature name under which the score is known
   * @param session that scored the row just now; not to be kept
   */
  default void scored(String feature, ScoringModel model, ScoringModel.Session session) {}

  /**
   * Folds the event into a declared feature and returns the feature's value just after the event.
   *
   * @param add whether the feature's filter holds; if not, nothing is folded and the value is read
   * @param value what is folded, of the type that the aggregate states; null for those that fold
   *     the event itself
   */
  @Nullable Object observe(
      FeatureDeclaration feature,
      FeatureKey key,
      long timeMicros,
      boolean add,
      @Nullable Object value);
}
