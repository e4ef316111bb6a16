package dev.harrier.server.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harrier.runtime.dispatch.Outcome;
import dev.harrier.runtime.dispatch.Sink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WebhookSinkTest extends SinkContract {
  private static final Instant NOW = Instant.parse("2026-11-23T17:00:00Z");
  private Receiver receiver;

  @BeforeEach
  void start() throws IOException {
    receiver = new Receiver();
  }

  @AfterEach
  void stop() {
    receiver.close();
  }

  @Override
  Sink open() {
    return new WebhookSink(
        receiver.address(), "s3cret", Duration.ofSeconds(20), InstantSource.fixed(NOW));
  }

  @Override
  List<String> received() {
    return receiver.taken();
  }

  @Override
  void fail(boolean failing) {
    receiver.reply(request -> new Receiver.Reply(failing ? 500 : 200, ""));
  }

  @Override
  void failOnLarge() {
    receiver.reply(
        request -> new Receiver.Reply(request.body().length() > 150_000 ? 500 : 200, ""));
  }

  private Outcome answered(int status, String retryAfter) throws Exception {
    receiver.reply(request -> new Receiver.Reply(status, retryAfter));
    try (Sink sink = open()) {
      return deliver(sink, row(1));
    }
  }

  @Test
  void theReceiverCanCheckWhoSentItAndWhen() throws Exception {
    try (Sink sink = open()) {
      deliver(sink, row(1));
    }
    Receiver.Request request = receiver.requests().getFirst();

    assertThat(request.header("Idempotency-key")).isEqualTo(row(1).idempotencyKey());
    assertThat(request.header("Harrier-timestamp")).isEqualTo("1795453200");
    assertThat(request.header("Harrier-signature"))
        .isEqualTo(
            "v1="
                + Signature.of(
                    "s3cret", "1795453200", request.body().getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void theSignatureIsThatOfTheStandard() throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec("Jefe".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    byte[] expected = mac.doFinal("17.{}".getBytes(StandardCharsets.UTF_8));

    assertThat(Signature.of("Jefe", "17", "{}".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(HexFormat.of().formatHex(expected));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 404, 409, 410, 422})
  void whatTheReceiverDoesNotWantIsPoison(int status) throws Exception {
    assertThat(answered(status, "")).isEqualTo(new Outcome.Poison("127.0.0.1 answered " + status));
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 408, 425, 429, 500, 502, 503, 504})
  void whatTheReceiverCannotTakeNowIsTriedAgain(int status) throws Exception {
    assertThat(answered(status, ""))
        .isEqualTo(new Outcome.Retry("127.0.0.1 answered " + status, null));
  }

  @Test
  void theReceiverSaysWhenToComeAgain() throws Exception {
    assertThat(answered(503, "7"))
        .isEqualTo(new Outcome.Retry("127.0.0.1 answered 503", 7_000_000L));
    assertThat(answered(429, "Mon, 23 Nov 2026 17:00:30 GMT"))
        .isEqualTo(new Outcome.Retry("127.0.0.1 answered 429", 30_000_000L));
    assertThat(answered(503, "999999999"))
        .isEqualTo(new Outcome.Retry("127.0.0.1 answered 503", 3_600_000_000L));
    assertThat(answered(503, "soon")).isEqualTo(new Outcome.Retry("127.0.0.1 answered 503", null));
  }

  @Test
  void aReceiverThatIsNotThereFailsTheDeliveryAndNotTheSink() throws Exception {
    try (Sink sink = open()) {
      receiver.close();

      assertThat(sink.deliver(row(1)).handle((taken, fault) -> fault != null).get()).isTrue();
    }
  }

  @Override
  @Test
  void aReceiverThatFailsIsTriedAgain() throws Exception {
    super.aReceiverThatFailsIsTriedAgain();
    assertThat(receiver.requests()).hasSize(2);
  }
}
