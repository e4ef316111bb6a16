package dev.harrier.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.harrier.server.cli.Cli.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The example projects are sound, pass their own tests, and decide what they were written for. */
final class ExamplesTest {
  private String homeBefore;

  @BeforeEach
  void nameTheCheckout() {
    homeBefore = System.getProperty("harrier.home");
    System.setProperty("harrier.home", Cli.home().toString());
  }

  @AfterEach
  void restore() {
    if (homeBefore == null) {
      System.clearProperty("harrier.home");
    } else {
      System.setProperty("harrier.home", homeBefore);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"social", "bluesky", "tweets"})
  void anExampleHasNeitherErrorNorWarning(String name) {
    Result result = Cli.run("check", Cli.example(name));

    assertThat(result.out()).startsWith("no errors: ");
    assertThat(result.code()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"social", "bluesky", "tweets"})
  void anExamplePassesItsOwnTests(String name) {
    for (String backend : new String[] {"interpreted", "compiled"}) {
      Result result = Cli.run("test", Cli.example(name), "--backend", backend);

      assertThat(result.out()).contains(" passed, 0 failed").doesNotContain("✗");
      assertThat(result.code()).isZero();
    }
  }

  @Test
  void theDemoCatchesAttackersAndLeavesInnocentsAlone() {
    Result result = Cli.run("demo", "--people", "200");

    assertThat(result.code()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .startsWith("AN EVENING ON A MADE-UP PLATFORM (seed 1)\n")
        .containsPattern("link-spam wave +60 +[1-9]\\d* ")
        .containsPattern("reply brigade +35 +[1-9]\\d* ")
        .containsPattern("a bakery +1 +1 +36 of 36 +100%")
        .containsPattern("a bot +BotScore .* in truth of the link-spam wave\n +because AgeHours ")
        .containsPattern(
            "a spam wave +SpamScore .* in truth of the link-spam wave\n +because text ")
        .containsPattern("a brigade +u10007: .* people who never wrote before, .* probably hostile")
        .contains(
            "by which rule",
            "JoinsLinkWave",
            "PileOn",
            "once warm",
            "the live page was at http://127.0.0.1:");
  }

  @Test
  void theSameSeedMakesTheSameEvening() {
    String first = untilSpeed(Cli.run("demo", "--people", "100", "--seed", "7").out());

    assertThat(untilSpeed(Cli.run("demo", "--people", "100", "--seed", "7").out()))
        .isEqualTo(first);
    assertThat(untilSpeed(Cli.run("demo", "--people", "100", "--seed", "8").out()))
        .isNotEqualTo(first);
  }

  private static String untilSpeed(String text) {
    return text.substring(0, text.indexOf("\nspeed"));
  }

  @Test
  void blueskyDecidesEveryRecordedFrame() {
    decidesAll("bluesky", "data/streams/jetstream_sample/expected_v1.jsonl", 152);
  }

  @Test
  void tweetsDecidesEveryTweetObject() {
    decidesAll("tweets", "data/streams/rumoureval_v11_json/tweets.jsonl.xz", 5_568);
  }

  private static void decidesAll(String example, String input, int events) {
    Path file = Cli.shared().resolve(input);
    assumeTrue(
        Files.exists(file),
        "skipped: " + file + " not found (development data is not part of the project)");

    Result result = Cli.run("run", "--rules", Cli.example(example), "--input", file.toString());

    assertThat(result.code()).isZero();
    assertThat(result.lines()).hasSize(events);
    assertThat(result.err()).doesNotContain("bad lines");
  }

  @ParameterizedTest
  @ValueSource(strings = {"interpreted", "compiled"})
  void theTwoHundredRulesDecideAsExpected(String backend) {
    Path bench = Cli.shared().resolve("bench/rules200");
    assumeTrue(
        Files.exists(bench),
        "skipped: " + bench + " not found (development data is not part of the project)");

    Result result =
        Cli.run(
            "run",
            "--rules",
            bench.resolve("rules").toString(),
            "--input",
            bench.resolve("events.jsonl.xz").toString(),
            "--expect",
            bench.resolve("expected.jsonl.xz").toString(),
            "--backend",
            backend);

    assertThat(result.err()).contains("20,000 decisions compared: 20,000 equal, 0 different");
    assertThat(result.code()).isZero();
  }
}
