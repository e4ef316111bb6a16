package dev.harrier.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harrier.server.cli.Cli.Result;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bad input gets a clear message with its line, and the other lines are decided all the same. */
final class BadInputTest {
  @TempDir private Path folder;

  private Result run(InputStream in) {
    return Cli.run(in, "run", "--rules", Cli.project(folder), "--input", "-", "--features", "none");
  }

  /** A good line, the bad one, a good line. */
  private Result runAround(String bad) {
    return run(Cli.text(Cli.post(1, "a") + bad + "\n" + Cli.post(3, "b")));
  }

  private static void theOthersAreDecided(Result result) {
    assertThat(result.code()).isZero();
    assertThat(result.lines()).hasSize(2);
    assertThat(result.lines().get(0)).startsWith("{\"id\":\"1\"");
    assertThat(result.lines().get(1)).startsWith("{\"id\":\"3\"");
    assertThat(result.err()).contains("bad lines 1").doesNotContain("\tat ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"action_id\":2,\"action_name\":\"po | byte 33: the text ends within a string",
        "{\"action_id\":2, nonsense} | found `n`",
        "{\"action_id\":NaN,\"action_name\":\"post\"} | found `N`",
        "[1,2,3] | found an array, expected an object that describes an event",
        "42 | found the int 42, expected an object",
        "{} | found an object with no members, expected an SML action",
        "{\"action_id\":2,\"action_name\":7,\"timestamp\":\"2026-01-01\"} | `action_name` is the int 7, expected",
        "{\"action_id\":2,\"action_name\":\"p\",\"timestamp\":\"dawn\"} | `timestamp` is the string `dawn`, expected a time",
        "{\"action_id\":2,\"action_name\":\"p\"} | `timestamp` is missing",
        "{\"action_id\":2,\"action_name\":\"p\",\"timestamp\":\"2026-01-01\",\"data\":[]} | `data` is an array, expected an object",
      })
  void aLineThatIsNoEventIsReportedWithItsNumber(String line, String message) {
    Result result = runAround(line);

    theOthersAreDecided(result);
    assertThat(result.err()).startsWith("-: line 2").contains(message);
  }

  @Test
  void invalidUtf8IsReportedWithItsLine() {
    byte[] bad = Cli.post(2, "x?x").getBytes(StandardCharsets.ISO_8859_1);
    for (int i = 0; i < bad.length; i++) {
      bad[i] = bad[i] == '?' ? (byte) 0xff : bad[i];
    }

    Result result =
        run(
            new SequenceInputStream(
                Collections.enumeration(
                    List.of(
                        Cli.text(Cli.post(1, "a")),
                        new ByteArrayInputStream(bad),
                        Cli.text(Cli.post(3, "b"))))));

    theOthersAreDecided(result);
    assertThat(result.err()).startsWith("-: line 2, byte").contains("byte 0xff is not UTF-8 here");
  }

  @Test
  void nestingOfAHundredThousandIsReportedWithItsLine() {
    Result result = runAround("{\"data\":" + "[".repeat(100_000));

    theOthersAreDecided(result);
    assertThat(result.err()).startsWith("-: line 2").contains("1000");
  }

  @Test
  void aLineOfAHundredMegabytesIsPassedOverWithoutBeingHeld() {
    long megabytes = 100;
    InputStream huge =
        new InputStream() {
          private long left = megabytes << 20;

          @Override
          public int read() {
            return left-- > 0 ? 'x' : -1;
          }

          @Override
          public int read(byte[] to, int from, int length) {
            if (left <= 0) {
              return -1;
            }
            int some = (int) Math.min(left, length);
            java.util.Arrays.fill(to, from, from + some, (byte) 'x');
            left -= some;
            return some;
          }
        };

    Result result =
        run(
            new SequenceInputStream(
                Collections.enumeration(
                    List.of(Cli.text(Cli.post(1, "a")), huge, Cli.text("\n" + Cli.post(3, "b"))))));

    theOthersAreDecided(result);
    assertThat(result.err())
        .startsWith("-: line 2: the event has 104857600 bytes, at most 1048576 are read");
  }

  @Test
  void theLastOfDuplicateKeysCounts() {
    Result result =
        run(
            Cli.text(
                "{\"action_id\":1,\"action_id\":2,\"action_name\":\"post\",\"timestamp\":\"2026-01-01T00:00:00Z\",\"data\":{\"user\":\"u\",\"text\":\"short\",\"text\":\"long enough\"}}\n"));

    assertThat(result.code()).isZero();
    assertThat(result.out()).startsWith("{\"id\":\"2\"").contains("\"fired\":[\"Long\"]");
  }

