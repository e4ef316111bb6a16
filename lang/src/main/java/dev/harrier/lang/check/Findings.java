package dev.harrier.lang.check;

import dev.harrier.lang.source.Diagnostic;
import dev.harrier.lang.source.Diagnostic.Related;
import dev.harrier.lang.source.Diagnostic.Severity;
import dev.harrier.lang.source.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the checks have found so far, and which of them found an error. */
final class Findings {
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private final Set<String> failed = new HashSet<>();

  private int errors;

  void add(Diagnostic diagnostic) {
    diagnostics.add(diagnostic);
    if (diagnostic.severity() == Severity.ERROR) {
      failed.add(diagnostic.code());
      errors++;
    }
  }

  void error(String check, String message, Span span, String... hints) {
    add(Diagnostic.error(check, message, span, hints));
  }

  void error(String check, String message, Span span, List<String> hints, List<Related> related) {
    error(check, message, span, hints, related, null);
  }

  void error(
      String check,
      String message,
      Span span,
      List<String> hints,
      List<Related> related,
      @Nullable String relatedMessage) {
    add(new Diagnostic(Severity.ERROR, check, message, span, hints, related, relatedMessage));
  }

  /** Whether any of the given checks found an error. */
  boolean failed(String... checks) {
    for (String check : checks) {
      if (failed.contains(check)) {
        return true;
      }
    }
    return false;
  }

  /** Number of errors so far. */
  int errors() {
    return errors;
  }

  boolean failed() {
    return !failed.isEmpty();
  }

  List<Diagnostic> sorted() {
    return diagnostics.stream().sorted(Diagnostic.ORDER).toList();
  }

  static Related at(Span span, String... hints) {
    return new Related(span, List.of(hints));
  }
}
