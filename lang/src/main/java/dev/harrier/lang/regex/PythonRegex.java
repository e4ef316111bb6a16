package dev.harrier.lang.regex;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A compiled regular expression with the meaning of CPython 3.11's {@code re.compile(pattern)};
 * immutable, shared by threads.
 *
 * <pre>{@code
 * PythonRegex regex = PythonRegex.compile("\\bfree (crypto|money)\\b", true);
 * RegexMatcher matcher = regex.matcher(); // one a thread, kept
 * matcher.search("Get FREE money!"); // true
 * }</pre>
 */
public final class PythonRegex {
  /** A matcher that no thread uses at the moment. */
  private final AtomicReference<@Nullable RegexMatcher> spare = new AtomicReference<>();

  private final String pattern;
  private final boolean ignoreCase;
  private final PatternParser.Parsed parsed;
  private final String nonLinear;
  private final @Nullable LinearProgram linearProgram;
  private final @Nullable BacktrackProgram backtrackProgram;
  private final Optional<RequiredLiterals> requiredLiterals;
  private final List<String> startLiterals;

  private PythonRegex(String pattern, boolean ignoreCase) throws PatternError {
    this.pattern = pattern;
    this.ignoreCase = ignoreCase;
    this.parsed = PatternParser.parse(pattern, ignoreCase);
    String construct = LinearProgram.nonLinear(parsed.root());
    LinearProgram program = null;
    if (construct.isEmpty()) {
      LinearProgram.Built built = LinearProgram.build(parsed.root());
      program = built.program().orElse(null);
      construct = built.problem();
    }
    this.linearProgram = program;
    this.nonLinear = construct;
    this.backtrackProgram = program == null ? new BacktrackProgram(parsed) : null;
    this.requiredLiterals = LiteralAnalysis.of(parsed.root());
    this.startLiterals = linear() ? LiteralAnalysis.starts(parsed.root()) : List.of();
  }

  /**
   * @param ignoreCase as if {@code re.IGNORECASE} were given
   * @throws PatternError with CPython's text
   */
  public static PythonRegex compile(String pattern, boolean ignoreCase) throws PatternError {
    return new PythonRegex(pattern, ignoreCase);
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
    return linearProgram != null;
  }

  /**
   * Why {@link #linear} is false, such as {@code back-reference at position 3} (in code points,
   * from 0); empty when it is true.
   */
  public Optional<String> nonLinearConstruct() {
    return linear() ? Optional.empty() : Optional.of(nonLinear);
  }

  /** What a shared literal scan may look for first; empty when every text must be searched. */
  public Optional<RequiredLiterals> requiredLiterals() {
    return requiredLiterals;
  }

  /**
   * Words with one of which every match begins, under the same promise as {@link
   * #requiredLiterals}: {@link RegexMatcher#searchFrom} needs to be tried only where one stands.
   * Empty when they are not known.
   */
  public List<String> startLiterals() {
    return startLiterals;
  }

  /** A matcher for one thread; it holds caches, so keep it. */
  public RegexMatcher matcher() {
    return linearProgram != null
        ? new RegexMatcher(linearProgram)
        : new RegexMatcher(new Backtracker(backtrackProgram()));
  }

  /** A matcher that always backtracks: the same answers by another way, for trials. */
  RegexMatcher backtrackingMatcher() {
    return new RegexMatcher(new Backtracker(backtrackProgram()));
  }

  private BacktrackProgram backtrackProgram() {
    return backtrackProgram != null ? backtrackProgram : new BacktrackProgram(parsed);
  }

  /**
   * Whether {@code re.search} finds a match. Keeps one matcher between calls; a thread that
   * searches often does better with a {@link #matcher} of its own.
   *
   * @throws BudgetExceeded only when the pattern is not {@link #linear}
   */
  public boolean search(String text) {
    RegexMatcher kept = spare.getAndSet(null);
    RegexMatcher matcher = kept != null ? kept : matcher();
    boolean found = matcher.search(text);
    spare.set(matcher);
    return found;
  }

  /** Equal patterns with equal flags are equal. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PythonRegex regex
        && regex.pattern.equals(pattern)
        && regex.ignoreCase == ignoreCase;
  }

  @Override
  public int hashCode() {
    return pattern.hashCode() * 31 + Boolean.hashCode(ignoreCase);
  }

  @Override
  public String toString() {
    return (ignoreCase ? "(?i)" : "") + pattern;
  }
}
