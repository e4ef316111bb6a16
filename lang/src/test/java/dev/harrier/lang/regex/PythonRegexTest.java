package dev.harrier.lang.regex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What CPython 3.11 answers, pattern by pattern. */
final class PythonRegexTest {
  private static PythonRegex compile(String pattern) {
    try {
      return PythonRegex.compile(pattern, false);
    } catch (PatternError e) {
      throw new AssertionError(pattern, e);
    }
  }

  private static boolean search(String pattern, String text) {
    return compile(pattern).search(text);
  }

  private static void refuses(String pattern, String message) {
    assertThatThrownBy(() -> PythonRegex.compile(pattern, false))
        .as(pattern)
        .isInstanceOf(PatternError.class)
        .hasMessage(message);
  }

  private static String span(String pattern, String text) {
    RegexMatcher matcher = compile(pattern).matcher();
    return matcher.find(text, 0) ? matcher.start() + "-" + matcher.end() : "none";
  }

  @Test
  void errorsCarryPythonsTextAndPosition() {
    refuses("(", "missing ), unterminated subpattern at position 0");
    refuses("x)", "unbalanced parenthesis at position 1");
    refuses("[a", "unterminated character set at position 0");
    refuses("*a", "nothing to repeat at position 0");
    refuses("^*", "nothing to repeat at position 1");
    refuses("a**", "multiple repeat at position 2");
    refuses("a{3,2}", "min repeat greater than max repeat at position 2");
    refuses("a{4294967295}", "the repetition number is too large");
    refuses("\\q", "bad escape \\q at position 0");
    refuses("a\\", "bad escape (end of pattern) at position 1");
    refuses("\\x1", "incomplete escape \\x1 at position 0");
    refuses("\\N{foo}", "undefined character name 'foo' at position 0");
    refuses("[b-a]", "bad character range b-a at position 1");
    refuses("[\\w-a]", "bad character range \\w-a at position 1");
    refuses("\\400", "octal escape value \\400 outside of range 0-0o377 at position 0");
  }

  @Test
  void errorsOfGroupsCarryPythonsTextAndPosition() {
    refuses("\\1", "invalid group reference 1 at position 1");
    refuses("(\\1)", "cannot refer to an open group at position 1");
    refuses("(?P=x)", "unknown group name 'x' at position 4");
    refuses("(?P<1>a)", "bad character in group name '1' at position 4");
    refuses(
        "(?P<n>a)(?P<n>b)",
        "redefinition of group name 'n' as group 2; was group 1 at position 12");
    refuses("(?(2)a)", "invalid group reference 2 at position 3");
    refuses("(?(1)a|b|c)()", "conditional backref with more than two branches at position 8");
    refuses("(?<=a+)b", "look-behind requires fixed-width pattern");
    refuses(
        "(?<=(a)\\1)",
        "cannot refer to group defined in the same lookbehind subpattern at position 9");
    refuses("(?<x", "unknown extension ?<x at position 1");
    refuses("a|(?i)b", "global flags not at the start of the expression at position 2");
    refuses("(?i-i:a)", "bad inline flags: flag turned on and off at position 5");
    refuses("(?a)(?u)x", "ASCII and UNICODE flags are incompatible");
  }

  @Test
  void errorsOfPatternsOfSeveralLinesNameLineAndColumn() {
    refuses("a\nb(", "missing ), unterminated subpattern at position 3 (line 2, column 2)");
    refuses("😀(", "missing ), unterminated subpattern at position 1");
  }

  @Test
  void dollarStandsAtTheEndOrBeforeTheLastNewline() {
    assertThat(search("a$", "a\n")).isTrue();
    assertThat(search("a$\n", "a\n")).isTrue();
    assertThat(search("a$", "a\n\n")).isFalse();
    assertThat(search("a\\Z", "a\n")).isFalse();
    assertThat(search("(?m)a$", "a\n\n")).isTrue();
    assertThat(search("^$", "")).isTrue();
  }

  @Test
  void anEmptyTextHasNoPlaceThatIsNoWordEdge() {
    assertThat(search("\\B", "")).isFalse();
    assertThat(search("\\b", "")).isFalse();
    assertThat(search("\\B", " ")).isTrue();
  }

  @Test
  void categoriesFollowUnicodeUnlessAscii() {
    assertThat(search("^\\w\\d\\s$", "é٣\u3000")).isTrue();
    assertThat(search("(?a)\\w|\\d|\\s", "é٣\u3000")).isFalse();
    assertThat(search("^\\w$", "²")).isTrue();
    assertThat(search("^.$", "😀")).isTrue();
  }

  @Test
  void ignoringCaseFoldsLettersOfOneUpperCase() throws PatternError {
    for (String pair :
        new String[] {"k\u212a", "sſ", "iı", "iİ", "µμ", "σς", "ßẞ", "\ufb05\ufb06"}) {
      String a = pair.substring(0, 1);
      String b = pair.substring(1);
      assertThat(PythonRegex.compile(a, true).search(b)).as(pair).isTrue();
      assertThat(PythonRegex.compile("[x" + b + "]", true).search(a)).as(pair).isTrue();
    }
    assertThat(PythonRegex.compile("ss", true).search("ß")).isFalse();
    assertThat(search("(?ai)k", "\u212a")).isFalse();
  }

