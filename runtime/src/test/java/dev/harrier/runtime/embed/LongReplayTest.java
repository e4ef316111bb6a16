package dev.harrier.runtime.embed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A log on disk is replayed as a whole. {@code -Dreplay.events=1000000} makes a longer one and
 * prints what it took.
 */
final class LongReplayTest {
  private static final int EVENTS = Integer.getInteger("replay.events", 20_000);
  private static final int BATCH = 1_000;
  private static final double NANOS = 1e9;

  /** Five counters an event. */
  private static final Map<String, String> PROJECT =
      Map.of(
          "main.sml",
          """
          UserId: Entity[str] = EntityJson(type='User', path='$.user')
          Ip: Entity[str] = EntityJson(type='Ip', path='$.ip')
          Target: str = JsonData(path='$.target')
          PostsHour: int = Count(key=[UserId], window=TimeDelta(hours=1))
          PostsDay: int = Count(key=[UserId], window=TimeDelta(days=1))
          PeersHour: int = CountUnique(of=Target, key=[UserId], window=TimeDelta(hours=1))
          IpHour: int = Count(key=[Ip], window=TimeDelta(hours=1))
          Minutes = IncrementWindow(key='minute', window_seconds=60, when_all=[True])
          Busy = Rule(when_all=[PostsHour == 10], description=f'{UserId} is busy')
          Wide = Rule(when_all=[PeersHour > 8], description=f'{UserId} writes to many')
          Crowd = Rule(when_all=[IpHour > 15], description='a crowd behind one address')
          Known = Rule(when_all=[HasLabel(entity=UserId, label='busy')], description='was busy')
          WhenRules(rules_any=[Busy], then=[LabelAdd(entity=UserId, label='busy', expires_after=TimeDelta(hours=2))])
          WhenRules(rules_any=[Wide, Crowd, Known], then=[DeclareVerdict(verdict='limit')])
          """,
          "config.yaml",
          "labels: {busy: {valid_for: [User], connotation: negative, description: d}}\n");

  @TempDir private Path folder;

  @Test
  void aLogOnDiskIsDecidedAgainWithoutADifference() throws Exception {
    try (Harrier harrier = Harrier.open(folder, Options.DEFAULT)) {
      HarrierTest.use(harrier, PROJECT);
      long started = System.nanoTime();
      Random random = new Random(42);
      for (int from = 0; from < EVENTS; from += BATCH) {
        harrier.decideAll(events(from, random), "s", Ack.DURABLE);
      }
      double live = (System.nanoTime() - started) / NANOS;
      started = System.nanoTime();
      Replay.Result replayed = harrier.replay(1, Long.MAX_VALUE, place -> {});
      double again = (System.nanoTime() - started) / NANOS;
      assertThat(replayed.first()).isEmpty();
      assertThat(replayed.compared()).isEqualTo(EVENTS);
      assertThat(harrier.metrics().rules()).hasSize(4);
      System.out.printf(
          "%,d events: decided durably in %.1f s (%,.0f a second), replayed in %.1f s (%,.0f a"
              + " second), 0 differ, %,.0f bytes an event on disk%n",
          EVENTS, live, EVENTS / live, again, EVENTS / again, size() / (double) EVENTS);
    }
  }

  private static List<byte[]> events(int from, Random random) {
    List<byte[]> events = new ArrayList<>();
    for (int i = from; i < Math.min(EVENTS, from + BATCH); i++) {
      // A few users post much, most little.
      int user = (int) (Math.pow(random.nextDouble(), 3) * 50_000);
      events.add(
          ("{\"action_id\":%d,\"action_name\":\"post\",\"timestamp\":\"%s\",\"data\":{\"user\":\"u%d\","
                  + "\"ip\":\"10.0.%d.%d\",\"target\":\"u%d\",\"text\":\"post number %d\"}}")
              .formatted(
                  i,
                  Instant.ofEpochMilli(1_767_225_600_000L + i * 200L),
                  user,
                  user % 100,
                  random.nextInt(20),
                  random.nextInt(1_000),
                  i)
              .getBytes(StandardCharsets.UTF_8));
    }
    return events;
  }

  private long size() throws Exception {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> Files.isRegularFile(file) && !file.toString().endsWith(".so"))
          .mapToLong(file -> file.toFile().length())
          .sum();
    }
  }
}
