package dev.harrier.lang.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harrier.decision.Decision;
import dev.harrier.event.Event;
import dev.harrier.lang.RuleCompiler;
import dev.harrier.lang.RuleCompiler.Backend;
import dev.harrier.lang.source.DiagnosticPrinter;
import dev.harrier.lang.source.Dialect;
import dev.harrier.lang.source.Sources;
import dev.harrier.rule.Evaluator;
import dev.harrier.rule.FeatureMode;
import dev.harrier.rule.RuleProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random well-typed projects on random events: interpreter and compiled program decide alike. A
 * million pairs: {@code ./mvnw test -pl lang -am -Dtest=BackendTrialsTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dtrials=1000000}.
 */
final class BackendTrialsTest {
  private static final int PAIRS = 20_000;

  /** Compiling costs as much as deciding many events. */
  private static final int EVENTS_PER_PROJECT = 40;

  @Test
  void theInterpreterDecidesEverythingAndTheSameTwice() {
    Trials.run(2_000, EVENTS_PER_PROJECT, BackendTrialsTest::repeat);
  }

  private static void repeat(long seed) throws Exception {
    Random random = new Random(seed);
    Sources sources = RandomProject.generate(random);
    String text = print(sources);
    RuleProgram program = compile(sources, Dialect.COMPAT, Backend.INTERPRETED, text);
    Evaluator evaluator = program.newEvaluator(FeatureMode.ALL);
    for (int i = 0; i < EVENTS_PER_PROJECT; i++) {
      Event event = RandomEvents.event(RandomEvents.data(random), i);
      Decision first = evaluator.decide(event, new FixedFacts());
      assertThat(program.newEvaluator(FeatureMode.ALL).decide(event, new FixedFacts()))
          .as(text)
          .isEqualTo(first);
    }
  }

  @Test
  void theCompiledProgramDecidesAsTheInterpreterDoes() {
    Trials.run(PAIRS, EVENTS_PER_PROJECT, BackendTrialsTest::compare);
  }

  private static void compare(long seed) throws Exception {
    Random random = new Random(seed);
    Dialect dialect = random.nextBoolean() ? Dialect.COMPAT : Dialect.STRICT;
    Sources sources = RandomProject.generate(random);
    String text = dialect + "\n" + print(sources);
    Evaluator reference =
        compile(sources, dialect, Backend.INTERPRETED, text).newEvaluator(FeatureMode.ALL);
    RuleProgram compiled = compile(sources, dialect, Backend.COMPILED, text);
    Evaluator all = compiled.newEvaluator(FeatureMode.ALL);
    Evaluator used = compiled.newEvaluator(FeatureMode.USED);
    Evaluator none = compiled.newEvaluator(FeatureMode.NONE);
    for (int i = 0; i < EVENTS_PER_PROJECT; i++) {
      String data = RandomEvents.data(random);
      Event event = RandomEvents.event(data, i);
      String what = text + "\nevent " + i + ": " + data;
      Decision expected = reference.decide(event, new FixedFacts());
      assertThat(all.decide(event, new FixedFacts())).as(what).isEqualTo(expected);
      assertSameOutcome(used.decide(event, new FixedFacts()), expected, "used\n" + what);
      assertSameOutcome(none.decide(event, new FixedFacts()), expected, "none\n" + what);
    }
  }

  @Test
  void stateEvolvesAlikeInEveryMode() {
    Trials.run(PAIRS / 4, EVENTS_PER_PROJECT, BackendTrialsTest::evolve);
  }

  /** A text of a file that did not run was computed, to be scanned, and stored a value. */
  @Test
  void aTextOfAFileThatDoesNotRunIsNotComputed() throws Exception {
    evolve(5395);
  }

  /**
   * One stream of events, and a memory for each way of running the program. Ints that leave 64 bits
   * make compiled code give events up half-way.
   */
  private static void evolve(long seed) throws Exception {
    Random random = new Random(~seed);
    Dialect dialect = random.nextBoolean() ? Dialect.COMPAT : Dialect.STRICT;
    Sources sources = RandomProject.generate(random);
    String text = dialect + "\n" + print(sources);
    RuleProgram compiled = compile(sources, dialect, Backend.COMPILED, text);
    Evaluator reference =
        compile(sources, dialect, Backend.INTERPRETED, text).newEvaluator(FeatureMode.ALL);
    FixedFacts expectedFacts = new FixedFacts();
    List<Evaluator> evaluators = new ArrayList<>();
    List<FixedFacts> facts = new ArrayList<>();
    for (FeatureMode mode : FeatureMode.values()) {
      evaluators.add(compiled.newEvaluator(mode));
      facts.add(new FixedFacts());
    }
    for (int i = 0; i < EVENTS_PER_PROJECT; i++) {
      String data = RandomEvents.data(random);
      Event event = RandomEvents.event(data, i);
      Decision expected = reference.decide(event, expectedFacts);
      for (FeatureMode mode : FeatureMode.values()) {
        int at = mode.ordinal();
        String what = mode + "\n" + text + "\nevent " + i + ": " + data;
        assertSameOutcome(evaluators.get(at).decide(event, facts.get(at)), expected, what);
        assertThat(facts.get(at).state()).as(what).isEqualTo(expectedFacts.state());
      }
    }
  }

  /** What no plan may change. */
  private static void assertSameOutcome(Decision actual, Decision expected, String what) {
    assertThat(actual.fired()).as(what).isEqualTo(expected.fired());
    assertThat(actual.verdicts()).as(what).isEqualTo(expected.verdicts());
    assertThat(actual.verdict()).as(what).isEqualTo(expected.verdict());
    assertThat(actual.effects()).as(what).isEqualTo(expected.effects());
    assertThat(actual.shadowEffects()).as(what).isEqualTo(expected.shadowEffects());
  }

  private static RuleProgram compile(
      Sources sources, Dialect dialect, Backend backend, String text) {
    RuleCompiler.Result result =
        RuleCompiler.compile(sources, dialect, backend, LinearModel.READER);
    RuleProgram program = result.program();
    if (program == null) {
      throw new AssertionError(DiagnosticPrinter.print(result.diagnostics()) + "\n" + text);
    }
    return program;
  }

  private static String print(Sources sources) {
    StringBuilder text = new StringBuilder();
    sources.rules().forEach((path, file) -> text.append("--- " + path + "\n" + file.text()));
    return text.toString();
  }
}
