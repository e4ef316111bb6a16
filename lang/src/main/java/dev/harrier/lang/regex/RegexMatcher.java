package dev.harrier.lang.regex;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Searches texts for one pattern; owned by one thread. Texts are scanned by code point; offsets are UTF-16 indexes. */
public final class RegexMatcher {
  private final Matcher matcher;

  RegexMatcher(Pattern pattern) {
    this.matcher = pattern.matcher("");
  }

  /**
   * Whether {@code re.search} finds a match anywhere in the text.
   *
   * @throws BudgetExceeded only when the pattern is not {@link PythonRegex#linear}
   */
  public boolean search(String text) {
    return matcher.reset(text).find();
  }

  /**
   * The same for bytes {@code from} (inclusive) to {@code to} (exclusive), all of which are ASCII:
   * no string is made of them.
   */
  public boolean search(byte[] ascii, int from, int to) {
    return search(new String(ascii, from, to - from, StandardCharsets.US_ASCII));
  }

  /**
   * Finds the leftmost match that starts at or after an index, as Python's {@code
   * pattern.search(text, from)} would; {@link #start} and {@link #end} then tell where.
   */
  public boolean find(String text, int from) {
    return matcher.reset(text).find(from);
  }

  /** First index of the match that {@link #find} found last. */
  public int start() {
    return matcher.start();
  }

  /** Index after the match that {@link #find} found last. */
  public int end() {
    return matcher.end();
  }
}
