package dev.harrier.server.source;

import dev.harrier.server.kafka.Cluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads events from a topic, one JSON object a message, as a member of a consumer group. An offset
 * is committed once the engine has acknowledged all that stands before it durably, so that a crash
 * repeats some messages and misses none.
 *
 * <p>An event that names no identifier gets that of its message: {@code topic-partition-offset@},
 * and the message's time in milliseconds, which tells it from one at the same place of a topic that
 * was deleted and made again.
 *
 * <p>Messages of transactions that were not committed are not read. Where the topic has dropped
 * messages before they were read, reading goes on at the first that is left, and the gap is told.
 */
final class KafkaSource implements Source {
  /** Where a group begins that has committed nothing. */
  enum Start {
    EARLIEST,
    LATEST
  }

  private static final Duration POLL = Duration.ofSeconds(1);

  /** Silent polls between two looks at whether the brokers and the topic are there. */
  private static final int LOOK_EVERY = 10;

  private static final Duration LOOK = Duration.ofSeconds(5);
  private static final Duration CLOSING = Duration.ofSeconds(5);
  private static final long FIRST_WAIT_MILLIS = 500;
  private static final long LONGEST_WAIT_MILLIS = 60_000;

  private final Cluster cluster;
  private final String topic;
  private final String group;
  private final Start start;
  private final Feed feed;
  private final RandomGenerator random;
  private volatile boolean closed;
  private volatile @Nullable KafkaConsumer<byte[], byte[]> open;

  /**
   * @param random for the jitter of waits
   */
  KafkaSource(
      Cluster cluster, String topic, String group, Start start, Feed feed, RandomGenerator random) {
    this.cluster = cluster;
    this.topic = topic;
    this.group = group;
    this.start = start;
    this.feed = feed;
    this.random = random;
  }

  /**
   * Makes a consumer and lets go of it.
   *
   * @throws KafkaException a setting is wrong, or no broker's name is known
   */
  void check() {
    consumer().close(CloseOptions.timeout(Duration.ZERO));
  }

  @Override
  public void run() throws InterruptedException {
    for (int failures = 0; !closed; failures++) {
      long before = feed.acknowledged();
      try {
        listen();
      } catch (InterruptException e) {
        Thread.interrupted();
        throw new InterruptedException("closed");
      } catch (WakeupException e) {
        continue; // closed
      } catch (KafkaException e) {
        feed.fault("topic `" + topic + "` of `" + cluster.brokers() + "`: " + Cluster.told(e));
        failures = feed.acknowledged() > before ? 0 : failures;
        feed.pause(waitMillis(failures));
      }
    }
  }

  private long waitMillis(int failures) {
    long whole = FIRST_WAIT_MILLIS << Math.min(failures, 10);
    return (long) (Math.min(whole, LONGEST_WAIT_MILLIS) * (1 - random.nextDouble() / 2));
  }

  /** A consumer's life. */
  private void listen() throws InterruptedException {
    KafkaConsumer<byte[], byte[]> consumer = consumer();
    open = consumer;
    try (Admin admin = Admin.create(cluster.settings(Map.of()))) {
      consumer.subscribe(List.of(topic));
      int silent = 0;
      while (!closed) {
        ConsumerRecords<byte[], byte[]> messages = poll(consumer);
        if (messages.isEmpty()) {
          if (silent++ % LOOK_EVERY == 0) {
            look(admin);
          }
        } else {
          silent = 0;
          feed.decide(pieces(messages));
          commit(consumer);
        }
      }
    } finally {
      open = null;
      boolean interrupted = Thread.interrupted(); // it would keep the group from being left
      consumer.close(CloseOptions.timeout(CLOSING));
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    Map<String, Object> settings =
        cluster.settings(
            Map.of(
                "group.id",
                group,
                "enable.auto.commit",
                false,
                "auto.offset.reset",
                "none",
                "isolation.level",
                "read_committed",
                "max.poll.records",
                Feed.BATCH));
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private ConsumerRecords<byte[], byte[]> poll(KafkaConsumer<byte[], byte[]> consumer) {
    try {
      return consumer.poll(POLL);
    } catch (OffsetOutOfRangeException e) {
      resume(consumer, e.offsetOutOfRangePartitions());
    } catch (InvalidOffsetException e) {
      begin(consumer, List.copyOf(e.partitions()));
    }
    return ConsumerRecords.empty();
  }

  /**
   * Partitions of which the group has committed nothing. Where it begins is committed at once: the
   * end of a partition would be another one after a crash.
   */
  private void begin(KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
    switch (start) {
      case EARLIEST -> consumer.seekToBeginning(partitions);
      case LATEST -> consumer.seekToEnd(partitions);
    }
    Map<TopicPartition, OffsetAndMetadata> places = new HashMap<>();
    partitions.forEach(
        partition -> places.put(partition, new OffsetAndMetadata(consumer.position(partition))));
    consumer.commitSync(places);
  }

  /** The committed places are not there any more. */
  private void resume(KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> asked) {
    consumer.seekToBeginning(asked.keySet());
    asked.forEach(
        (partition, offset) ->
            feed.gap(
                "offset "
                    + offset
                    + " of `"
                    + partition
                    + "` is not there any more, reading goes on at offset "
                    + consumer.position(partition)));
  }

  private static List<Piece> pieces(ConsumerRecords<byte[], byte[]> messages) {
    List<Piece> pieces = new ArrayList<>(messages.count());
    for (ConsumerRecord<byte[], byte[]> message : messages) {
      String partition = message.topic() + "-" + message.partition();
      byte[] body = message.value() == null ? new byte[0] : message.value();
      pieces.add(
          new Piece(
              body,
              "`" + partition + "`, offset " + message.offset(),
              partition + "-" + message.offset() + "@" + message.timestamp()));
    }
    return pieces;
  }

  /** Where the partitions are another member's by now, that one reads the messages again. */
  private void commit(KafkaConsumer<byte[], byte[]> consumer) {
    try {
      consumer.commitSync();
    } catch (RebalanceInProgressException e) {
      return; // the next poll ends it, and the next commit has these offsets too
    } catch (CommitFailedException e) {
      feed.fault(
          "the group `"
              + group
              + "` took the partitions away, as the engine was too slow: "
              + Cluster.told(e));
    }
  }

  /** Tells a topic that is empty from one that is not there, and from brokers that are away. */
  private void look(Admin admin) throws InterruptedException {
    try {
      admin
          .describeTopics(List.of(topic))
          .allTopicNames()
          .get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
      feed.fault("");
    } catch (java.util.concurrent.TimeoutException e) {
      feed.fault(cluster.away(LOOK));
    } catch (ExecutionException e) {
      feed.fault(
          switch (e.getCause()) {
            case UnknownTopicOrPartitionException none ->
                "there is no topic `" + topic + "` at `" + cluster.brokers() + "`";
            case TimeoutException late -> cluster.away(LOOK);
            case Throwable other ->
                "topic `" + topic + "` of `" + cluster.brokers() + "`: " + Cluster.told(other);
            case null -> String.valueOf(e.getMessage());
          });
    }
  }

  @Override
  public void close() {
    closed = true;
    KafkaConsumer<byte[], byte[]> consumer = open;
    if (consumer != null) {
      consumer.wakeup();
    }
  }
}
