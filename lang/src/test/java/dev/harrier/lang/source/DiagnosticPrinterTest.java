package dev.harrier.lang.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harrier.lang.source.Diagnostic.Related;
import dev.harrier.lang.source.Diagnostic.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DiagnosticPrinterTest {
  private static final SourceFile FILE =
      new SourceFile("rules/a.sml", "Cost = 2 +\n  Tax\r\nEnd = 1");

  private static Diagnostic error(int line, int column, String... hints) {
    return Diagnostic.error("test", "found `x`", new Span(FILE, line, column), hints);
  }

  @Test
  void nothingIsPrintedAsNothing() {
    assertThat(DiagnosticPrinter.print(List.of())).isEmpty();
  }

  @Test
  void oneErrorHasNoHeading() {
    assertThat(DiagnosticPrinter.print(List.of(error(2, 2))))
        .isEqualTo(
            """
            error: found `x`
            --> rules/a.sml:2:2
                 |
               2 |   Tax
                 |   ^""");
  }

  @Test
  void furtherHintLinesStandUnderTheFirst() {
    assertThat(DiagnosticPrinter.print(List.of(error(3, 6, "try this", "or that"))))
        .endsWith("     |       ^ try this\n             | or that");
  }

  @Test
  void anEmptyFirstHintLineKeepsItsBlank() {
    assertThat(DiagnosticPrinter.print(List.of(error(3, 0, "", "below")))).contains("| ^ \n");
  }

  @Test
  void severalErrorsAreCountedAndNumbered() {
    String text = DiagnosticPrinter.print(List.of(error(1, 0), error(2, 0)));
    assertThat(text)
        .startsWith("2 errors occurred while validating:\n[1/2] error: found `x`")
        .contains("\n[2/2] error: found `x`\n--> rules/a.sml:2:0\n");
  }

  @Test
  void furtherPlacesAreNumberedBelowTheirLeadText() {
    Diagnostic diagnostic =
        new Diagnostic(
            Severity.ERROR,
            "test",
            "found twice",
            new Span(FILE, 1, 0),
            List.of(),
            List.of(
                new Related(new Span(FILE, 2, 2), List.of("here")),
                new Related(new Span(FILE, 3, 0), List.of())),
            "also:");
    assertThat(DiagnosticPrinter.print(List.of(diagnostic)))
        .endsWith(
            """
            ~~~ also:
            --> (1) rules/a.sml:2:2
                 |
               2 |   Tax
                 |   ^ here
            --> (2) rules/a.sml:3:0
                 |
               3 | End = 1
                 | ^""");
  }

  @Test
  void warningsFollowErrorsUnderTheirOwnHeading() {
    Diagnostic warning = Diagnostic.warning("test", "odd", new Span(FILE, 1, 0));
    assertThat(DiagnosticPrinter.print(List.of(warning, error(3, 0), warning)))
        .startsWith("error: found `x`")
        .contains("2 warnings occurred while validating:\n[1/2] warning: odd");
  }

  @Test
  void aBoxWidensWithItsLineNumber() {
    SourceFile tall = new SourceFile("tall.sml", "\n".repeat(12_344) + "X = 1");
    Diagnostic diagnostic = Diagnostic.error("test", "found", new Span(tall, 12_345, 4), "a", "b");
    assertThat(DiagnosticPrinter.print(List.of(diagnostic)))
        .endsWith(
            """
            --> tall.sml:12345:4
                   |
             12345 | X = 1
                   |     ^ a
                         | b""");
  }

  @Test
  void aPlaceBeyondTheFileShowsAnEmptyLine() {
    assertThat(DiagnosticPrinter.print(List.of(error(99, 0)))).endsWith("  99 | \n     | ^");
  }
}
