package dev.harrier.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harrier.runtime.embed.Ack;
import dev.harrier.runtime.embed.Answer;
import dev.harrier.runtime.embed.Harrier;
import dev.harrier.runtime.embed.Installation;
import dev.harrier.runtime.embed.Options;
import dev.harrier.runtime.store.RocksStore;
import dev.harrier.runtime.store.Store;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReplayCommandTest {
  @TempDir private Path folder;

  private String data() throws Exception {
    Path data = folder.resolve("data");
    try (Harrier harrier = Harrier.open(data, Options.DEFAULT)) {
      Installation made = harrier.install(Path.of(Cli.project(folder.resolve("project"))), "first");
      harrier.activate(((Installation.Installed) made).bundle().version(), "ada");
      for (int i = 0; i < 20; i++) {
        byte[] post = Cli.post(i, "x".repeat(i)).getBytes(StandardCharsets.UTF_8);
        assertThat(harrier.decide(post, "web", Ack.DECIDED)).isInstanceOf(Answer.Decided.class);
      }
    }
    return data.toString();
  }

  @Test
  void aLogIsDecidedAgainWithoutADifference() throws Exception {
    String data = data();
    Cli.Result result = Cli.run("replay", "--data", data);
    assertThat(result.out())
        .startsWith("20 events decided again, 20 decisions compared, 0 differ; ");
    assertThat(result.code()).isZero();
    assertThat(Cli.run("replay", "--data", data, "--from", "10", "--to", "15", "--json").out())
        .startsWith("{\"events\":14,\"compared\":6,\"differing\":0,");
  }

  @Test
  void aDifferenceIsShownWithBothSides() throws Exception {
    String data = data();
    try (Store store = RocksStore.open(Path.of(data), RocksStore.Settings.DEFAULT)) {
      Store.Batch batch = store.batch();
      byte[] held = store.get(Store.Space.LEDGER, new byte[] {0, 0, 0, 0, 0, 0, 0, 21});
      batch.put(Store.Space.LEDGER, new byte[] {0, 0, 0, 0, 0, 0, 0, 3}, held);
      store.commit(batch, true);
    }
    Cli.Result result = Cli.run("replay", "--data", data);
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.lines())
        .contains("decision 3 differs", "  fired then  [Long]", "  fired again []");
  }

  @Test
  void aFolderInUseIsSaidByEveryCommandThatReadsOne() throws Exception {
    String data = data();
    String project = folder.resolve("project").toString();
    try (Harrier owner = Harrier.open(Path.of(data), Options.DEFAULT)) {
      for (String[] arguments :
          new String[][] {
            {"replay", "--data", data},
            {"query", "--data", data, "DidDeclareVerdict('deny')"},
            {"export", "--data", data, "--out", folder.resolve("out").toString()},
            {"backtest", "--data", data, "--rules", project},
            {"serve", project, "--data", data, "--port", "0"}
          }) {
        Cli.Result result = Cli.run(arguments);
        assertThat(result.code()).as(arguments[0]).isEqualTo(3);
        assertThat(result.err()).as(arguments[0]).contains("`" + data + "` is in use by process ");
      }
      assertThat(owner.metrics().sequence()).isPositive();
    }
  }

  @Test
  void aFolderThatIsNotThereIsSaid() {
    Cli.Result result = Cli.run("replay", "--data", folder.resolve("none").toString());
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("is no data folder: it does not exist");
  }
}
