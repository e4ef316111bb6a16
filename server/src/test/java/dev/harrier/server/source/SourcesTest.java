package dev.harrier.server.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harrier.lang.source.SourceFile;
import dev.harrier.runtime.bundle.ProjectException;
import dev.harrier.runtime.embed.Harrier;
import dev.harrier.runtime.embed.Options;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SourcesTest {
  @TempDir private Path folder;

  private Sources start(Harrier harrier, String sources) throws ProjectException {
    TreeMap<String, SourceFile> config = new TreeMap<>();
    config.put(
        "config/sources.yaml", new SourceFile("config/sources.yaml", "sources:\n" + sources));
    return Sources.start(config, folder, harrier, InputStream.nullInputStream(), new Random(1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          kind: queue | is `queue`, expected `file`, `stdin`, `kafka` or `jetstream`
          kind: kafka, topic: t, brokers: 'a:1' | `x` needs a field `group`
          kind: kafka, topic: t, group: g, brokers: 'a:1', from: middle | is `middle`, expected `earliest` or `latest`
          kind: kafka, topic: t, group: g, brokers: 'a:1', offset: 3 | unknown field `offset`, known are [brokers, from, group, kind, properties_file, topic]
          kind: kafka, topic: t, group: g, brokers: 'there-is-no-such-host.invalid:1' | cannot be used: No resolvable bootstrap urls given in bootstrap.servers
          """)
  void whatIsWrongIsToldWithItsPlace(String fields, String told) {
    try (Harrier harrier = Harrier.inMemory(Options.DEFAULT)) {
      assertThatThrownBy(() -> start(harrier, "  x: {" + fields + "}\n"))
          .isInstanceOf(ProjectException.class)
          .hasMessageStartingWith("config/sources.yaml:2:")
          .hasMessageContaining(told);
    }
  }

  @Test
  @Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aFileThatIsNotThereIsTold() throws Exception {
    try (Harrier harrier = Harrier.inMemory(Options.DEFAULT);
        Sources sources = start(harrier, "  x: {kind: file, path: in.jsonl}\n")) {
      Feed feed = sources.feeds().get("x");
      while (feed.fault().isEmpty()) {
        LockSupport.parkNanos(1_000_000);
      }

      assertThat(feed.fault()).isEqualTo("there is no file `" + folder.resolve("in.jsonl") + "`");
    }
  }
}
