package dev.harrier.runtime.conformance;

import dev.harrier.decision.Decision;
import dev.harrier.event.Event;
import dev.harrier.json.JsonException;
import dev.harrier.json.JsonParser;
import dev.harrier.lang.RuleCompiler;
import dev.harrier.lang.RuleCompiler.Backend;
import dev.harrier.lang.source.Diagnostic;
import dev.harrier.lang.source.Diagnostic.Severity;
import dev.harrier.lang.source.DiagnosticPrinter;
import dev.harrier.lang.source.Dialect;
import dev.harrier.rule.Evaluator;
import dev.harrier.rule.FeatureMode;
import dev.harrier.runtime.embed.StateFacts;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/**
 * Runs a file of recorded cases and compares.
 *
 * <pre>{@code
 * Conformance.Report report = Conformance.run(Path.of("sml-cases.jsonl.xz"), Backend.INTERPRETED, 10);
 * }</pre>
 */
public final class Conformance {
  /** Members of a result whose order is the reference's order of readiness, which does not bind. */
  private static final Set<String> UNORDERED =
      Set.of("verdicts", "label_mutations", "effects", "audit", "failures", "applied");

  /** Longest text of one side of a difference; the rest is cut, and said. */
  private static final int SIDE_CHARACTERS = 2_000;

  private final Backend backend;
  private final int shown;
  private final SortedMap<String, Figures> sections = new TreeMap<>();
  private final List<Mismatch> mismatches = new ArrayList<>();
  private final List<Deviation> deviations = new ArrayList<>();
  private int passed;
  private int failed;

  private Conformance(Backend backend, int shown) {
    this.backend = backend;
    this.shown = shown;
  }

  /**
   * What a file of cases showed.
   *
   * @param passed cases that came out as recorded
   * @param failed cases that did not
   * @param deviations cases whose record does not bind, in order; each was run and gave a
   *     diagnostic or decisions
   * @param sections the same figures by section
   * @param mismatches the first failed cases, with both sides
   */
  public record Report(
      int passed,
      int failed,
      List<Deviation> deviations,
      SortedMap<String, Figures> sections,
      List<Mismatch> mismatches) {}

  /** Numbers of cases of one section. */
  public record Figures(int passed, int failed, int deviations) {
    Figures plus(int morePassed, int moreFailed, int moreDeviations) {
      return new Figures(passed + morePassed, failed + moreFailed, deviations + moreDeviations);
    }
  }

  /**
   * A case whose record does not bind.
   *
   * @param reason why, as recorded
   * @param asRecorded whether the outcome was the recorded one all the same
   */
  public record Deviation(String id, String reason, boolean asRecorded) {}

  /** A failed case. */
  public record Mismatch(String id, List<Difference> differences) {}

  /** One member in which a case differs, such as {@code event 3 features.X}. */
  public record Difference(String where, String recorded, String found) {}

