package dev.harrier.runtime.embed;

import dev.harrier.event.EntityKey;
import dev.harrier.feature.FeatureDeclaration;
import dev.harrier.feature.FeatureKey;
import dev.harrier.label.LabelState;
import dev.harrier.lang.value.NodeFailure;
import dev.harrier.rule.Facts;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answers of a ledger row to whoever asks more than the rules asked then: what the row does not
 * have fails, so that a feature computed from it is absent and never a value of today.
 */
final class PartialFacts implements Facts {
  private final RecordedFacts recorded;

  PartialFacts(RecordedFacts recorded) {
    this.recorded = recorded;
  }

  private interface Question<T> {
    T ask();
  }

  private static <T extends @Nullable Object> T answer(Question<T> question) {
    try {
      return question.ask();
    } catch (RecordedFacts.NotRecorded absent) {
      throw NodeFailure.SILENT;
    }
  }

  @Override
  public Map<String, LabelState> labels(EntityKey entity) {
    return answer(() -> recorded.labels(entity));
  }

  @Override
  public long incrementWindow(String key, long timeMicros, long windowMicros, long cap) {
    return answer(() -> recorded.incrementWindow(key, timeMicros, windowMicros, cap));
  }

  @Override
  public long windowCount(String key, long timeMicros, long windowMicros) {
    return answer(() -> recorded.windowCount(key, timeMicros, windowMicros));
  }

  @Override
  public void put(String key, Object value, long timeMicros, long ttlMicros) {
    // What it led to stands in later rows.
  }

  @Override
  @SuppressWarnings("NullAway") // it does not follow a nullable type argument
  public @Nullable Object get(String key, long timeMicros) {
    return PartialFacts.<@Nullable Object>answer(() -> recorded.get(key, timeMicros));
  }

  @Override
  @SuppressWarnings("NullAway") // it does not follow a nullable type argument
  public @Nullable Object observe(
      FeatureDeclaration feature,
      FeatureKey key,
      long timeMicros,
      boolean add,
      @Nullable Object value) {
    return PartialFacts.<@Nullable Object>answer(
        () -> recorded.observe(feature, key, timeMicros, add, value));
  }
}
