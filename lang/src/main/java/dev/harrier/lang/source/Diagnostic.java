package dev.harrier.lang.source;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something wrong with a project, in its author's terms.
 *
 * @param code which check says so: {@code syntax}, {@code parse}, or a validator's name such as
 *     {@code ValidateStaticTypes}
 * @param message what was found; lower case, no full stop, names in backticks
 * @param span where
 * @param hints lines that say what was expected or how to mend it
 * @param related further places, in order
 * @param relatedMessage text before the further places; null if none
 */
public record Diagnostic(
    Severity severity,
    String code,
    String message,
    Span span,
    List<String> hints,
    List<Related> related,
    @Nullable String relatedMessage) {

  /** Order in which diagnostics are shown: path, line, column, message. */
  public static final Comparator<Diagnostic> ORDER =
      Comparator.comparing(Diagnostic::span).thenComparing(Diagnostic::message);

  public Diagnostic {
    Objects.requireNonNull(severity);
    Objects.requireNonNull(code);
    Objects.requireNonNull(message);
    Objects.requireNonNull(span);
    hints = List.copyOf(hints);
    related = List.copyOf(related);
  }

  public enum Severity {
    ERROR,
    WARNING
  }

  /** A further place that belongs to a diagnostic. */
  public record Related(Span span, List<String> hints) {
    public Related {
      hints = List.copyOf(hints);
    }
  }

  public static Diagnostic error(String code, String message, Span span, String... hints) {
    return new Diagnostic(Severity.ERROR, code, message, span, List.of(hints), List.of(), null);
  }

  public static Diagnostic warning(String code, String message, Span span, String... hints) {
    return new Diagnostic(Severity.WARNING, code, message, span, List.of(hints), List.of(), null);
  }
}
