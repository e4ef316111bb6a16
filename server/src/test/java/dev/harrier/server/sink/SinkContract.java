package dev.harrier.server.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harrier.decision.Effect;
import dev.harrier.decision.RuleSettings;
import dev.harrier.event.EntityKey;
import dev.harrier.runtime.dispatch.OutboxRow;
import dev.harrier.runtime.dispatch.Outcome;
import dev.harrier.runtime.dispatch.Sink;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What holds for every sink, with a real receiver at its other end. */
abstract class SinkContract {
  /** A sink to the receiver; several may be opened after each other. */
  abstract Sink open() throws Exception;

  /** What the receiver has, one JSON object each, in the order of arrival. */
  abstract List<String> received() throws Exception;

  /** Has the receiver fail, or work again. */
  abstract void fail(boolean failing) throws Exception;

  static OutboxRow row(int number) {
    Effect effect =
        new Effect.Review(
            "spam", new EntityKey("User", "u" + number), 0.5, RuleSettings.NONE, List.of("R"));
    return OutboxRow.of(number, 0, "web", "e" + number, 1_000_000L * number, effect);
  }

  static Outcome deliver(Sink sink, OutboxRow row) throws Exception {
    return sink.deliver(row).get(60, TimeUnit.SECONDS);
  }

  @Test
  void whatIsTakenIsReceivedWithItsKey() throws Exception {
    try (Sink sink = open()) {
      assertThat(deliver(sink, row(1))).isInstanceOf(Outcome.Delivered.class);

      assertThat(received())
          .containsExactly(
              "{\"key\":\""
                  + row(1).idempotencyKey()
                  + "\",\"decision\":\"1\",\"source\":\"web\",\"event\":\"e1\","
                  + "\"time\":\"1970-01-01T00:00:01Z\",\"effect\":{\"review\":{\"queue\":\"spam\","
                  + "\"entity\":\"User/u1\",\"score\":0.5,\"reasons\":[\"R\"]}}}");
    }
  }

  @Test
  void aRepetitionIsTheSameBytes() throws Exception {
    try (Sink sink = open()) {
      deliver(sink, row(1));
      deliver(sink, row(1));
    }
    try (Sink later = open()) {
      deliver(later, row(1));

      assertThat(received()).hasSizeGreaterThanOrEqualTo(1);
      assertThat(received().stream().distinct()).hasSize(1);
    }
  }

  @Test
  void manyAtOnceAreAllReceived() throws Exception {
    try (Sink sink = open()) {
      List<CompletableFuture<Outcome>> outcomes = new ArrayList<>();
      for (int i = 1; i <= 50; i++) {
        outcomes.add(sink.deliver(row(i)));
      }
      for (CompletableFuture<Outcome> outcome : outcomes) {
        assertThat(outcome.get(60, TimeUnit.SECONDS)).isInstanceOf(Outcome.Delivered.class);
      }

      assertThat(received()).hasSize(50).doesNotHaveDuplicates();
    }
  }

  @Test
  void aReceiverThatFailsIsTriedAgain() throws Exception {
    try (Sink sink = open()) {
      fail(true);
      assertThat(deliver(sink, row(1))).isInstanceOf(Outcome.Retry.class);
      fail(false);

      assertThat(deliver(sink, row(1))).isInstanceOf(Outcome.Delivered.class);
      assertThat(received()).isNotEmpty();
    }
  }

  @Test
  void whatIsUnderWayWhenItIsClosedHasAnOutcome() throws Exception {
    CompletableFuture<Outcome> outcome;
    try (Sink sink = open()) {
      outcome = sink.deliver(row(1));
    }

    assertThat(outcome.handle((taken, fault) -> true).get(60, TimeUnit.SECONDS)).isTrue();
  }
}