  /**
   * Runs all cases of a file, JSON Lines, plain or {@code .xz}.
   *
   * @param shown how many failed cases the report keeps
   * @throws IOException the file cannot be read, or a line is no case; the message names the line
   */
  public static Report run(Path file, Backend backend, int shown) throws IOException {
    Conformance conformance = new Conformance(backend, shown);
    try (InputStream stream = new BufferedInputStream(Files.newInputStream(file));
        InputStream plain = file.toString().endsWith(".xz") ? new XZInputStream(stream) : stream;
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8))) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!line.isBlank()) {
          conformance.add(parsed(line, file, number));
        }
      }
    }
    return conformance.report();
  }

  private static RecordedCase parsed(String line, Path file, int number) throws IOException {
    try {
      return new RecordedCase(JsonParser.parse(line.getBytes(StandardCharsets.UTF_8)));
    } catch (JsonException e) {
      throw new IOException(file + ":" + number + ": " + e.getMessage(), e);
    }
  }

  private Report report() {
    return new Report(passed, failed, List.copyOf(deviations), sections, List.copyOf(mismatches));
  }

  private void add(RecordedCase recorded) {
    List<Difference> differences = new ArrayList<>();
    boolean died = false;
    try {
      compare(recorded, differences);
    } catch (RuntimeException | AssertionError | StackOverflowError fault) {
      died = true;
      differences.add(new Difference("engine", "a diagnostic or a decision", trace(fault)));
    }
    String reason = died ? null : recorded.deviation();
    Figures figures = sections.getOrDefault(recorded.section(), new Figures(0, 0, 0));
    if (reason != null) {
      deviations.add(new Deviation(recorded.id(), reason, differences.isEmpty()));
      figures = figures.plus(0, 0, 1);
    } else if (differences.isEmpty()) {
      passed++;
      figures = figures.plus(1, 0, 0);
    } else {
      failed++;
      figures = figures.plus(0, 1, 0);
      if (mismatches.size() < shown) {
        mismatches.add(new Mismatch(recorded.id(), List.copyOf(differences)));
      }
    }
    sections.put(recorded.section(), figures);
  }

  private static String trace(Throwable fault) {
    StringBuilder text = new StringBuilder(fault.toString());
    StackTraceElement[] frames = fault.getStackTrace();
    for (int i = 0; i < Math.min(4, frames.length); i++) {
      text.append(" at ").append(frames[i]);
    }
    return fault.getCause() == null
        ? text.toString()
        : text + " caused by " + trace(fault.getCause());
  }

  private void compare(RecordedCase recorded, List<Difference> differences) {
    RuleCompiler.Result compiled =
        RuleCompiler.compile(recorded.sources(), Dialect.COMPAT, backend);
    Map<?, ?> expect = recorded.expect();
    List<Diagnostic> errors =
        compiled.diagnostics().stream().filter(d -> d.severity() == Severity.ERROR).toList();
    if (expect.get("results") instanceof List<?> results && compiled.program() != null) {
      compareResults(
          recorded, results, compiled.program().newEvaluator(FeatureMode.ALL), differences);
    } else if (expect.get("errors") instanceof List<?> recordedErrors && !errors.isEmpty()) {
      compareErrors(recordedErrors, expect.get("rendered"), errors, differences);
    } else {
      String found =
          errors.isEmpty() ? "accepted" : "rejected:\n" + DiagnosticPrinter.print(errors);
      differences.add(new Difference("project", shown(expect), found));
    }
  }

  private static void compareErrors(
      List<?> recorded,
      @Nullable Object rendered,
      List<Diagnostic> errors,
      List<Difference> differences) {
    List<Object> found = new ArrayList<>();
    errors.forEach(error -> found.add(Forms.diagnostic(error)));
    boolean anyWording = false;
    if (recorded.size() != found.size()) {
      differences.add(new Difference("errors", shown(recorded), shown(found)));
      return;
    }
    for (int i = 0; i < recorded.size(); i++) {
      Map<?, ?> expected = (Map<?, ?>) recorded.get(i);
      Map<?, ?> actual = (Map<?, ?>) found.get(i);
      if (Boolean.TRUE.equals(expected.get("syntax_error"))) {
        anyWording = true;
        expected = place(expected);
        actual = place(actual);
      }
      if (!Plain.same(expected, actual)) {
        differences.add(new Difference("error " + (i + 1), shown(expected), shown(actual)));
      }
    }
    String text = DiagnosticPrinter.print(errors);
    if (!anyWording && rendered instanceof String expected && !expected.equals(text)) {
      differences.add(new Difference("rendered", expected, text));
    }
  }

  private static Map<String, @Nullable Object> place(Map<?, ?> error) {
    Map<String, @Nullable Object> place = new LinkedHashMap<>();
    for (String member : List.of("path", "line", "column")) {
      place.put(member, error.get(member));
    }
    return place;
  }

  private static void compareResults(
      RecordedCase recorded, List<?> results, Evaluator evaluator, List<Difference> differences) {
    List<Event> events = recorded.events();
    for (int i = 0; i < events.size(); i++) {
      StateFacts facts = StateFacts.inMemory();
      recorded.labels().forEach(facts::setLabels);
      Decision decision = evaluator.decide(events.get(i), facts);
      Map<String, @Nullable Object> found = Forms.decision(decision);
      if (recorded.apply()) {
        found.put(
            "applied",
            facts.apply(decision.effects(), events.get(i).timeMicros()).stream()
                .map(Forms::applied)
                .toList());
        found.put("labels_after", Forms.labels(facts.labels()));
      }
      compareResult(
          "event " + (i + 1) + " ",
          (Map<?, ?>) results.get(i),
          found,
          recorded.unordered(),
          differences);
    }
  }

  private static void compareResult(
      String where,
      Map<?, ?> recorded,
      Map<String, @Nullable Object> found,
      List<?> unorderedFeatures,
      List<Difference> differences) {
    found.forEach(
        (member, value) -> {
          Object expected = recorded.get(member);
          if (expected == null) {
            expected = value instanceof Map<?, ?> ? Map.of() : List.of();
          }
          switch (member) {
            case "features" ->
                compareFeatures(
                    where, (Map<?, ?>) expected, (Map<?, ?>) value, unorderedFeatures, differences);
            case "effects" ->
                add(where + member, Forms.idsAsText(expected), value, true, differences);
            case "failures" -> add(where + member, places(expected), value, true, differences);
            default ->
                add(where + member, expected, value, UNORDERED.contains(member), differences);
          }
        });
  }

  private static void compareFeatures(
      String where,
      Map<?, ?> recorded,
      Map<?, ?> found,
      List<?> unordered,
      List<Difference> differences) {
    for (Object name : recorded.keySet()) {
      if (!found.containsKey(name)) {
        differences.add(
            new Difference(where + "features." + name, shown(recorded.get(name)), "absent"));
      } else {
        boolean anyOrder = unordered.contains(name);
        add(where + "features." + name, recorded.get(name), found.get(name), anyOrder, differences);
      }
    }
    for (Object name : found.keySet()) {
      if (!recorded.containsKey(name)) {
        differences.add(
            new Difference(where + "features." + name, "absent", shown(found.get(name))));
      }
    }
  }

  private static List<Object> places(@Nullable Object failures) {
    List<Object> places = new ArrayList<>();
    if (failures instanceof List<?> list) {
      list.forEach(failure -> places.add(place((Map<?, ?>) failure)));
    }
    return places;
  }

  private static void add(
      String where,
      @Nullable Object recorded,
      @Nullable Object found,
      boolean anyOrder,
      List<Difference> differences) {
    if (!(anyOrder ? Plain.sameMultiset(recorded, found) : Plain.same(recorded, found))) {
      differences.add(new Difference(where, shown(recorded), shown(found)));
    }
  }

  private static String shown(@Nullable Object value) {
    String text = String.valueOf(value);
    return text.length() <= SIDE_CHARACTERS
        ? text
        : text.substring(0, SIDE_CHARACTERS) + "… (" + text.length() + " characters)";
  }
}
