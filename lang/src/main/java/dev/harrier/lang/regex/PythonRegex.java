package dev.harrier.lang.regex;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** A compiled regular expression with the meaning of CPython 3.11's {@code re.compile(pattern)}; immutable, shared by threads. */
public final class PythonRegex {
  private final String pattern;
  private final boolean ignoreCase;
  private final Pattern delegate;

  private PythonRegex(String pattern, boolean ignoreCase, Pattern delegate) {
    this.pattern = pattern;
    this.ignoreCase = ignoreCase;
    this.delegate = delegate;
  }

  /**
   * @param ignoreCase as if {@code re.IGNORECASE} were given
   * @throws PatternError with CPython's text
   */
  public static PythonRegex compile(String pattern, boolean ignoreCase) throws PatternError {
    try {
      int flags = Pattern.UNICODE_CHARACTER_CLASS;
      if (ignoreCase) {
        flags |= Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
      }
      return new PythonRegex(pattern, ignoreCase, Pattern.compile(pattern, flags));
    } catch (PatternSyntaxException e) {
      throw new PatternError(e.getDescription() + " at position " + Math.max(0, e.getIndex()));
    }
  }

  /** The source text. */
  public String pattern() {
    return pattern;
  }

  public boolean ignoreCase() {
    return ignoreCase;
  }

  /** Whether any search takes time linear in the text; the strict dialect accepts only these. */
  public boolean linear() {
    return nonLinearConstruct().isEmpty();
  }

  /** Why {@link #linear} is false, such as {@code back-reference at position 3}; empty when it is true. */
  public Optional<String> nonLinearConstruct() {
    return Optional.empty();
  }

  /** What a shared literal scan may look for first; empty when every text must be searched. */
  public Optional<RequiredLiterals> requiredLiterals() {
    return Optional.empty();
  }

  /** A matcher for one thread; it holds caches, so keep it. */
  public RegexMatcher matcher() {
    return new RegexMatcher(delegate);
  }

  /** Whether {@code re.search} finds a match; convenience for rare calls, {@link #matcher} for the hot path. */
  public boolean search(String text) {
    return matcher().search(text);
  }
}
