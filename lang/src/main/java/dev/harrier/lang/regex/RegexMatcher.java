package dev.harrier.lang.regex;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Searches texts for one pattern; owned by one thread.
 *
 * <p>A search of a linear pattern runs the {@link LazyDfa}: it allocates nothing once the
 * automaton's states are known. Matching is by code point; offsets are UTF-16 indexes.
 */
public final class RegexMatcher {
  /** Code points kept between searches; 256 KB. */
  private static final int SCRATCH_KEPT = 65_536;

  private final @Nullable LinearProgram program;
  private final @Nullable Backtracker backtracker;
  private @Nullable LazyDfa dfa;

  /** Matches from one place on only. */
  private @Nullable LazyDfa anchored;

  private @Nullable NfaSimulation nfa;
  private int[] scratch = new int[64];
  private int start;
  private int end;

  RegexMatcher(LinearProgram program) {
    this.program = program;
    this.backtracker = null;
  }

  RegexMatcher(Backtracker backtracker) {
    this.program = null;
    this.backtracker = backtracker;
  }

  /**
   * Whether {@code re.search} finds a match anywhere in the text.
   *
   * @throws BudgetExceeded only when the pattern is not {@link PythonRegex#linear}
   */
  public boolean search(String text) {
    if (program == null) {
      return find(text, 0);
    }
    LazyDfa.Answer answer = dfa(program).search(text);
    if (answer != LazyDfa.Answer.UNDECIDED) {
      return answer == LazyDfa.Answer.YES;
    }
    int length = decode(text); // may replace the scratch array
    boolean found = nfa(program).find(scratch, length, 0, true);
    release();
    return found;
  }

  /**
   * The same for bytes {@code from} (inclusive) to {@code to} (exclusive), which are valid UTF-8:
   * no string is made of them.
   */
  public boolean search(byte[] utf8, int from, int to) {
    if (program != null) {
      LazyDfa.Answer answer = dfa(program).search(utf8, from, from, to);
      if (answer != LazyDfa.Answer.UNDECIDED) {
        return answer == LazyDfa.Answer.YES;
      }
    }
    ensure(to - from);
    int length = 0;
    for (int at = from; at < to; at += Utf8.length(utf8[at])) {
      scratch[length++] = Utf8.codePoint(utf8, at);
    }
    boolean found = findDecoded(length, 0, true);
    release();
    return found;
  }

  /**
   * Whether a match begins at one of some places of a text; where no match can begin anywhere else,
   * that is {@link #search(byte[], int, int)} at the cost of the places.
   *
   * @param starts indices of bytes at which characters begin, the first {@code count} entries
   */
  public boolean searchFrom(byte[] utf8, int from, int to, int[] starts, int count) {
    if (program == null) {
      return search(utf8, from, to);
    }
    LazyDfa automaton = anchored;
    if (automaton == null) {
      automaton = new LazyDfa(program, true);
      anchored = automaton;
    }
    for (int i = 0; i < count; i++) {
      switch (automaton.search(utf8, starts[i], from, to)) {
        case YES -> {
          return true;
        }
        case UNDECIDED -> {
          return search(utf8, from, to);
        }
        case NO -> {}
      }
    }
    return false;
  }

  /**
   * Finds the leftmost match that starts at or after an index, as Python's {@code
   * pattern.search(text, from)} would; {@link #start} and {@link #end} then tell where.
   *
   * @throws BudgetExceeded only when the pattern is not {@link PythonRegex#linear}
   */
  public boolean find(String text, int from) {
    int length = decode(text);
    boolean found = findDecoded(length, text.codePointCount(0, from), false);
    if (found) {
      start = text.offsetByCodePoints(0, start);
      end = text.offsetByCodePoints(0, end);
    }
    release();
    return found;
  }

  /** First index of the match that {@link #find} found last. */
  public int start() {
    return start;
  }

  /** Index after the match that {@link #find} found last. */
  public int end() {
    return end;
  }

  private boolean findDecoded(int length, int from, boolean any) {
    if (backtracker != null) {
      boolean found = backtracker.find(scratch, length, from);
      start = backtracker.start();
      end = backtracker.end();
      return found;
    }
    if (program == null) {
      throw new AssertionError("a matcher without an engine");
    }
    NfaSimulation simulation = nfa(program);
    boolean found = simulation.find(scratch, length, from, any);
    start = simulation.start();
    end = simulation.end();
    return found;
  }

  private LazyDfa dfa(LinearProgram linear) {
    LazyDfa made = dfa;
    if (made == null) {
      made = new LazyDfa(linear, false);
      dfa = made;
    }
    return made;
  }

  private NfaSimulation nfa(LinearProgram linear) {
    NfaSimulation made = nfa;
    if (made == null) {
      made = new NfaSimulation(linear);
      nfa = made;
    }
    return made;
  }

  /** Puts a text's code points into the scratch array; returns how many there are. */
  private int decode(String text) {
    ensure(text.length());
    int n = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      scratch[n++] = c;
      i += Character.charCount(c);
    }
    return n;
  }

  private void ensure(int size) {
    if (scratch.length < size) {
      scratch = new int[Math.max(size, Math.min(SCRATCH_KEPT, 2 * scratch.length))];
    }
  }

  private void release() {
    if (scratch.length > SCRATCH_KEPT) {
      scratch = Arrays.copyOf(scratch, 64);
    }
  }
}
