package dev.harrier.enforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harrier.decision.ActionInfo;
import dev.harrier.decision.ActionInfo.Holdback;
import dev.harrier.decision.Decision;
import dev.harrier.decision.Effect;
import dev.harrier.decision.Guarded;
import dev.harrier.decision.Guarded.Outcome;
import dev.harrier.decision.RuleSettings;
import dev.harrier.decision.RuleSettings.Mode;
import dev.harrier.decision.Verdict;
import dev.harrier.event.EntityKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class GuardsTest {
  private static final long MINUTE = 60_000_000;
  private static final long HOUR = 60 * MINUTE;
  private static final long T = 1_767_225_600_000_000L;

  private final Memory memory = new Memory();

  /** All that has to be remembered. */
  private static final class Memory implements GuardMemory {
    private final Map<QuietKey, Long> quiet = new HashMap<>();
    private final Map<CapKey, HourCount> hours = new HashMap<>();
    private long now = T;

    @Override
    public long quietUntil(QuietKey key) {
      long until = quiet.getOrDefault(key, NOT_QUIET);
      return now < until ? until : NOT_QUIET;
    }

    @Override
    public void beginQuiet(QuietKey key, long periodMicros) {
      quiet.put(key, now + periodMicros);
    }

    @Override
    public long admitted(CapKey key) {
      HourCount count = hours.get(key);
      return count == null ? 0 : count.within(now);
    }

    @Override
    public void admit(CapKey key) {
      hours.computeIfAbsent(key, k -> new HourCount()).add(now);
    }
  }

  private static ActionInfo action(@Nullable Long most, long quiet, Holdback holdback) {
    return new ActionInfo("limit", 1, "lift", most, quiet, null, "spam", holdback);
  }

  private static EntityKey user(int number) {
    return new EntityKey("User", "u" + number);
  }

  private static Effect.Enforce ask(int user, String rules, Mode mode, @Nullable Long most) {
    RuleSettings settings = new RuleSettings(rules, List.of("R"), mode, 100, "ada", rules, null);
    return new Effect.Enforce("limit", user(user), 1, most, settings, List.of("R"));
  }

  private static Decision decision(Effect... effects) {
    return new Decision(
        Verdict.ALLOW,
        List.of(),
        List.of("R"),
        List.of(),
        List.of(),
        List.of(effects),
        List.of(),
        Map.of(),
        List.of(),
        List.of());
  }

  private @Nullable Outcome outcome(ActionInfo action, Effect effect) {
    Guarded guarded =
        new Guards(Map.of("limit", action)).apply(decision(effect), memory).guarded(0);
    return guarded == null ? null : guarded.outcome();
  }

  @Test
  void anEqualActionOnOneEntityIsADuplicateUntilTheQuietPeriodEnds() {
    ActionInfo action = action(null, 24 * HOUR, Holdback.NONE);
    assertThat(outcome(action, ask(1, "p", Mode.LIVE, null))).isNull();
    memory.now = T + 24 * HOUR - 1;
    assertThat(outcome(action, ask(1, "p", Mode.LIVE, null))).isEqualTo(Outcome.DUPLICATE);
    assertThat(outcome(action, ask(1, "other", Mode.LIVE, null)))
        .as("whoever asks")
        .isEqualTo(Outcome.DUPLICATE);
    assertThat(outcome(action, ask(2, "p", Mode.LIVE, null))).as("another entity").isNull();
    memory.now = T + 24 * HOUR;
    assertThat(outcome(action, ask(1, "p", Mode.LIVE, null))).isNull();
  }

  @Test
  void aDuplicateDoesNotProlongTheQuietPeriod() {
    ActionInfo action = action(null, HOUR, Holdback.NONE);
    assertThat(outcome(action, ask(1, "p", Mode.LIVE, null))).isNull();
    memory.now = T + HOUR - 1;
    assertThat(outcome(action, ask(1, "p", Mode.LIVE, null))).isEqualTo(Outcome.DUPLICATE);
    memory.now = T + HOUR;
    assertThat(outcome(action, ask(1, "p", Mode.LIVE, null))).isNull();
  }

  @Test
  void oneDecisionThatAsksTwiceActsOnce() {
    ActionInfo action = action(null, HOUR, Holdback.NONE);
    Effect ask = ask(1, "p", Mode.LIVE, null);
    Decision guarded = new Guards(Map.of("limit", action)).apply(decision(ask, ask), memory);
    assertThat(guarded.guarded()).extracting(Guarded::effect).containsExactly(1);
    assertThat(guarded.effects()).as("what the rules ask for stays").containsExactly(ask, ask);
  }

  @Test
  void withoutAQuietPeriodNothingIsADuplicate() {
    ActionInfo action = action(null, 0, Holdback.NONE);
    assertThat(outcome(action, ask(1, "p", Mode.LIVE, null))).isNull();
    assertThat(outcome(action, ask(1, "p", Mode.LIVE, null))).isNull();
  }

  @Test
  void eachSetOfRulesHasItsOwnCapAndAllShareTheActions() {
    ActionInfo action = action(3L, HOUR, Holdback.NONE);
    assertThat(outcome(action, ask(1, "p", Mode.LIVE, 2L))).isNull();
    assertThat(outcome(action, ask(2, "p", Mode.LIVE, 2L))).isNull();
    assertThat(outcome(action, ask(3, "p", Mode.LIVE, 2L))).isEqualTo(Outcome.CAPPED);
    assertThat(outcome(action, ask(4, "q", Mode.LIVE, 2L))).isNull();
    assertThat(outcome(action, ask(5, "q", Mode.LIVE, 2L)))
        .as("the action's cap")
        .isEqualTo(Outcome.CAPPED);
    memory.now = T + HOUR + MINUTE;
    assertThat(outcome(action, ask(3, "p", Mode.LIVE, 2L))).as("an hour later").isNull();
  }

  @Test
  void whatIsCappedIsNeitherCountedNorQuiet() {
    ActionInfo action = action(1L, 24 * HOUR, Holdback.NONE);
    assertThat(outcome(action, ask(1, "p", Mode.LIVE, null))).isNull();
    for (int i = 0; i < 5; i++) {
      assertThat(outcome(action, ask(2, "p", Mode.LIVE, null))).isEqualTo(Outcome.CAPPED);
    }
    memory.now = T + HOUR + MINUTE;
    assertThat(outcome(action, ask(2, "p", Mode.LIVE, null))).isNull();
  }

  @Test
  void aCapOfNothingLetsNothingPass() {
    assertThat(outcome(action(0L, HOUR, Holdback.NONE), ask(1, "p", Mode.LIVE, null)))
        .isEqualTo(Outcome.CAPPED);
    assertThat(outcome(action(null, HOUR, Holdback.NONE), ask(1, "p", Mode.LIVE, 0L)))
        .isEqualTo(Outcome.CAPPED);
  }

  @Test
  void rulesInReviewOpenACaseOnceAndTheActionIsStillOpenToLiveRules() {
    ActionInfo action = action(1L, HOUR, Holdback.NONE);
    Effect.Enforce ask = ask(1, "p", Mode.REVIEW, null);
    Guarded guarded =
        new Guards(Map.of("limit", action)).apply(decision(ask), memory).guarded().getFirst();
    assertThat(guarded.outcome()).isEqualTo(Outcome.TO_REVIEW);
    assertThat(guarded.opened())
        .isEqualTo(new Effect.Review("spam", user(1), null, "limit", ask.settings(), List.of("R")));
    assertThat(outcome(action, ask)).isEqualTo(Outcome.DUPLICATE);
    assertThat(outcome(action, ask(1, "p", Mode.LIVE, null)))
        .as("neither quiet nor counted against the cap")
        .isNull();
  }

  @Test
  void theHeldOutNeverGetTheActionAndLeaveNoTrace() {
    ActionInfo action = action(1L, HOUR, new Holdback(50, ""));
    int out = 0;
    while (!dev.harrier.enforce.Holdback.holdsOut(action, user(out))) {
      out++;
    }
    for (int i = 0; i < 3; i++) {
      assertThat(outcome(action, ask(out, "p", Mode.LIVE, null))).isEqualTo(Outcome.HELDOUT);
      assertThat(outcome(action, ask(out, "p", Mode.REVIEW, null))).isEqualTo(Outcome.HELDOUT);
    }
    assertThat(memory.quiet).isEmpty();
    assertThat(memory.hours).isEmpty();
  }

  @Test
  void whatTheGuardsLetPassIsTheSameDecision() {
    Effect review = new Effect.Review("spam", user(1), null, RuleSettings.NONE, List.of("R"));
    Decision decision = decision(review, new Effect.DeclareVerdict("deny", List.of("R")));
    assertThat(new Guards(Map.of()).apply(decision, memory)).isSameAs(decision);
  }

  @Test
  void everyActionEndsInOneWay() {
    ActionInfo action = action(1L, HOUR, Holdback.NONE);
    Decision decision =
        decision(
            new Effect.DeclareVerdict("deny", List.of("R")),
            ask(1, "p", Mode.LIVE, null),
            ask(1, "p", Mode.LIVE, null),
            ask(2, "p", Mode.LIVE, null),
            ask(3, "p", Mode.REVIEW, null));
    Decision guarded = new Guards(Map.of("limit", action)).apply(decision, memory);
    assertThat(guarded.guarded())
        .extracting(Guarded::effect, Guarded::outcome, Guarded::reason)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                2, Outcome.DUPLICATE, "equal one sent, quiet until 2026-01-01T01:00:00Z"),
            org.assertj.core.groups.Tuple.tuple(3, Outcome.CAPPED, "cap of `limit`: 1 an hour"),
            org.assertj.core.groups.Tuple.tuple(
                4, Outcome.TO_REVIEW, "the rules are in review: a case of queue `spam`"));
  }
}
