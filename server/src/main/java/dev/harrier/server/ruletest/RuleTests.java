package dev.harrier.server.ruletest;

import dev.harrier.lang.source.SourceFile;
import dev.harrier.runtime.bundle.Bundle;
import java.util.ArrayList;
import java.util.List;

/** Runs the tests of a project. */
public final class RuleTests {
  private RuleTests() {}

  /**
   * What became of one test.
   *
   * @param path file; {@code line} where it begins, from 1
   * @param differences what was not as expected, line by line; empty if the test passed
   */
  public record Outcome(String name, String path, int line, List<String> differences) {
    public Outcome {
      differences = List.copyOf(differences);
    }

    public boolean passed() {
      return differences.isEmpty();
    }
  }

  /**
   * Runs the tests of one file, in order.
   *
   * @throws RuleTestFault the file cannot be understood
   */
  public static List<Outcome> run(SourceFile file, Bundle bundle) throws RuleTestFault {
    List<Outcome> outcomes = new ArrayList<>();
    for (RuleTest test : RuleTestFile.read(file)) {
      outcomes.add(
          new Outcome(
              test.name(), test.path(), test.line(), RuleTestRun.differences(test, bundle)));
    }
    return outcomes;
  }
}
