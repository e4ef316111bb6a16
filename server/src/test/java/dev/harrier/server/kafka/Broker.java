package dev.harrier.server.kafka;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.logging.Level;
import java.util.logging.Logger;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka broker, which is its own controller, in this process. It can be away for a while: what it
 * was told is in its folder, and it comes back at the same address.
 */
public final class Broker implements AutoCloseable {
  /** Kept, so that their levels are: a broker tells its whole life. */
  private static final List<Logger> QUIET =
      List.of(
          Logger.getLogger("kafka"),
          Logger.getLogger("org.apache.kafka"),
          Logger.getLogger("state"),
          Logger.getLogger("SocketServer"));

  private static final Duration POLL = Duration.ofMillis(200);

  private final Path folder;
  private final int port;
  private final int controllerPort;
  private @Nullable KafkaRaftServer server;

  /** Starts a broker that keeps its logs in a folder. */
  public Broker(Path folder) throws Exception {
    QUIET.forEach(logger -> logger.setLevel(Level.OFF));
    this.folder = folder;
    try (ServerSocket one = freePort();
        ServerSocket other = freePort()) {
      port = one.getLocalPort();
      controllerPort = other.getLocalPort();
    }
    format();
    start();
  }

  private static ServerSocket freePort() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  private void format() throws Exception {
    new Formatter()
        .setNodeId(1)
        .setClusterId(Uuid.randomUuid().toString())
        .addDirectory(folder.toString())
        .setMetadataLogDirectory(folder.toString())
        .setControllerListenerName("CONTROLLER")
        .setPrintStream(
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
        .run();
  }

  private KafkaConfig config() {
    Properties settings = new Properties();
    settings.putAll(
        Map.ofEntries(
            Map.entry("process.roles", "broker,controller"),
            Map.entry("node.id", "1"),
            Map.entry("controller.quorum.voters", "1@127.0.0.1:" + controllerPort),
            Map.entry(
                "listeners",
                "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort),
            Map.entry("controller.listener.names", "CONTROLLER"),
            Map.entry("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
            Map.entry("log.dirs", folder.toString()),
            Map.entry("auto.create.topics.enable", "false"),
            Map.entry("offsets.topic.num.partitions", "1"),
            Map.entry("offsets.topic.replication.factor", "1"),
            Map.entry("group.initial.rebalance.delay.ms", "0"),
            Map.entry("group.min.session.timeout.ms", "1000"),
            Map.entry("message.max.bytes", "150000"),
            Map.entry("log.cleaner.enable", "false"),
            Map.entry("num.network.threads", "1"),
            Map.entry("num.io.threads", "2"),
            Map.entry("background.threads", "1"),
            Map.entry("share.coordinator.threads", "1"),
            Map.entry("broker.session.timeout.ms", "1000"),
            Map.entry("broker.heartbeat.interval.ms", "200"),
            Map.entry("controller.quorum.election.timeout.ms", "200"),
            Map.entry("controller.quorum.election.backoff.max.ms", "200"),
            Map.entry("controlled.shutdown.enable", "false")));
    return new KafkaConfig(settings, false);
  }

  /** Comes back after {@link #stop}. */
  public void start() {
    KafkaRaftServer started = new KafkaRaftServer(config(), Time.SYSTEM);
    started.startup();
    server = started;
  }

  /** Goes away: connections break, new ones are refused. */
  public void stop() {
    KafkaRaftServer running = server;
    if (running != null) {
      running.shutdown();
      running.awaitShutdown();
      server = null;
    }
  }

  /** For {@code bootstrap.servers}. */
  public String address() {
    return "127.0.0.1:" + port;
  }

  private Map<String, Object> client() {
    return Map.of("bootstrap.servers", address());
  }

  /** Makes a topic. */
  public void topic(String name, int partitions) throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(client())) {
      admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1))).all().get();
    }
  }

  /** Writes messages without keys to the first partition of a topic; null is a tombstone. */
  public void send(String topic, List<byte @Nullable []> messages) throws Exception {
    send(topic, 0, messages);
  }

  /** Writes messages without keys to a partition of a topic. */
  public void send(String topic, int partition, List<byte @Nullable []> messages) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(client(), new ByteArraySerializer(), new ByteArraySerializer())) {
      for (byte[] message : messages) {
        producer.send(new ProducerRecord<>(topic, partition, null, message));
      }
      producer.flush();
    }
  }

  /** Where a group goes on in the first partition it has; −1 if it has committed nothing. */
  public long committed(String group) {
    try (Admin admin = Admin.create(client())) {
      return admin
          .listConsumerGroupOffsets(group)
          .partitionsToOffsetAndMetadata()
          .get()
          .values()
          .stream()
          .mapToLong(OffsetAndMetadata::offset)
          .findFirst()
          .orElse(-1);
    } catch (ExecutionException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Drops the messages of a topic's first partition that stand before an offset. */
  public void drop(String topic, long before) throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(client())) {
      admin
          .deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(before)))
          .all()
          .get();
    }
  }

  /** All that a topic has, partition by partition, in order. */
  public List<ConsumerRecord<byte[], byte[]>> read(String topic) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(client(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(part -> new TopicPartition(part.topic(), part.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
      while (partitions.stream().anyMatch(part -> consumer.position(part) < ends.get(part))) {
        consumer.poll(POLL).forEach(all::add);
      }
      return all;
    }
  }

  @Override
  public void close() {
    stop();
  }
}
