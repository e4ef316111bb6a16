package dev.harrier.server.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harrier.server.kafka.Broker;
import dev.harrier.server.kafka.Cluster;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KafkaSourceTest extends SourceContract {
  @TempDir private static Path logs;
  private static Broker broker;
  private static int tests;

  private String topic = "";

  @BeforeAll
  static void start() throws Exception {
    broker = new Broker(logs);
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @BeforeEach
  void topic() throws Exception {
    topic = "events-" + tests++;
    broker.topic(topic, 1);
  }

  @Override
  void add(List<String> pieces) throws Exception {
    broker.send(
        topic, pieces.stream().map(piece -> piece.getBytes(StandardCharsets.UTF_8)).toList());
  }

  @Override
  Source open(Feed feed) {
    return open(feed, KafkaSource.Start.EARLIEST);
  }

  private Source open(Feed feed, KafkaSource.Start start) {
    Cluster cluster =
        new Cluster(
            broker.address(), Map.of("session.timeout.ms", "2000", "heartbeat.interval.ms", "500"));
    return new KafkaSource(cluster, topic, "group-" + topic, start, feed, new Random(1));
  }

  @Override
  String place(int number) {
    return "`" + topic + "-0`, offset " + number;
  }

  @Test
  void aMessageWithoutAnIdentifierIsKnownByItsPlace() throws Exception {
    activate();
    String like = "{\"action_name\":\"post\",\"timestamp\":\"2026-11-23T17:00:00Z\",\"data\":{}}";
    add(List.of(like, like));

    run(feed(), () -> decided() >= 2);

    assertThat(log()).hasSize(2);
    assertThat(log().get(0)).startsWith(topic + "-0-0@");
    assertThat(log().get(1)).startsWith(topic + "-0-1@");
  }

  @Test
  void aTombstoneIsToldAndPassed() throws Exception {
    activate();
    List<byte[]> nothing = new ArrayList<>();
    nothing.add(null);
    broker.send(topic, nothing);
    add(events(0, 1));
    Feed feed = feed();

    run(feed, () -> decided() >= 1);

    assertThat(feed.refused()).isEqualTo(1);
    assertThat(feed.refusal()).startsWith(place(0) + ": ");
  }

  @Test
  void whereAGroupBeginsThatWantsTheLatestIsKept() throws Exception {
    activate();
    add(events(0, 5));
    Feed first = feed();
    run(
        open(first, KafkaSource.Start.LATEST),
        first,
        () -> broker.committed("group-" + topic) == 5);
    add(events(5, 7));
    Feed second = feed();

    run(open(second, KafkaSource.Start.LATEST), second, () -> decided() >= 2);

    assertThat(first.acknowledged()).isZero();
    assertThat(log()).hasSize(2);
  }

  @Test
  void messagesThatTheTopicHasDroppedAreTold() throws Exception {
    activate();
    add(events(0, 3));
    run(feed(), () -> decided() >= 3);
    add(events(3, 9));
    broker.drop(topic, 6);
    Feed feed = feed();

    run(feed, () -> decided() >= 6);

    assertThat(decided()).isEqualTo(6);
    assertThat(feed.gaps()).isEqualTo(1);
    assertThat(feed.gap())
        .isEqualTo(
            "offset 3 of `" + topic + "-0` is not there any more, reading goes on at offset 6");
  }

  @Test
  void partitionsThatAnotherReaderTakesOverAreGoneOnWith() throws Exception {
    activate();
    topic = "shared-" + topic;
    broker.topic(topic, 2);
    Feed one = feed();
    Feed other = feed();
    int[] sent = {0};

    run(
        one,
        () -> {
          sendToBoth(sent);
          if (one.acknowledged() < 500) {
            return false;
          }
          runQuietly(
              other,
              () -> {
                sendToBoth(sent);
                return other.acknowledged() >= 500;
              });
          return true;
        });
    run(feed(), () -> decided() >= sent[0]);

    assertThat(one.acknowledged()).isPositive();
    assertThat(other.acknowledged()).isPositive();
    assertThat(log()).hasSize(sent[0]).doesNotHaveDuplicates();
    assertThat(one.gaps() + other.gaps()).isZero();
  }

  private void sendToBoth(int[] sent) {
    try {
      for (int partition = 0; partition < 2; partition++) {
        List<String> some = events(sent[0], sent[0] + 50);
        broker.send(
            topic,
            partition,
            some.stream().map(event -> event.getBytes(StandardCharsets.UTF_8)).toList());
        sent[0] += 50;
      }
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private void runQuietly(Feed feed, BooleanSupplier until) {
    try {
      run(feed, until);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aTopicThatDoesNotExistIsToldAndWaitedFor() throws Exception {
    activate();
    topic = "later-" + topic;
    Feed feed = feed();
    run(feed, () -> !feed.fault().isEmpty());

    assertThat(feed.fault())
        .isEqualTo("there is no topic `" + topic + "` at `" + broker.address() + "`");
  }

  @Test
  void aBrokerThatGoesAwayIsTold() throws Exception {
    activate();
    add(events(0, 3));
    Feed feed = feed();
    boolean[] gone = {false};
    String told = "no broker of `" + broker.address() + "` answered within 5000 ms";

    run(
        feed,
        () -> {
          if (decided() == 3 && !gone[0]) {
            broker.stop();
            gone[0] = true;
          }
          return feed.fault().equals(told);
        });
    broker.start();
    add(events(3, 6));
    run(feed, () -> decided() >= 6);

    assertThat(log()).hasSize(6).doesNotHaveDuplicates();
  }
}
