package dev.harrier.label;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harrier.event.EntityKey;
import dev.harrier.label.LabelChanges.Dropped;
import dev.harrier.label.LabelChanges.Outcome;
import dev.harrier.label.LabelChanges.Refusal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class LabelChangesTest {
  private static final EntityKey USER = new EntityKey("User", "u1");
  private static final long NOW = 1_000_000_000_000L;

  private static LabelChange wish(String label, LabelStatus status, String rule) {
    return new LabelChange(label, status, rule, "words of " + rule, Map.of(), null);
  }

  private static Map<String, LabelState> state(LabelStatus status, @Nullable Long expiresAt) {
    LabelReason reason = new LabelReason(false, "old", Map.of(), 0L, expiresAt);
    return Map.of("spam", new LabelState(status, Map.of("Old", reason), List.of()));
  }

  private static Outcome apply(Map<String, LabelState> before, LabelChange... wishes) {
    return LabelChanges.apply(USER, before, List.of(wishes), NOW);
  }

  @Test
  void aFirstWishSetsTheLabel() {
    Outcome outcome = apply(Map.of(), wish("spam", LabelStatus.ADDED, "R"));
    assertThat(outcome.added()).containsExactly("spam");
    LabelState state = outcome.labels().get("spam");
    assertThat(state.status()).isEqualTo(LabelStatus.ADDED);
    assertThat(state.reasons()).containsOnlyKeys("R");
    assertThat(state.reasons().get("R").createdAtMicros()).isEqualTo(NOW);
    assertThat(state.previousStatuses()).isEmpty();
  }

  @Test
  void theHighestStatusWinsWithinARequest() {
    Outcome outcome =
        apply(
            Map.of(),
            wish("spam", LabelStatus.REMOVED, "A"),
            wish("spam", LabelStatus.ADDED, "B"),
            wish("spam", LabelStatus.ADDED, "C"));
    assertThat(outcome.labels().get("spam").reasons()).containsOnlyKeys("B", "C");
    assertThat(outcome.dropped())
        .containsExactly(new Dropped("spam", Refusal.CONFLICTING_MUTATION));
  }

  @Test
  void anEqualStatusAddsItsReason() {
    Outcome outcome = apply(state(LabelStatus.ADDED, null), wish("spam", LabelStatus.ADDED, "R"));
    assertThat(outcome.updated()).containsExactly("spam");
    assertThat(outcome.labels().get("spam").reasons()).containsOnlyKeys("Old", "R");
    assertThat(outcome.labels().get("spam").previousStatuses()).isEmpty();
  }

  @Test
  void anotherStatusReplacesTheReasonsAndIsRemembered() {
    Outcome outcome = apply(state(LabelStatus.ADDED, null), wish("spam", LabelStatus.REMOVED, "R"));
    assertThat(outcome.removed()).containsExactly("spam");
    assertThat(outcome.labels().get("spam").reasons()).containsOnlyKeys("R");
    assertThat(outcome.labels().get("spam").previousStatuses()).containsExactly(LabelStatus.ADDED);
  }

  @Test
  void anAutomaticWishDoesNotOverrideAPerson() {
    Outcome outcome =
        apply(state(LabelStatus.MANUALLY_REMOVED, null), wish("spam", LabelStatus.ADDED, "R"));
    assertThat(outcome.dropped())
        .containsExactly(new Dropped("spam", Refusal.CANNOT_OVERRIDE_MANUAL));
    assertThat(outcome.labels()).isEqualTo(state(LabelStatus.MANUALLY_REMOVED, null));
  }

  @Test
  void anExpiredStateIsReplacedEvenByItsOwnStatus() {
    Outcome manual =
        apply(state(LabelStatus.MANUALLY_REMOVED, 0L), wish("spam", LabelStatus.ADDED, "R"));
    assertThat(manual.added()).containsExactly("spam");
    Outcome equal = apply(state(LabelStatus.ADDED, 0L), wish("spam", LabelStatus.ADDED, "R"));
    assertThat(equal.updated()).containsExactly("spam");
    assertThat(equal.labels().get("spam").reasons()).containsOnlyKeys("R");
    assertThat(equal.labels().get("spam").previousStatuses()).containsExactly(LabelStatus.ADDED);
  }

  @Test
  void aStateHasExpiredOnlyWhenItsEndIsLongerAgoThanTheSlack() {
    long end = NOW - LabelChanges.EXPIRY_SLACK_MICROS;
    assertThat(LabelChanges.expired(state(LabelStatus.ADDED, end).get("spam"), NOW)).isFalse();
    assertThat(LabelChanges.expired(state(LabelStatus.ADDED, end - 1).get("spam"), NOW)).isTrue();
    assertThat(LabelChanges.expired(state(LabelStatus.ADDED, null).get("spam"), NOW)).isFalse();
  }

  @Test
  void anEntityWithoutIdAndALabelWithoutNameAreDropped() {
    LabelChange wish = wish("spam", LabelStatus.ADDED, "R");
    Outcome nobody = LabelChanges.apply(new EntityKey("User", ""), Map.of(), List.of(wish), NOW);
    assertThat(nobody.dropped()).containsExactly(new Dropped("spam", Refusal.INVALID_ENTITY_ID));
    assertThat(nobody.labels()).isEmpty();
    assertThat(apply(Map.of(), wish("", LabelStatus.ADDED, "R")).dropped())
        .containsExactly(new Dropped("", Refusal.INVALID_LABEL_NAME));
  }
}
