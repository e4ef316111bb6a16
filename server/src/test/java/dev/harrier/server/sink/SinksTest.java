package dev.harrier.server.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harrier.lang.source.SourceFile;
import dev.harrier.runtime.bundle.ProjectException;
import dev.harrier.runtime.dispatch.Policy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SinksTest {
  @TempDir private Path folder;

  private Sinks open(String sinks) throws ProjectException {
    TreeMap<String, SourceFile> config = new TreeMap<>();
    config.put("config/sinks.yaml", new SourceFile("config/sinks.yaml", "sinks:\n" + sinks));
    return Sinks.open(config, folder, Map.of(), InstantSource.system());
  }

  @Test
  void everyKindIsOpenedWithItsPatience() throws Exception {
    Sinks sinks =
        open(
            """
              app: {kind: webhook, url: "http://127.0.0.1:9/", default: true, tries: 3}
              audit: {kind: file, path: out.ndjson, give_up_after: 48h}
              bus: {kind: kafka, brokers: "127.0.0.1:9,[::1]:9", topic: t, timeout: 2s}
            """);
    sinks.sinks().values().forEach(dev.harrier.runtime.dispatch.Sink::close);

    assertThat(sinks.sinks().keySet()).containsExactly("app", "audit", "bus");
    assertThat(sinks.byDefault()).isEqualTo("app");
    assertThat(sinks.policy("app")).isEqualTo(Policy.DEFAULT.withPatience(3, Duration.ofDays(1)));
    assertThat(sinks.policy("audit"))
        .isEqualTo(Policy.DEFAULT.withPatience(8, Duration.ofDays(2)).withUnderWay(256));
    assertThat(sinks.policy("bus")).isEqualTo(Policy.DEFAULT.withUnderWay(256));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          kind: queue | `kind` of `x` is `queue`, expected `webhook`, `kafka` or `file`
          kind: kafka, topic: t | `x` needs a field `brokers`
          kind: kafka, brokers: 'a:1' | `x` needs a field `topic`
          kind: kafka, topic: t, brokers: 'a:1,b' | has `b`, expected `host:port`, several with commas
          kind: kafka, topic: t, brokers: 'a:1', acks: 0 | unknown field `acks`, known are [brokers, default, give_up_after, kind, properties_file, timeout, topic, tries]
          kind: kafka, topic: t, brokers: 'a:1', properties_file: nowhere | names `nowhere`, which cannot be read
          kind: kafka, topic: t, brokers: 'there-is-no-such-host.invalid:1' | cannot be used: No resolvable bootstrap urls given in bootstrap.servers
          kind: file, path: p, tries: 0 | is `0`, expected a count from 1
          kind: file, path: p, give_up_after: 0s | is 0, expected a length of time
          """)
  void whatIsWrongIsToldWithItsPlace(String fields, String told) {
    assertThatThrownBy(() -> open("  x: {" + fields + "}\n"))
        .isInstanceOf(ProjectException.class)
        .hasMessageStartingWith("config/sinks.yaml:2:")
        .hasMessageContaining(told);
  }

  @ParameterizedTest
  @CsvSource({
    "acks=1, delivery at least once rests on Harrier's own value",
    "bootstrap.servers=b:1, use the field `brokers`",
    "delivery.timeout.ms=1, use the field `timeout`"
  })
  void propertiesThatPromisesRestOnAreRefused(String property, String told) throws Exception {
    Path file = Files.writeString(folder.resolve("kafka.properties"), property + "\n");
    String name = property.substring(0, property.indexOf('='));

    assertThatThrownBy(() -> open(kafka(file)))
        .hasMessageContaining("which sets `" + name + "`: " + told);
  }

  @Test
  void aPropertyThatKafkaDoesNotLikeIsTold() throws Exception {
    Path file =
        Files.writeString(folder.resolve("kafka.properties"), "security.protocol=CARRIER_PIGEON\n");

    assertThatThrownBy(() -> open(kafka(file)))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("CARRIER_PIGEON");
  }

  private static String kafka(Path properties) {
    return "  bus: {kind: kafka, brokers: '127.0.0.1:9', topic: t, properties_file: '"
        + properties
        + "'}\n";
  }
}
