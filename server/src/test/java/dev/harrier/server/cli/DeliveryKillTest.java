package dev.harrier.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.harrier.runtime.ledger.EventKey;
import dev.harrier.server.sink.Receiver;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code harrier serve} reads a file, decides, and delivers to a webhook, and is killed while it
 * delivers: before the receiver has answered. {@code -Dkills=20} kills it more often.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class DeliveryKillTest {
  private static final int KILLS = Integer.getInteger("kills", 2);
  private static final long SEED = Long.getLong("seed", 20261123L);
  private static final int EVENTS = 1_500;

  /** The receiver fails whenever it is asked for this one. */
  private static final int BAD = 7;

  @TempDir private Path folder;
  private Receiver receiver;
  private @Nullable ServedProcess process;
  private final AtomicInteger untilKill = new AtomicInteger(Integer.MAX_VALUE);

  @BeforeEach
  void prepare() throws IOException {
    receiver = new Receiver();
    receiver.reply(this::answer);
    write(
        "project/main.sml",
        """
        UserId: Entity[str] = EntityJson(type='User', path='$.user')
        Any = Rule(when_all=[True], description='any')
        WhenRules(rules_any=[Any], then=[Enforce(action='limit', entity=UserId)])
        """);
    write("project/config/actions.yaml", "actions: {limit: {severity: 1, undo: lift}}\n");
    write("project/config/sources.yaml", "sources: {backlog: {kind: file, path: in.jsonl}}\n");
    write(
        "project/config/sinks.yaml",
        "sinks: {app: {kind: webhook, tries: 2, url: '" + receiver.address() + "'}}\n");
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < EVENTS; i++) {
      lines.append(
          "{\"action_id\":\"e%d\",\"action_name\":\"post\",\"timestamp\":\"2026-11-23T17:00:00Z\",\"data\":{\"user\":\"u%d\"}}%n"
              .formatted(i, i));
    }
    write("data/in.jsonl", lines.toString());
  }

  private void write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @AfterEach
  void end() {
    kill();
    receiver.close();
  }

  private Receiver.Reply answer(Receiver.Request request) {
    if (untilKill.decrementAndGet() == 0) {
      kill();
    }
    return new Receiver.Reply(key(request).equals(keyOf(BAD)) ? 500 : 200, "");
  }

  private void kill() {
    ServedProcess running = process;
    if (running != null) {
      running.kill();
    }
  }

  private static String key(Receiver.Request request) {
    return request.header("Idempotency-key");
  }

  private static String keyOf(int event) {
    return EventKey.idempotencyKey("backlog", "e" + event, 0);
  }

  @Test
  void everyEffectArrivesAndWhatComesTwiceHasTheSameKeyAndBytes() throws Exception {
    Random random = new Random(SEED);
    for (int i = 0; i < KILLS; i++) {
      untilKill.set(1 + random.nextInt(EVENTS / (KILLS + 1)));
      ServedProcess served = ServedProcess.start(folder);
      process = served;
      served.awaitKilled();
    }
    ServedProcess last = ServedProcess.start(folder);
    process = last;
    String address = last.address();
    JsonNode letters = awaitDeadLetter(address);
    itsMetricsTellOfBothEnds(address);

    Map<String, Set<String>> bodies = new HashMap<>();
    List<Receiver.Request> requests = receiver.requests();
    requests.forEach(
        request ->
            bodies.computeIfAbsent(key(request), key -> new HashSet<>()).add(request.body()));
    Set<String> expected = new HashSet<>();
    for (int i = 0; i < EVENTS; i++) {
      expected.add(keyOf(i));
    }
    assertThat(bodies.keySet()).as("each arrives, and nothing else").isEqualTo(expected);
    assertThat(bodies.values()).as("the same bytes each time").allMatch(each -> each.size() == 1);
    assertThat(receiver.taken().stream().distinct().count()).isEqualTo(EVENTS - 1);
    assertThat(letters).hasSize(1);
    assertThat(letters.get(0).get("key").asText()).isEqualTo(keyOf(BAD));
    assertThat(letters.get(0).get("reason").asText()).isEqualTo("127.0.0.1 answered 500");
    System.out.printf(
        "killed %d times; %,d effects, %,d deliveries, 0 lost%n", KILLS, EVENTS, requests.size());
  }

  /** Everything has been delivered or given up. */
  private JsonNode awaitDeadLetter(String address) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      while (get(client, address + "/v1/sinks").get("depth").asInt() > 0
          || receiver.taken().stream().distinct().count() < EVENTS - 1) {
        LockSupport.parkNanos(50_000_000);
      }
      return get(client, address + "/v1/dead-letters").get("dead_letters");
    }
  }

  private static void itsMetricsTellOfBothEnds(String address) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      assertThat(text(client, address + "/metrics"))
          .contains("harrier_sink_oldest_seconds{sink=\"app\"} 0\n")
          .contains("harrier_outbox_depth 0\n")
          .contains("harrier_source_refused_total{source=\"backlog\"} 0\n");
      assertThat(get(client, address + "/v1/sources").at("/sources/0/name").asText())
          .isEqualTo("backlog");
    }
  }

  private static JsonNode get(HttpClient client, String address) throws Exception {
    return new ObjectMapper().readTree(text(client, address));
  }

  private static String text(HttpClient client, String address) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(address)).build();
    return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }
}
