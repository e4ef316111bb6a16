package dev.harrier.server.sink;

import dev.harrier.event.EntityKey;
import dev.harrier.runtime.dispatch.OutboxRow;
import dev.harrier.runtime.dispatch.Outcome;
import dev.harrier.runtime.dispatch.Sink;
import dev.harrier.server.kafka.Cluster;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes each effect to a topic. The key of the message is the effect's entity, so that the effects
 * on one entity are in one partition, in the order of the log; an effect without an entity has no
 * key. The header {@code Idempotency-Key} tells a repetition, as the {@code key} of the body does.
 *
 * <p>A delivery is taken when all replicas in step have it ({@code acks=all}). The producer is
 * idempotent: what it sends again by itself stands once. A delivery that is given up by the
 * producer and begun anew by the dispatcher may stand twice, with the same key.
 */
final class KafkaSink implements Sink {
  private static final String HEADER = "Idempotency-Key";

  private final Cluster cluster;
  private final String topic;
  private final Duration timeout;
  private final KafkaProducer<byte[], byte[]> producer;

  /** A producer may make its caller wait for a broker; the dispatcher must not be. */
  private final ExecutorService callers =
      Executors.newThreadPerTaskExecutor(
          Thread.ofVirtual().name("harrier-kafka-sink-", 0).factory());

  private KafkaSink(
      Cluster cluster, String topic, Duration timeout, KafkaProducer<byte[], byte[]> producer) {
    this.cluster = cluster;
    this.topic = topic;
    this.timeout = timeout;
    this.producer = producer;
  }

  /**
   * Makes a sink; the brokers may be away.
   *
   * @param timeout of finding the topic's broker, and of the delivery to it
   * @throws KafkaException a setting is wrong, or no broker's name is known
   */
  static KafkaSink open(Cluster cluster, String topic, Duration timeout) {
    int millis = Math.toIntExact(timeout.toMillis());
    Map<String, Object> settings =
        cluster.settings(
            Map.of(
                "acks",
                "all",
                "enable.idempotence",
                true,
                "max.block.ms",
                millis,
                "request.timeout.ms",
                millis,
                "delivery.timeout.ms",
                millis,
                "linger.ms",
                0));
    return new KafkaSink(
        cluster,
        topic,
        timeout,
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer()));
  }

  @Override
  public CompletableFuture<Outcome> deliver(OutboxRow row) {
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    ProducerRecord<byte[], byte[]> message = message(row);
    try {
      callers.execute(() -> send(message, outcome));
    } catch (RejectedExecutionException e) {
      outcome.complete(new Outcome.Retry("the sink is closed", null));
    }
    return outcome;
  }

  private ProducerRecord<byte[], byte[]> message(OutboxRow row) {
    EntityKey entity = row.entity();
    byte @Nullable [] key = entity == null ? null : bytes(entity.toString());
    List<Header> headers = List.of(new RecordHeader(HEADER, bytes(row.idempotencyKey())));
    return new ProducerRecord<>(topic, null, key, Payload.of(row), headers);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void send(ProducerRecord<byte[], byte[]> message, CompletableFuture<Outcome> outcome) {
    try {
      producer.send(
          message,
          (place, fault) ->
              outcome.complete(fault == null ? new Outcome.Delivered() : failed(fault)));
    } catch (KafkaException | IllegalStateException e) {
      outcome.complete(failed(e));
    }
  }

  private Outcome failed(Exception fault) {
    String said = "topic `" + topic + "` of `" + cluster.brokers() + "`: " + Cluster.told(fault);
    return switch (fault) {
      case RecordTooLargeException large -> new Outcome.Poison(said);
      case SerializationException unwritable -> new Outcome.Poison(said);
      case TimeoutException late when connections() == 0 ->
          new Outcome.Retry(cluster.away(timeout), null);
      default -> new Outcome.Retry(said, null);
    };
  }

  /** Connections to brokers that are open. */
  private double connections() {
    return producer.metrics().entrySet().stream()
        .filter(
            metric ->
                metric.getKey().name().equals("connection-count")
                    && metric.getKey().group().equals("producer-metrics"))
        .map(metric -> metric.getValue().metricValue())
        .mapToDouble(value -> value instanceof Number number ? number.doubleValue() : 0)
        .sum();
  }

  /** Delivers what is under way, for as long as a delivery may take. */
  @Override
  public void close() {
    callers.shutdown();
    try {
      if (!callers.awaitTermination(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        callers.shutdownNow();
      }
    } catch (InterruptedException e) {
      callers.shutdownNow();
      Thread.currentThread().interrupt();
    }
    producer.close(timeout);
  }
}