  @Test
  void wrongTypesInsideAnEventAreFailuresOfItsDecision() {
    Result result = runAround(Cli.post(2, "x").replace("\"x\"", "{\"deep\":1}").strip());

    assertThat(result.code()).isZero();
    assertThat(result.lines()).hasSize(3);
    Result absent = runAround(Cli.post(2, "x").replace("\"text\"", "\"other\"").strip());
    assertThat(absent.lines().get(1)).contains("\"failed\":[\"Long\"]", "\"errors\":1");
    assertThat(absent.err()).contains("failures  MissingJsonPath at main.sml:2");
  }

  @Test
  void manyBadLinesAreCountedNotAllShown() {
    Result result = run(Cli.text("nonsense\n".repeat(5_000) + Cli.post(1, "a")));

    assertThat(result.code()).isZero();
    assertThat(result.err().lines().count()).isLessThan(40);
    assertThat(result.err()).contains("further bad lines are counted", "bad lines 5,000");
  }

  @Test
  void anInputWithoutAnyEventIsWrong() {
    Result empty = run(Cli.text(""));
    assertThat(empty.code()).isEqualTo(1);
    assertThat(empty.err()).contains("harrier: `-` holds no events");

    Result blank = run(Cli.text("\n \n\r\n"));
    assertThat(blank.code()).isEqualTo(1);

    Result bad = run(Cli.text("nonsense\n"));
    assertThat(bad.code()).isEqualTo(1);
    assertThat(bad.err()).startsWith("-: line 1");
  }

  @Test
  void aMissingInputIsNamed() {
    Result result =
        Cli.run("run", "--rules", Cli.project(folder), "--input", folder + "/nowhere.jsonl");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err())
        .isEqualTo(
            "harrier: `"
                + folder
                + "/nowhere.jsonl` does not exist, expected a file of events, or `-`\n");
  }

  @Test
  void aFolderIsNoInput() {
    Result result = Cli.run("run", "--rules", Cli.project(folder), "--input", folder.toString());

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("is a folder, expected a file of events");
  }

  @Test
  void aCompressedInputThatIsCutOffIsTheWorldsFault() throws IOException {
    byte[] cut = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 0};

    Result result = run(new ByteArrayInputStream(cut));

    assertThat(result.code()).isEqualTo(3);
    assertThat(result.err()).startsWith("harrier: ").doesNotContain("\tat ").doesNotContain("null");
  }

  @Test
  void missingAndBrokenProjectsAreNamed() {
    assertThat(Cli.run("check", folder + "/nowhere").err())
        .isEqualTo(
            "harrier: `" + folder + "/nowhere` does not exist, expected a project's folder\n");
    assertThat(Cli.run("check", folder + "/nowhere").code()).isEqualTo(1);
    Cli.write(folder, "main.sml", "A = Nope()\n");
    Result result = Cli.run(Cli.text(""), "run", "--rules", folder.toString(), "--input", "-");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err())
        .startsWith(
            "harrier: the rules in `" + folder + "` have 1 error\nerror: unknown function: `Nope`");
  }

  @Test
  void aProjectWithACycleIsADiagnostic() {
    Cli.write(folder, "main.sml", "Import(rules=['a.sml'])\n");
    Cli.write(folder, "a.sml", "Import(rules=['main.sml'])\n");

    Result result = Cli.run("check", folder.toString());

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out()).contains("import cycle detected here");
  }

  @Test
  void aHostilePatternOnAHostileTextEnds() {
    Cli.write(
        folder,
        "main.sml",
        """
        Text: str = JsonData(path='$.text')
        Caught = Rule(when_all=[RegexMatch(pattern='^(a+)+$', target=Text)], description='caught')
        """);
    String hostile = "a".repeat(50_000) + "!";

    for (String dialect : List.of("strict", "compat")) {
      Result result =
          Cli.run(
              Cli.text(Cli.post(1, hostile) + Cli.post(2, "aaaa")),
              "run",
              "--rules",
              folder.toString(),
              "--input",
              "-",
              "--dialect",
              dialect);

      assertThat(result.code()).isZero();
      assertThat(result.lines()).hasSize(2);
      assertThat(result.lines().get(0)).contains("\"fired\":[]");
      assertThat(result.lines().get(1)).contains("\"fired\":[\"Caught\"]");
    }
  }

  @Test
  void anOutputThatCannotBeWrittenIsNamed() {
    Path input = Cli.write(folder, "in/events.jsonl", Cli.post(1, "a"));
    String rules = Cli.project(folder);

    Result nowhere =
        Cli.run(
            "run", "--rules", rules, "--input", input.toString(), "--output", folder + "/no/out");
    assertThat(nowhere.code()).isEqualTo(1);
    assertThat(nowhere.err())
        .contains("the folder `" + folder + "/no` of the output does not exist");
    Result isFolder =
        Cli.run(
            "run", "--rules", rules, "--input", input.toString(), "--output", folder.toString());
    assertThat(isFolder.code()).isEqualTo(1);
  }
}