  @Test
  void leftmostMatchIsTheOneThatPythonPrefers() {
    assertThat(span("a|ab", "xab")).isEqualTo("1-2");
    assertThat(span("ab|a", "xab")).isEqualTo("1-3");
    assertThat(span("a+?", "aaa")).isEqualTo("0-1");
    assertThat(span("b", "😀b")).isEqualTo("2-3");
    assertThat(span("(a)(?(1)b|c)", "ab")).isEqualTo("0-2");
    assertThat(span("(?<=l)o", "hello")).isEqualTo("4-5");
    assertThat(span("(\\w)\\1", "hello")).isEqualTo("2-4");
    assertThat(span("(?>x+)x", "xxx")).isEqualTo("none");
    assertThat(span("(?:a|ab){2}+", "aba")).isEqualTo("none");
  }

  @Test
  void whatIsNotLinearIsNamed() {
    assertThat(compile("(a)\\1").nonLinearConstruct()).contains("back-reference at position 3");
    assertThat(compile("x(?!a)").nonLinearConstruct()).contains("look-ahead at position 1");
    assertThat(compile("x(?<=a)").nonLinearConstruct()).contains("look-behind at position 1");
    assertThat(compile("a*+").nonLinearConstruct()).contains("possessive repeat at position 1");
    assertThat(compile("(?>a)").nonLinearConstruct()).contains("atomic group at position 0");
    assertThat(compile("(a{1000}){1000}").nonLinearConstruct())
        .hasValueSatisfying(why -> assertThat(why).startsWith("too large a repetition"));
    assertThat(compile("(a+)+$").linear()).isTrue();
  }

  @Test
  void anAmbiguousPatternIsLinearOnHostileText() {
    assertThat(search("(a+)+$", "a".repeat(200_000) + "b")).isFalse();
  }

  @Test
  void backtrackingEndsByItsBudget() {
    RegexMatcher matcher = compile("(?=x?)(a+)+$").matcher();
    assertThatThrownBy(() -> matcher.search("a".repeat(60) + "b"))
        .isInstanceOf(BudgetExceeded.class)
        .hasMessage("regular expression needed more than 10000000 steps");
    assertThat(matcher.search("aaa")).isTrue();
  }

  @Test
  void anAutomatonThatOutgrowsItsTableStillAnswers() {
    PythonRegex regex = compile("a.{14}b.{14}c");
    StringBuilder text = new StringBuilder();
    java.util.Random random = new java.util.Random(1);
    for (int i = 0; i < 20_000; i++) {
      text.append("abx".charAt(random.nextInt(3)));
    }
    RegexMatcher matcher = regex.matcher();
    assertThat(matcher.search(text.toString())).isFalse();
    assertThat(matcher.search(text + "a" + "x".repeat(14) + "b" + "x".repeat(14) + "c")).isTrue();
    byte[] bytes = text.toString().getBytes(StandardCharsets.US_ASCII);
    assertThat(matcher.search(bytes, 0, bytes.length)).isFalse();
  }

  @Test
  void bytesAreSearchedWithinTheirRangeOnly() {
    byte[] bytes = "xxabcxx".getBytes(StandardCharsets.US_ASCII);
    RegexMatcher matcher = compile("^abc$").matcher();
    assertThat(matcher.search(bytes, 2, 5)).isTrue();
    assertThat(matcher.search(bytes, 1, 5)).isFalse();
    assertThat(compile("x").matcher().search(bytes, 2, 5)).isFalse();
  }

  private static String literals(String pattern) {
    return compile(pattern)
        .requiredLiterals()
        .map(found -> String.join(" ", found.literals()) + (found.exact() ? " exact" : ""))
        .orElse("none");
  }

  @Test
  void literalsThatEveryMatchContainsAreNamed() {
    assertThat(literals("(foo|bar baz)")).isEqualTo("bar baz foo");
    assertThat(literals("(?i)(foo|bar baz)")).isEqualTo("bar baz foo exact");
    assertThat(literals("(?i)\\bcolou?r\\b")).isEqualTo("color colour");
    assertThat(literals("free\\s+money")).isEqualTo("money");
    assertThat(literals("gr[ae]y+")).isEqualTo("gray grey");
    assertThat(literals("\\d+ (abc)+x")).isEqualTo("abc");
    assertThat(literals("(?=.*crypto)x")).isEqualTo("crypto");
    assertThat(literals("1-2")).isEqualTo("1-2 exact");
    assertThat(literals("\\w+|foo")).isEqualTo("none");
    assertThat(literals("a*")).isEqualTo("none");
  }

  @Test
  void aHitOfAnExactLiteralDecides() throws PatternError {
    PythonRegex regex = PythonRegex.compile("Kiss", true);
    RequiredLiterals literals = regex.requiredLiterals().orElseThrow();
    assertThat(literals.exact()).isTrue();
    assertThat(literals.literals()).containsExactly("kiss");
    assertThat(regex.search("A KISS".toLowerCase(Locale.ROOT))).isTrue();
  }
}
