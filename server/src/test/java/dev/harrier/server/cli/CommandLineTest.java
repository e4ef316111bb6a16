package dev.harrier.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harrier.server.cli.Cli.Result;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every command: its output, its exit code, and what it says to wrong usage. */
final class CommandLineTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {"demo", "check", "run", "test", "replay", "bench", "functions", "conformance"})
  void everyCommandExplainsItself(String command) {
    Result result = Cli.run(command, "--help");

    assertThat(result.code()).isZero();
    assertThat(result.out()).startsWith("Usage: harrier " + command).contains("--help");
    assertThat(result.err()).isEmpty();
  }

  @Test
  void theHelpListsTheCommandsAndTheExitCodes() {
    Result result = Cli.run("--help");

    assertThat(result.code()).isZero();
    assertThat(result.out())
        .contains("demo", "check", "run", "test", "replay", "bench", "functions", "conformance")
        .contains("Exit codes: 0 ok, 1 the input is wrong, 2 usage, 3 the world failed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "fly",
        "run",
        "check",
        "check a b",
        "run --rules x --input y --shape round",
        "run --rules x --input y --features some",
        "check x --dialect loose",
        "bench",
        "bench --rules x",
        "bench --generate 0",
        "bench --rules x --input y --write z"
      })
  void wrongUsageIsSaidInOneLineWithCodeTwo(String line) {
    Result result = Cli.run(line.isEmpty() ? new String[0] : line.split(" "));

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).startsWith("harrier: ").contains("--help` explains it");
    assertThat(result.err()).doesNotContain("\tat ");
  }

  @Test
  void checkSaysThatASoundProjectIsSound() {
    Result result = Cli.run("check", Cli.project(folder));

    assertThat(result.code()).isZero();
    assertThat(result.out()).isEqualTo("no errors: 1 rule in 1 file\n");
  }

  @Test
  void checkShowsAllErrorsInBoxes() {
    Cli.write(folder, "main.sml", "A: str = JsonData()\nB = Nope\n");

    Result result = Cli.run("check", folder.toString());

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out())
        .isEqualTo(
            """
            error: 1 missing keyword argument(s)
            --> main.sml:1:9
                 |
               1 | A: str = JsonData()
                 |          ^ the following keyword arguments were not provided: [`path`]
            """);
  }

  @Test
  void checkPrintsDiagnosticsAsJson() {
    Cli.write(folder, "main.sml", "A: str = JsonData()\n");

    Result result = Cli.run("check", folder.toString(), "--json");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out())
        .isEqualTo(
            """
            [{"severity":"error","message":"1 missing keyword argument(s)","path":"main.sml","line":1,"column":9,\
            "hint":"the following keyword arguments were not provided: [`path`]"}]
            """);
    assertThat(Cli.run("check", Cli.example("social"), "--json").out()).isEqualTo("[]\n");
  }

  @Test
  void checkComparesTheDialects() {
    Cli.write(folder, "main.sml", "A: int = JsonData(path='$.a')\nB = A == 1\n");

    Result result = Cli.run("check", folder.toString(), "--compare");

    assertThat(result.code()).isZero();
    assertThat(result.out()).contains("main.sml:2:", "compat: ", "strict: ", "1 place at which");
    assertThat(Cli.run("check", folder.toString(), "--compare", "--json").out())
        .startsWith("[{\"path\":\"main.sml\",\"line\":2,");
  }

  @Test
  void runWritesOneDecisionALineAndASummaryBesideIt() {
    Result result =
        Cli.run(
            Cli.text(Cli.post(1, "short") + Cli.post(2, "long enough ☃")),
            "run",
            "--rules",
            Cli.project(folder),
            "--input",
            "-",
            "--features",
            "none");

    assertThat(result.code()).isZero();
    assertThat(result.lines()).hasSize(2);
    assertThat(result.lines().getFirst())
        .startsWith(
            "{\"id\":\"1\",\"type\":\"post\",\"time\":\"2026-09-01T10:40:00Z\",\"verdict\":\"ALLOW\",\"verdicts\":[],"
                + "\"rules\":{\"fired\":[],\"failed\":[],\"skipped\":[]},\"effects\":[],\"shadow_effects\":[],"
                + "\"features\":{},\"errors\":0,\"bundle\":\"sha256:");
    assertThat(result.lines().get(1))
        .contains(
            "\"verdict\":\"HOLD\",\"verdicts\":[\"hold\"],\"rules\":{\"fired\":[\"Long\"]",
            "\"effects\":[{\"add_label\":{\"entity\":\"User/u2\",\"label\":\"wordy\",\"reasons\":[\"Long\"]}}]");
    assertThat(result.err())
        .startsWith("2 events in ")
        .contains("verdicts  HOLD 1, ALLOW 1", "rules     Long", "effects   add wordy");
  }

  @ParameterizedTest
  @ValueSource(strings = {"interpreted", "compiled"})
  void allFeaturesStandInTheLineIfAskedFor(String backend) {
    Result result =
        Cli.run(
            Cli.text(Cli.post(1, "ö\\n\\u0001")),
            "run",
            "--rules",
            Cli.project(folder),
            "--input",
            "-",
            "--features",
            "all",
            "--backend",
            backend);

    assertThat(result.out())
        .contains(
            "\"features\":{\"User\":\"u1\",\"Text\":\"ö\\n\\u0001\",\"Length\":3,\"Long\":false}");
  }

  @Test
  void theShapeOspreyWritesTheReferenceEnginesRecord() {
    Result result =
        Cli.run(
            Cli.text(Cli.post(7, "long enough to hold")),
            "run",
            "--rules",
            Cli.project(folder),
            "--input",
            "-",
            "--shape",
            "osprey");

    assertThat(result.out())
        .isEqualTo(
            """
            {"User":"u7","Text":"long enough to hold","Length":19,"Long":true,"__action_id":7,\
            "__timestamp":"2026-09-01T10:40:00+00:00","__error_count":0,"__verdicts":["hold"],\
            "__entity_label_mutations":["User/wordy/1"]}
            """);
  }

  @Test
  void runWritesToAFile() throws Exception {
    Path input = Cli.write(folder, "in/events.jsonl", Cli.post(1, "a"));
    Path output = folder.resolve("out.jsonl");

    Result result =
        Cli.run(
            "run",
            "--rules",
            Cli.project(folder),
            "--input",
            input.toString(),
            "--output",
            output.toString());

    assertThat(result.code()).isZero();
    assertThat(result.out()).isEmpty();
    assertThat(Files.readString(output)).startsWith("{\"id\":\"1\"");
  }

  @Test
  void runComparesWithWhatIsExpected() {
    String rules = Cli.project(folder);
    Path right =
        Cli.write(
            folder,
            "x/right.jsonl",
            "{\"action_id\":1,\"rules\":[],\"effects\":[]}\n"
                + "{\"action_id\":2,\"rules\":[\"Long\"],\"effects\":[\"verdict:hold\",\"label:wordy\"]}\n");
    Path wrong =
        Cli.write(
            folder, "x/wrong.jsonl", "{\"action_id\":1,\"rules\":[\"Long\"],\"effects\":[]}\n");
    String events = Cli.post(1, "short") + Cli.post(2, "long enough");

    Result same =
        Cli.run(
            Cli.text(events),
            "run",
            "--rules",
            rules,
            "--input",
            "-",
            "--expect",
            right.toString());
    assertThat(same.code()).isZero();
    assertThat(same.out()).isEmpty();
    assertThat(same.err()).contains("2 decisions compared: 2 equal, 0 different");

    Result differs =
        Cli.run(
            Cli.text(events),
            "run",
            "--rules",
            rules,
            "--input",
            "-",
            "--expect",
            wrong.toString());
    assertThat(differs.code()).isEqualTo(1);
    assertThat(differs.err())
        .contains("event 1\n    rules: expected [Long], found []")
        .contains("1 decisions compared: 0 equal, 1 different; 1 events have no expectation");
  }

  @Test
  void expectedEventsThatDoNotComeAreADifference() {
    Path expected =
        Cli.write(
            folder,
            "x/more.jsonl",
            "{\"action_id\":1,\"rules\":[],\"effects\":[]}\n{\"action_id\":2,\"rules\":[],\"effects\":[]}\n");

    Result result =
        Cli.run(
            Cli.text(Cli.post(1, "a")),
            "run",
            "--rules",
            Cli.project(folder),
            "--input",
            "-",
            "--expect",
            expected.toString());

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("1 expected events did not come, the first is 2");
  }

  @Test
  void aReaderThatHasEnoughEndsTheRunInSilence() {
    OutputStream closed =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    ByteArrayOutputStream err = new ByteArrayOutputStream();

    int code =
        dev.harrier.server.Main.run(
            new String[] {"run", "--rules", Cli.project(folder), "--input", "-"},
            Cli.text(Cli.post(1, "a").repeat(2_000)),
            closed,
            err,
            false);

    assertThat(code).isZero();
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void aFullDiskIsTheWorldsFault() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    ByteArrayOutputStream err = new ByteArrayOutputStream();

    int code =
        dev.harrier.server.Main.run(
            new String[] {"run", "--rules", Cli.project(folder), "--input", "-"},
            Cli.text(Cli.post(1, "a")),
            full,
            err,
            false);

    assertThat(code).isEqualTo(3);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo("harrier: No space left on device\n");
  }

  @Test
  void functionsPrintsTheWholeReferenceOrAPart() {
    assertThat(Cli.run("functions").out()).startsWith("# Functions").contains("StringContains");
    assertThat(Cli.run("functions", "urls").out())
        .contains("StringExtractURLs(s: str)")
        .doesNotContain("PhonePrefix");
    assertThat(Cli.run("functions", "stringclean", "--json").out())
        .startsWith("[{\"name\":\"StringClean\",");
    assertThat(Cli.run("functions", "qqq").code()).isEqualTo(1);
  }

  @Test
  void conformanceComparesRecordedCases() {
    String recorded =
        "{\"id\":\"1.7/%s\",\"section\":\"1.7\",\"files\":{\"main.sml\":\"A = 1 + 1\\n\"},\"config\":null,"
            + "\"actions\":[{\"action_id\":1,\"action_name\":\"a\",\"data\":{},\"timestamp\":\"2026-01-01T00:00:00\"}],"
            + "\"expect\":{\"results\":[{\"features\":{\"A\":%d},\"error_count\":0}]}}\n";
    Path file =
        Cli.write(
            folder, "cases.jsonl", recorded.formatted("right", 2) + recorded.formatted("wrong", 3));

    Result result = Cli.run("conformance", file.toString());
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out())
        .contains("✗ 1.7/wrong", "event 1 features.A", "recorded  3", "found     2")
        .contains("all             1       1           0");
    assertThat(Cli.run("conformance", file.toString(), "--json").out())
        .isEqualTo(
            "{\"passed\":1,\"failed\":1,\"deviations\":[],\"failures\":[{\"id\":\"1.7/wrong\",\"differences\":"
                + "[{\"where\":\"event 1 features.A\",\"recorded\":\"3\",\"found\":\"2\"}]}]}\n");
    assertThat(Cli.run("conformance", "nowhere").code()).isEqualTo(1);
    Path other = Cli.write(folder, "other.jsonl", "{\"a\":1}\n");
    assertThat(Cli.run("conformance", other.toString()).err())
        .contains("does not hold recorded cases");
  }

  @Test
  void benchPrintsExactlyTheFieldsThatItPromises() {
    Path events = Cli.write(folder, "in/events.jsonl", Cli.post(1, "a").repeat(200));

    Result result =
        Cli.run(
            "bench",
            "--rules",
            Cli.project(folder),
            "--input",
            events.toString(),
            "--json",
            "--rounds",
            "1",
            "--warm-up",
            "0");

    assertThat(result.code()).isZero();
    assertThat(result.out().replaceAll("[0-9.e+-]+(?=[,}])", "N"))
        .isEqualTo(
            """
            {"eventsPerSecondPerCore":N,"p50Micros":N,"p99Micros":N,"p999Micros":N,"bytesPerEvent":N,\
            "compileMillis":N,"ratioToInterpreter":N}
            """);
  }

  @Test
  void benchMakesUpRulesOfAnyNumberAndWritesThemDown() {
    String generated = folder.resolve("generated").toString();

    assertThat(Cli.run("bench", "--generate", "25", "--events", "10", "--write", generated).out())
        .isEqualTo("wrote 7 files and events.jsonl to " + generated + "\n");
    assertThat(Cli.run("check", generated).out()).isEqualTo("no errors: 25 rules in 5 files\n");
    assertThat(Cli.run("bench", "--generate", "25", "--events", "10", "--write", generated).err())
        .contains("exists, expected the name of a new folder");
    assertThat(
            Cli.run("bench", "--generate", "5", "--events", "50", "--rounds", "1", "--warm-up", "0")
                .out())
        .contains("5 rules, 50 events a pass", "events a second and core", "ratio to interpreter");
  }

  @Test
  void theProgressBarIsForTerminalsOnly() {
    String rules = Cli.project(folder);
    InputStream events = Cli.text(Cli.post(1, "a").repeat(1_000));
    ByteArrayOutputStream err = new ByteArrayOutputStream();

    assertThat(Cli.run(events, "run", "--rules", rules, "--input", "-").err()).doesNotContain("\r");

    Streams terminal =
        Streams.of(InputStream.nullInputStream(), OutputStream.nullOutputStream(), err, true);
    try (Progress progress = new Progress(terminal, "events", 100)) {
      progress.show(50, System.nanoTime());
    }
    assertThat(err.toString(StandardCharsets.UTF_8))
        .startsWith("\r████████████░░░░░░░░░░░░  50% ")
        .endsWith("\r");
  }
}
