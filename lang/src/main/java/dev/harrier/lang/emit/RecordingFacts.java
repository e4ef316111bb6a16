package dev.harrier.lang.emit;

import dev.harrier.event.EntityKey;
import dev.harrier.feature.FeatureDeclaration;
import dev.harrier.feature.FeatureKey;
import dev.harrier.label.LabelState;
import dev.harrier.rule.Facts;
import dev.harrier.rule.ScoringModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Facts that remember what they answered, so that an event which compiled code gives up half-way
 * can be decided again without being counted twice: state is read and written in program order by
 * either way of running a program, and the answers already given are given again. One for all
 * events of a thread.
 */
final class RecordingFacts implements Facts {
  /** The event is decided for the first time: every answer is asked for, and kept. */
  private static final int RECORDING = Integer.MAX_VALUE;

  private final List<@Nullable Object> answers = new ArrayList<>();
  private @Nullable Facts facts;
  private int replayed = RECORDING;

  /** Begins an event; answers are those of {@code facts}. */
  Facts record(Facts ofEvent) {
    facts = ofEvent;
    answers.clear();
    replayed = RECORDING;
    return this;
  }

  /** Answers from the start again; beyond what was asked, asks. */
  Facts replay() {
    replayed = 0;
    return this;
  }

  /** Lets go of the event. */
  void end() {
    facts = null;
  }

  private Facts facts() {
    if (facts == null) {
      throw new IllegalStateException("no event is being decided");
    }
    return facts;
  }

  private boolean known() {
    return replayed < answers.size();
  }

  private @Nullable Object next() {
    return answers.get(replayed++);
  }

  private long nextCount() {
    return next() instanceof Long count ? count : 0;
  }

  private void keep(@Nullable Object answer) {
    if (replayed == RECORDING) {
      answers.add(answer);
    }
  }

  @Override
  public Map<String, LabelState> labels(EntityKey entity) {
    return facts().labels(entity);
  }

  @Override
  public long incrementWindow(String key, long timeMicros, long windowMicros, long cap) {
    if (known()) {
      return nextCount();
    }
    long count = facts().incrementWindow(key, timeMicros, windowMicros, cap);
    keep(count);
    return count;
  }

  @Override
  public long windowCount(String key, long timeMicros, long windowMicros) {
    if (known()) {
      return nextCount();
    }
    long count = facts().windowCount(key, timeMicros, windowMicros);
    keep(count);
    return count;
  }

  @Override
  public void put(String key, Object value, long timeMicros, long ttlMicros) {
    if (known()) {
      next();
      return;
    }
    facts().put(key, value, timeMicros, ttlMicros);
    keep(null);
  }

  @Override
  public @Nullable Object get(String key, long timeMicros) {
    if (known()) {
      return next();
    }
    Object value = facts().get(key, timeMicros);
    keep(value);
    return value;
  }

  /** Told once, however often the event is decided. */
  @Override
  public void scored(String feature, ScoringModel model, ScoringModel.Session session) {
    if (replayed == RECORDING) {
      facts().scored(feature, model, session);
    }
  }

  @Override
  public @Nullable Object observe(
      FeatureDeclaration feature,
      FeatureKey key,
      long timeMicros,
      boolean add,
      @Nullable Object value) {
    if (known()) {
      return next();
    }
    Object answer = facts().observe(feature, key, timeMicros, add, value);
    keep(answer);
    return answer;
  }
}
