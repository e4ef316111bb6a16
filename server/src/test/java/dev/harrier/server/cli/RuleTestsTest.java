package dev.harrier.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harrier.server.cli.Cli.Result;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code harrier test}. */
final class RuleTestsTest {
  @TempDir private Path folder;

  private Result test(String yaml) {
    Cli.write(folder, "tests/a.test.yaml", yaml);
    return Cli.run("test", Cli.project(folder));
  }

  @Test
  void aTestThatHoldsPasses() {
    Result result =
        test(
            """
            - name: a long post is held
              given: [{type: post, data: {user: u1, text: long enough}}]
              expect:
                verdict: HOLD
                verdicts: [hold]
                fired: [Long]
                not_fired: [Short]
                features: {Length: 11, Long: true}
                effects: [{add_label: {entity: User/u1, label: wordy}}]
                labels: {User/u1: [wordy]}
                errors: 0
            """);

    assertThat(result.out())
        .isEqualTo("tests/a.test.yaml\n  ✓ a long post is held\n\n1 test: 1 passed, 0 failed\n");
    assertThat(result.code()).isZero();
  }

  @Test
  void whatIsNotAsExpectedIsShownWithBothSides() {
    Result result =
        test(
            """
            - name: a short post is held
              given: [{type: post, time: 2026-01-02T03:04:05Z, data: {user: u1, text: short}}]
              expect:
                verdict: hold
                features: {Length: 11, Nope: 1}
                effects: [{add_label: {entity: User/u1, label: wordy}}]
            """);

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out())
        .isEqualTo(
            """
            tests/a.test.yaml
              ✗ a short post is held  (line 1)
                  event 1 of 1 (post, 2026-01-02T03:04:05Z):
                    verdict
                      expected  "hold"
                      found     "allow"
                    feature Length
                      expected  11
                      found     5
                    feature Nope
                      expected  1
                      found     no such feature on this event
                    effects
                      expected  {"add_label":{"entity":"User/u1","label":"wordy"}}
                      found     none

            1 test: 0 passed, 1 failed
            """);
  }

  @Test
  void anEffectThatWasNotExpectedIsADifference() {
    Result result =
        test(
            """
            - name: no effect
              given: [{type: post, data: {user: u1, text: long enough}}]
              expect: {effects: []}
            """);

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out())
        .contains(
            "found     {\"add_label\":{\"entity\":\"User/u1\",\"label\":\"wordy\",\"reasons\":[\"Long\"]}}");
  }

  @Test
  void repeatedEventsVaryIdAndTime() {
    Cli.write(
        folder,
        "main.sml",
        """
        N: int = IncrementWindow(key='n', window_seconds=3600, when_all=[True])
        Id = GetActionId()
        Tenth = Rule(when_all=[N >= 10], description='tenth')
        """);
    Cli.write(
        folder,
        "tests/a.test.yaml",
        """
        - name: ten in an hour
          given: [{type: post, time: 2026-01-01T00:00:00Z, repeat: 10, every: 1m}]
          expect:
            - {at: 9, fired: [], features: {N: 9, Id: 9}}
            - {fired: [Tenth]}
        - name: not ten in an hour
          given: [{type: post, repeat: 10, every: 10m}]
          expect: {fired: [], features: {N: 6}}
        """);

    Result result = Cli.run("test", folder.toString());

    assertThat(result.out()).contains("2 tests: 2 passed, 0 failed");
  }

  @Test
  void outcomesCanBeReadByPrograms() {
    Cli.write(
        folder,
        "tests/a.test.yaml",
        "- {name: n, given: [{type: post, data: {user: u, text: t}}], expect: {verdict: allow}}\n");

    assertThat(Cli.run("test", Cli.project(folder), "--json").out())
        .isEqualTo(
            "[{\"name\":\"n\",\"path\":\"tests/a.test.yaml\",\"line\":1,\"passed\":true,\"differences\":[]}]\n");
  }

  @Test
  void aProjectWithoutTestsIsSaidToHaveNone() {
    Result result = Cli.run("test", Cli.project(folder));

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("has no tests, expected `tests/*.test.yaml`");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x: 1 | a.test.yaml:1: a test file must be a list",
        "- {given: [{type: a}], expect: {verdict: a}} | a.test.yaml:1: `name` is missing",
        "- {name: n, given: [], expect: {verdict: a}} | a.test.yaml:1: `given` holds no event",
        "- {name: n, given: [{type: a}], expect: {}} | a.test.yaml:1: `expect` expects nothing",
        "- {name: n, given: [{type: a}], expect: {at: 2, verdict: a}} | `at` is 2, but there are 1 events",
        "- {name: n, given: [{type: a, tpye: b}], expect: {}} | unknown field `tpye` of an event",
        "- {name: n, given: [{type: a, time: dawn}], expect: {}} | `time` is `dawn`, expected a time",
        "- {name: n, given: [{type: a, every: 5 years}], expect: {}} | `every` is `5 years`, expected a duration",
        "- {name: n, given: [{type: a, repeat: 0}], expect: {}} | `repeat` must be an int of at least 1",
        "- {name: n, given: [{type: a, repeat: 9999999}], expect: {}} | a test has at most 100000 events",
        "- {name: n, given: [{type: a}], expect: {effects: [a]}} | an effect must be a mapping",
        "- {name: n | a.test.yaml:",
      })
  void aTestFileThatCannotBeUnderstoodIsNamedWithTheLine(String yaml, String message) {
    Result result = test(yaml + "\n");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).startsWith("harrier: ").contains(message).doesNotContain("\tat ");
    assertThat(result.out()).isEmpty();
  }
}
