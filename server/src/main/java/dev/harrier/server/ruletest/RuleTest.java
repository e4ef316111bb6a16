package dev.harrier.server.ruletest;

import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * One test.
 *
 * @param path file; {@code line} where it begins, from 1
 * @param given events in order, repetitions written out
 * @param expect what is expected, in the order of the file
 */
record RuleTest(String name, String path, int line, List<Given> given, List<Expect> expect) {
  RuleTest {
    given = List.copyOf(given);
    expect = List.copyOf(expect);
  }

  /**
   * An event.
   *
   * @param data payload as plain values; {@code secretData} likewise, null if there is none
   */
  record Given(
      String id,
      String type,
      long timeMicros,
      Map<String, @Nullable Object> data,
      @Nullable Map<String, @Nullable Object> secretData) {}

  /**
   * What one decision should be; null is what the test says nothing of.
   *
   * @param at number of the event, from 1
   * @param features values by name; others may be as they like
   * @param fired all rules that fired; {@code notFired} rules that did not
   * @param effects all effects but verdicts, as the output writes them; members left out may be as
   *     they like
   * @param shadowEffects likewise, verdicts included
   * @param labels all labels on each entity named, after the event
   */
  record Expect(
      int line,
      int at,
      @Nullable Map<String, @Nullable Object> features,
      @Nullable String verdict,
      @Nullable List<String> verdicts,
      @Nullable SortedSet<String> fired,
      @Nullable SortedSet<String> notFired,
      @Nullable List<Map<?, ?>> effects,
      @Nullable List<Map<?, ?>> shadowEffects,
      @Nullable Map<String, SortedSet<String>> labels,
      @Nullable Long errors) {}
}
