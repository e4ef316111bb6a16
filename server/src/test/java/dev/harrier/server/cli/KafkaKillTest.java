package dev.harrier.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harrier.runtime.ledger.EventKey;
import dev.harrier.server.kafka.Broker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code harrier serve} reads a topic, counts, and writes its effects to another topic, and is
 * killed meanwhile. {@code -Dkills=20} kills it more often.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class KafkaKillTest {
  private static final int KILLS = Integer.getInteger("kills", 1);
  private static final long SEED = Long.getLong("seed", 20261123L);
  private static final int EVENTS = 3_000;
  private static final int USERS = 100;

  @TempDir private Path folder;
  private Broker broker;

  @BeforeEach
  void prepare() throws Exception {
    broker = new Broker(folder.resolve("broker"));
    broker.topic("in", 1);
    broker.topic("out", 3);
    write(
        "project/main.sml",
        """
        UserId: Entity[str] = EntityJson(type='User', path='$.user')
        Posts = IncrementWindow(key=f'posts-{UserId}', window_seconds=864000, when_all=[True])
        Tenth = Rule(when_all=[Posts == 10], description=f'tenth post of {UserId}')
        WhenRules(rules_any=[Tenth], then=[Enforce(action='limit', entity=UserId)])
        """);
    write("project/config/actions.yaml", "actions: {limit: {severity: 1, undo: lift}}\n");
    write("kafka.properties", "session.timeout.ms=1500\nheartbeat.interval.ms=400\n");
    String brokers =
        "brokers: '%s', properties_file: '%s'"
            .formatted(broker.address(), folder.resolve("kafka.properties"));
    write(
        "project/config/sources.yaml",
        "sources: {bus: {kind: kafka, topic: in, group: g, " + brokers + "}}\n");
    write(
        "project/config/sinks.yaml", "sinks: {bus: {kind: kafka, topic: out, " + brokers + "}}\n");
  }

  private void write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @AfterEach
  void end() {
    broker.close();
  }

  /** Without an identifier: it is known by its place in the topic. */
  private static byte[] event(int number) {
    return ("{\"action_name\":\"post\",\"timestamp\":\"2026-11-23T17:00:00Z\",\"data\":{\"user\":\"u"
            + number % USERS
            + "\"}}")
        .getBytes(StandardCharsets.UTF_8);
  }

  private void send(int from, int to) throws Exception {
    List<byte[]> events = new ArrayList<>();
    for (int i = from; i < to; i++) {
      events.add(event(i));
    }
    broker.send("in", events);
  }

  @Test
  void theTenthPostOfEachIsToldOnceUnderOneKey() throws Exception {
    Random random = new Random(SEED);
    int sent = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      ServedProcess served = ServedProcess.start(folder);
      try {
        int to = EVENTS * (kill + 1) / (KILLS + 1);
        int enough = sent + 1 + random.nextInt(to - sent);
        send(sent, to);
        sent = to;
        await(() -> broker.committed("g") >= enough || !served.isAlive());
      } finally {
        served.kill();
      }
      served.awaitKilled();
    }
    send(sent, EVENTS);
    ServedProcess last = ServedProcess.start(folder);
    try {
      await(() -> broker.committed("g") == EVENTS);
      await(() -> keys().size() >= USERS);
    } finally {
      last.kill();
    }

    Map<String, Set<String>> bodies = keys();
    assertThat(bodies).as("one key for each tenth post").hasSize(USERS);
    assertThat(bodies.values()).as("the same bytes each time").allMatch(each -> each.size() == 1);
    Set<String> tenths = new HashSet<>();
    for (ConsumerRecord<byte[], byte[]> event : broker.read("in")) {
      if (event.offset() / USERS == 9) {
        String id = "in-0-" + event.offset() + "@" + event.timestamp();
        tenths.add(EventKey.idempotencyKey("bus", id, 0));
      }
    }
    assertThat(bodies.keySet()).as("of the tenth, and of no other").isEqualTo(tenths);
    System.out.printf("killed %d times; %,d events, 0 lost, 0 counted twice%n", KILLS, EVENTS);
  }

  /** What was written, by idempotency key. */
  private Map<String, Set<String>> keys() {
    Map<String, Set<String>> bodies = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> message : broker.read("out")) {
      String key =
          new String(
              message.headers().lastHeader("Idempotency-Key").value(), StandardCharsets.UTF_8);
      bodies
          .computeIfAbsent(key, one -> new HashSet<>())
          .add(new String(message.value(), StandardCharsets.UTF_8));
    }
    return bodies;
  }

  private static void await(BooleanSupplier holds) {
    while (!holds.getAsBoolean()) {
      LockSupport.parkNanos(20_000_000);
    }
  }
}
