package dev.harrier.lang.source;

import dev.harrier.lang.source.Diagnostic.Related;
import dev.harrier.lang.source.Diagnostic.Severity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes diagnostics as an author reads them: message, place, the source line with a caret, hints.
 *
 * <pre>
 * error: 1 missing keyword argument(s)
 * --&gt; main.sml:1:11
 *      |
 *    1 | Foo: str = JsonData()
 *      |            ^ the following keyword arguments were not provided: [`path`]
 * </pre>
 */
public final class DiagnosticPrinter {
  private final Map<SourceFile, List<String>> lines = new HashMap<>();
  private final List<String> out = new ArrayList<>();

  private DiagnosticPrinter() {}

  /**
   * Returns the errors under one heading if there are several, then the warnings, each in its own
   * box; lines are joined by line feeds, without one at the end.
   */
  public static String print(List<Diagnostic> diagnostics) {
    DiagnosticPrinter printer = new DiagnosticPrinter();
    printer.section(diagnostics, Severity.ERROR, "error");
    printer.section(diagnostics, Severity.WARNING, "warning");
    return String.join("\n", printer.out);
  }

  private void section(List<Diagnostic> diagnostics, Severity severity, String word) {
    List<Diagnostic> chosen = diagnostics.stream().filter(d -> d.severity() == severity).toList();
    if (chosen.size() > 1) {
      out.add(chosen.size() + " " + word + "s occurred while validating:");
    }
    for (int i = 0; i < chosen.size(); i++) {
      String number = chosen.size() > 1 ? "[" + (i + 1) + "/" + chosen.size() + "] " : "";
      diagnostic(number + word + ": ", chosen.get(i));
    }
  }

  private void diagnostic(String heading, Diagnostic diagnostic) {
    out.add(heading + diagnostic.message());
    box("--> ", diagnostic.span(), diagnostic.hints());
    if (diagnostic.relatedMessage() != null && !diagnostic.related().isEmpty()) {
      out.add("~~~ " + diagnostic.relatedMessage());
    }
    int number = 1;
    for (Related related : diagnostic.related()) {
      box("--> (" + number++ + ") ", related.span(), related.hints());
    }
  }

  private void box(String arrow, Span span, List<String> hints) {
    List<String> text = lines.computeIfAbsent(span.file(), SourceFile::lines);
    String line = 1 <= span.line() && span.line() <= text.size() ? text.get(span.line() - 1) : "";
    String number = String.format(" %3d", span.line());
    String blank = " ".repeat(number.length());
    out.add(arrow + span);
    out.add(blank + " |");
    out.add(number + " | " + line);
    String caret = blank + " | " + " ".repeat(span.column()) + "^";
    out.add(hints.isEmpty() ? caret : caret + " " + hints.getFirst());
    for (int i = 1; i < hints.size(); i++) {
      out.add(blank + "   " + " ".repeat(span.column()) + "| " + hints.get(i));
    }
  }
}
