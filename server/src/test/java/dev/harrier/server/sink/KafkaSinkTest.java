package dev.harrier.server.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harrier.runtime.dispatch.Outcome;
import dev.harrier.runtime.dispatch.Sink;
import dev.harrier.server.kafka.Broker;
import dev.harrier.server.kafka.Cluster;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KafkaSinkTest extends SinkContract {
  @TempDir private static Path folder;
  private static Broker broker;
  private static int tests;

  private String topic = "";

  @BeforeAll
  static void start() throws Exception {
    broker = new Broker(folder);
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @BeforeEach
  void topic() throws Exception {
    topic = "effects-" + tests++;
    broker.topic(topic, 3);
  }

  private static Cluster cluster() {
    return new Cluster(broker.address(), Map.of());
  }

  @Override
  Sink open() {
    return KafkaSink.open(cluster(), topic, Duration.ofSeconds(20));
  }

  @Override
  Sink openImpatient() {
    return KafkaSink.open(cluster(), topic, Duration.ofMillis(500));
  }

  @Override
  List<String> received() {
    return broker.read(topic).stream()
        .map(message -> new String(message.value(), StandardCharsets.UTF_8))
        .toList();
  }

  @Override
  void fail(boolean failing) {
    if (failing) {
      broker.stop();
    } else {
      broker.start();
    }
  }

  /** Each of the tries takes half a second of the test's time. */
  @Override
  Duration outage() {
    return Duration.ofMinutes(4);
  }

  /** It always does: see {@code message.max.bytes}. */
  @Override
  void failOnLarge() {}

  @Test
  void aMessageHasTheEntityAsItsKeyAndTheIdempotencyKeyAsAHeader() throws Exception {
    try (Sink sink = open()) {
      deliver(sink, row(1));
    }

    ConsumerRecord<byte[], byte[]> message = broker.read(topic).getFirst();
    assertThat(new String(message.key(), StandardCharsets.UTF_8)).isEqualTo("User/u1");
    assertThat(message.headers().lastHeader("Idempotency-Key").value())
        .asString(StandardCharsets.UTF_8)
        .isEqualTo(row(1).idempotencyKey());
  }

  @Test
  void aTopicThatDoesNotExistIsTold() throws Exception {
    try (Sink sink = KafkaSink.open(cluster(), "nowhere", Duration.ofMillis(500))) {
      Outcome outcome = deliver(sink, row(1));

      assertThat(outcome)
          .isEqualTo(
              new Outcome.Retry(
                  "topic `nowhere` of `"
                      + broker.address()
                      + "`: Topic nowhere not present in metadata after 500 ms.",
                  null));
    }
  }

  @Test
  void aBrokerThatIsAwayIsTold() throws Exception {
    Cluster nobody = new Cluster("127.0.0.1:9", Map.of());
    try (Sink sink = KafkaSink.open(nobody, topic, Duration.ofMillis(500))) {
      assertThat(deliver(sink, row(1)))
          .isEqualTo(new Outcome.Retry("no broker of `127.0.0.1:9` answered within 500 ms", null));
    }
  }
}
