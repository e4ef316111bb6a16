package dev.harrier.runtime.embed;

import dev.harrier.enforce.CapKey;
import dev.harrier.enforce.GuardMemory;
import dev.harrier.enforce.QuietKey;
import dev.harrier.event.EntityKey;
import dev.harrier.feature.FeatureDeclaration;
import dev.harrier.feature.FeatureKey;
import dev.harrier.label.LabelState;
import dev.harrier.rule.Facts;
import dev.harrier.runtime.ledger.Observation;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Facts that answer from a ledger row: the same question gets the same answer, and one that was
 * asked several times gets its answers in order. Owned by one thread.
 *
 * <p>Answers are found by question and not by place, so that a row outlives changes in the order in
 * which a program asks, which is no part of the language.
 */
final class RecordedFacts implements Facts, GuardMemory {
  /** What a program asked that the row has no answer to: the bundle or the row is not the one. */
  static final class NotRecorded extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotRecorded(Question question) {
      super("the ledger has no answer to " + question.what + " of `" + question.of + "`");
    }
  }

  private record Question(String what, String of, String more) {}

  private final Map<Question, Deque<Observation>> answers = new HashMap<>();

  RecordedFacts(List<Observation> observations) {
    for (Observation observation : observations) {
      answers.computeIfAbsent(question(observation), q -> new ArrayDeque<>()).add(observation);
    }
  }

  private static Question question(Observation observation) {
    return switch (observation) {
      case Observation.Labels labels -> labelsOf(labels.entity());
      case Observation.Feature feature -> feature(feature.name(), feature.entity(), feature.rest());
      case Observation.Window window -> window(window.key(), window.added());
      case Observation.Stored stored -> stored(stored.key());
      case Observation.Quiet quiet -> quiet(quiet.key());
      case Observation.Admitted admitted -> admittedTo(admitted.key());
    };
  }

  private static Question labelsOf(EntityKey entity) {
    return new Question("labels", entity.type(), entity.id());
  }

  private static Question feature(String name, EntityKey entity, String rest) {
    return new Question("feature", name, unmistakable(entity) + "/" + rest);
  }

  private static String unmistakable(EntityKey entity) {
    return entity.type().length() + ":" + entity.id().length() + ":" + entity;
  }

  private static Question quiet(QuietKey key) {
    String what = key.review() ? "quiet review" : "quiet";
    return new Question(what, key.action(), unmistakable(key.entity()));
  }

  private static Question admittedTo(CapKey key) {
    return new Question("admitted", key.action(), key.rule());
  }

  private static Question window(String key, boolean added) {
    return new Question(added ? "window" : "count", key, "");
  }

  private static Question stored(String key) {
    return new Question("value", key, "");
  }

  /** The next answer; the last one stays, for a program that asks again. */
  private Observation answer(Question question) {
    Deque<Observation> left = answers.get(question);
    if (left == null) {
      throw new NotRecorded(question);
    }
    return left.size() > 1 ? left.removeFirst() : left.getFirst();
  }

  @Override
  public Map<String, LabelState> labels(EntityKey entity) {
    return ((Observation.Labels) answer(labelsOf(entity))).labels();
  }

  @Override
  public long incrementWindow(String key, long timeMicros, long windowMicros, long cap) {
    return ((Observation.Window) answer(window(key, true))).count();
  }

  @Override
  public long windowCount(String key, long timeMicros, long windowMicros) {
    return ((Observation.Window) answer(window(key, false))).count();
  }

  @Override
  public void put(String key, Object value, long timeMicros, long ttlMicros) {
    // What it led to stands in the row.
  }

  @Override
  public @Nullable Object get(String key, long timeMicros) {
    return ((Observation.Stored) answer(stored(key))).value();
  }

  @Override
  public @Nullable Object observe(
      FeatureDeclaration feature,
      FeatureKey key,
      long timeMicros,
      boolean add,
      @Nullable Object value) {
    Question question = feature(feature.name(), key.entity(), key.rest());
    return ((Observation.Feature) answer(question)).value();
  }

  @Override
  public long quietUntil(QuietKey key) {
    return ((Observation.Quiet) answer(quiet(key))).untilMicros();
  }

  @Override
  public void beginQuiet(QuietKey key, long periodMicros) {
    // As above.
  }

  @Override
  public long admitted(CapKey key) {
    return ((Observation.Admitted) answer(admittedTo(key))).count();
  }

  @Override
  public void admit(CapKey key) {
    // As above.
  }
}
