package dev.harrier.lang.emit;

import dev.harrier.event.EntityKey;
import dev.harrier.feature.FeatureDeclaration;
import dev.harrier.feature.FeatureKey;
import dev.harrier.label.LabelState;
import dev.harrier.rule.Facts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Facts that remember what they answered, so that an event which compiled code gives up half-way
 * can be decided again without being counted twice: state is read and written in program order by
 * either way of running a program, and the answers already given are given again.
 */
final class RecordingFacts implements Facts {
  private final Facts facts;
  private final List<Optional<Object>> answers = new ArrayList<>();
  private int replayed;

  RecordingFacts(Facts facts) {
    this.facts = facts;
    this.replayed = Integer.MAX_VALUE;
  }

  /** Answers from the start again; beyond what was asked, asks. */
  Facts replay() {
    replayed = 0;
    return this;
  }

  private boolean known() {
    return replayed < answers.size();
  }

  private Object next() {
    return answers.get(replayed++).orElseThrow();
  }

  @Override
  public Map<String, LabelState> labels(EntityKey entity) {
    return facts.labels(entity);
  }

  @Override
  public long incrementWindow(String key, long timeMicros, long windowMicros, long cap) {
    if (known()) {
      return (Long) next();
    }
    return remember(facts.incrementWindow(key, timeMicros, windowMicros, cap));
  }

  @Override
  public long windowCount(String key, long timeMicros, long windowMicros) {
    if (known()) {
      return (Long) next();
    }
    return remember(facts.windowCount(key, timeMicros, windowMicros));
  }

  @Override
  public void put(String key, Object value, long timeMicros, long ttlMicros) {
    if (known()) {
      next();
      return;
    }
    facts.put(key, value, timeMicros, ttlMicros);
    remember(0L);
  }

  @Override
  public @Nullable Object get(String key, long timeMicros) {
    if (known()) {
      return answers.get(replayed++).orElse(null);
    }
    Object value = facts.get(key, timeMicros);
    if (replayed == Integer.MAX_VALUE) {
      answers.add(Optional.ofNullable(value));
    }
    return value;
  }

  @Override
  public @Nullable Object observe(
      FeatureDeclaration feature,
      FeatureKey key,
      long timeMicros,
      boolean add,
      @Nullable Object value) {
    if (known()) {
      return answers.get(replayed++).orElse(null);
    }
    Object answer = facts.observe(feature, key, timeMicros, add, value);
    if (replayed == Integer.MAX_VALUE) {
      answers.add(Optional.ofNullable(answer));
    }
    return answer;
  }

  private long remember(long answer) {
    if (replayed == Integer.MAX_VALUE) {
      answers.add(Optional.of(answer));
    }
    return answer;
  }
}
