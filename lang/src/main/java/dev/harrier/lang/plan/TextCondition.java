package dev.harrier.lang.plan;

import dev.harrier.lang.regex.PythonRegex;
import dev.harrier.lang.regex.RequiredLiterals;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the shared literal scan can say of a condition on a text.
 *
 * <p>The scan folds ASCII letters to lower case. It is exact for a text whose characters beyond
 * ASCII cannot become ASCII letters by any case rule; of any other text the runtime reports every
 * literal as found and none as decisive.
 *
 * @param base the text that is scanned
 * @param literals lower-cased ASCII; the condition can only hold if one of them occurs in the
 *     folded text
 * @param decisive whether the occurrence of one of them decides that it holds
 * @param starts literals with one of which a match begins; empty if unknown
 */
record TextCondition(Node base, List<String> literals, boolean decisive, List<String> starts) {
  /** Shorter literals occur too often to be worth a place in the scan. */
  static final int MIN_LITERAL_LENGTH = 2;

  /** Returns what can be said of the condition, or null for nothing. */
  static @Nullable TextCondition of(Node condition) {
    if (!(condition.op() instanceof Op.Invoke invoke)) {
      return null;
    }
    return switch (invoke.function().name()) {
      case "StringContains" -> contains(condition);
      case "RegexMatch" -> regex(condition, invoke);
      default -> null;
    };
  }

  private static @Nullable TextCondition contains(Node call) {
    if (!(call.input(1).op() instanceof Op.Constant phrase)
        || !(call.input(2).op() instanceof Op.Constant sensitive)
        || !(call.input(3).op() instanceof Op.Constant substrings)
        || !(phrase.value() instanceof String text)
        || !usable(text)) {
      return null;
    }
    boolean caseSensitive = Boolean.TRUE.equals(sensitive.value());
    boolean lowered = lowered(call.input(0));
    String folded = text.toLowerCase(Locale.ROOT);
    boolean sameCase = !caseSensitive || (lowered && folded.equals(text));
    boolean decisive = Boolean.TRUE.equals(substrings.value()) && sameCase;
    return new TextCondition(base(call.input(0)), List.of(folded), decisive, List.of());
  }

  private static @Nullable TextCondition regex(Node call, Op.Invoke invoke) {
    if (!(invoke.prepared() instanceof PythonRegex regex)
        || regex.requiredLiterals().isEmpty()
        || call.input(0).rep() != Rep.TEXT) {
      return null;
    }
    RequiredLiterals required = regex.requiredLiterals().get();
    boolean lowered = lowered(call.input(0));
    boolean decisive = required.exact() && (!lowered || regex.ignoreCase());
    List<String> starts = lowered || decisive ? List.of() : regex.startLiterals();
    return new TextCondition(base(call.input(0)), required.literals(), decisive, starts);
  }

  private static boolean usable(String literal) {
    return literal.length() >= MIN_LITERAL_LENGTH && literal.chars().allMatch(c -> c < 0x80);
  }

  private static boolean lowered(Node text) {
    return text.op() instanceof Op.Invoke invoke
        && invoke.function().name().equals("StringToLower");
  }

  private static Node base(Node text) {
    return lowered(text) ? text.input(0) : text;
  }
}
