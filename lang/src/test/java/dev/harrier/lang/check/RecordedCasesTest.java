package dev.harrier.lang.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.harrier.lang.check.RecordedCases.Case;
import dev.harrier.lang.program.Program;
import dev.harrier.lang.program.Program.Define;
import dev.harrier.lang.program.Program.Definition;
import dev.harrier.lang.source.Diagnostic;
import dev.harrier.lang.source.DiagnosticPrinter;
import dev.harrier.lang.source.Dialect;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The compat dialect says of every recorded project what the reference engine said of it. */
final class RecordedCasesTest {
  private static List<Case> cases = List.of();

  @BeforeAll
  static void read() {
    assumeTrue(Files.exists(RecordedCases.path()), "no recorded cases at " + RecordedCases.path());
    cases = RecordedCases.read();
  }

  @Test
  void everyRejectedProjectIsRejectedWithTheRecordedText() {
    verify(
        c -> c.expect().has("errors") && !c.deviates(),
        c -> {
          List<Diagnostic> found = Checker.check(c.sources(), Dialect.COMPAT).diagnostics();
          return rejection(c.expect(), found);
        });
  }

  private static String rejection(JsonNode expect, List<Diagnostic> found) {
    StringBuilder wrong = new StringBuilder();
    String rendered = DiagnosticPrinter.print(found);
    boolean ownWords = false;
    for (JsonNode error : expect.get("errors")) {
      ownWords |= error.path("syntax_error").asBoolean();
    }
    String recorded = expect.get("rendered").textValue();
    if (!ownWords && !rendered.equals(recorded)) {
      wrong.append("recorded:\n").append(recorded).append("\nfound:\n").append(rendered);
    }
    if (places(found).equals(places(expect.get("errors")))) {
      return wrong.toString();
    }
    return wrong
        .append("\nplaces and checks: ")
        .append(places(expect.get("errors")))
        .append(" found ")
        .append(places(found))
        .toString();
  }

  /** The parser's codes are its own affair. */
  private static List<String> places(List<Diagnostic> found) {
    List<String> places = new ArrayList<>();
    for (Diagnostic diagnostic : found) {
      String code = diagnostic.code();
      boolean parser = Character.isLowerCase(code.charAt(0));
      places.add(diagnostic.span() + " " + (parser ? "" : code));
    }
    return places;
  }

  private static List<String> places(JsonNode errors) {
    List<String> places = new ArrayList<>();
    for (JsonNode error : errors) {
      places.add(
          error.get("path").textValue()
              + ":"
              + error.get("line")
              + ":"
              + error.get("column")
              + " "
              + error.path("validator").asText(""));
    }
    return places;
  }

  @Test
  void everyAcceptedProjectIsAccepted() {
    verify(
        c -> c.expect().has("results"),
        c -> DiagnosticPrinter.print(Checker.check(c.sources(), Dialect.COMPAT).diagnostics()));
  }

  @Test
  void aReferenceThatDiedLeavesOrdinaryDiagnostics() {
    verify(
        c -> !c.expect().has("results") && c.deviates(),
        c -> {
          Checker.check(c.sources(), Dialect.COMPAT);
          return "";
        });
  }

  @Test
  void theFeaturesAreThoseOfTheRecordedResults() {
    verify(
        c -> c.expect().has("results") && !c.deviates(),
        c -> {
          Program program = Checker.check(c.sources(), Dialect.COMPAT).program();
          if (program == null) {
            return "rejected";
          }
          TreeSet<String> found = new TreeSet<>();
          program
              .reachable()
              .forEach(
                  unit ->
                      unit.steps().stream()
                          .filter(Define.class::isInstance)
                          .map(step -> program.definitions().get(((Define) step).definition()))
                          .filter(Definition::extracted)
                          .forEach(d -> found.add(d.name())));
          TreeSet<String> recorded = new TreeSet<>();
          for (JsonNode result : c.expect().get("results")) {
            result.path("features").fieldNames().forEachRemaining(recorded::add);
          }
          boolean conditional = c.sources().rules().size() > 1;
          boolean good = conditional ? found.containsAll(recorded) : found.equals(recorded);
          return good ? "" : "recorded " + recorded + ", found " + found;
        });
  }

  /**
   * Every case of one kind must give an empty complaint; the figures by section head the failure.
   */
  private static void verify(Predicate<Case> kind, Function<Case, String> complaint) {
    Map<String, int[]> figures = new TreeMap<>();
    List<String> failures = new ArrayList<>();
    for (Case c : cases) {
      if (!kind.test(c)) {
        continue;
      }
      String text;
      try {
        text = complaint.apply(c);
      } catch (RuntimeException | AssertionError e) {
        text =
            e
                + " at "
                + List.of(e.getStackTrace()).subList(0, Math.min(6, e.getStackTrace().length));
      }
      int[] figure = figures.computeIfAbsent(c.section(), s -> new int[2]);
      figure[1]++;
      if (text.isEmpty()) {
        figure[0]++;
      } else {
        failures.add("== " + c.id() + "\n" + text);
      }
    }
    StringBuilder summary = new StringBuilder();
    figures.forEach((s, f) -> summary.append(s).append(' ').append(f[0] + "/" + f[1] + "  "));
    assertThat(failures.stream().limit(FAILURES_SHOWN).toList())
        .as("%d fail; matched by section: %s", failures.size(), summary)
        .isEmpty();
  }

  private static final int FAILURES_SHOWN = Integer.getInteger("harrier.failures", 10);
}
