package dev.harrier.lang.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harrier.lang.source.Diagnostic;
import dev.harrier.lang.source.SourceFile;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No text overflows the stack or is left without an answer. */
final class HostileTextTest {
  private static final int MANY = 100_000;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(",
        "[",
        "{",
        "-",
        "not ",
        "lambda: ",
        "1 if 1 else ",
        "a[",
        "f(",
        "f(a=",
        "[*",
        "{1:",
        "f(**",
        "await ",
        "*"
      })
  void whatIsOpenedOverAndOverIsRefused(String opening) {
    assertThat(refusal("X = " + opening.repeat(MANY))).isNotEmpty();
    assertThat(refusal("X = " + opening.repeat(MANY) + "1\n")).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {" + 1", " ** 1", ".b", "()", "[0]", " < 1", " if 1 else 1", ", 1", " b"})
  void longChainsAreRefused(String link) {
    assertThat(refusal("X = a" + link.repeat(MANY) + "\n")).isNotEmpty();
  }

  @Test
  void aLongUnionIsRefused() {
    assertThat(refusal("X: a" + " | a".repeat(MANY) + " = 1\n"))
        .isEqualTo("expressions are nested more than 200 deep");
  }

  @ParameterizedTest
  @ValueSource(strings = {" and a", " or a"})
  void aLongConditionIsOneNode(String link) {
    assertThat(diagnostics("X = a" + link.repeat(MANY) + "\n")).isEmpty();
  }

  @Test
  void bracketsWithoutEndAreRefusedAtTheFirstThatIsTooMany() {
    assertThat(refusal("[".repeat(10_000_000))).isEqualTo("too many nested parentheses");
  }

  @Test
  void depthCountsFromTheOutside() {
    assertThat(diagnostics("X = 1" + " + 1".repeat(Parser.MAX_DEPTH - 1) + "\n")).isEmpty();
    assertThat(refusal("X = 1" + " + 1".repeat(Parser.MAX_DEPTH) + "\n"))
        .isEqualTo("expressions are nested more than 200 deep");
  }

  @Test
  void whatIsNoTextIsRefused() {
    assertThat(refusal("X = 1\0\n")).isEqualTo("source code string cannot contain null bytes");
    assertThat(refusal("X = '\ud800'\n"))
        .isEqualTo("source code string cannot contain lone surrogates");
    assertThat(refusal("X = '\udc00\ud800'\n"))
        .isEqualTo("source code string cannot contain lone surrogates");
    assertThat(diagnostics("X = '\ud83d\ude00'\n")).isEmpty();
  }

  @Test
  void aNumberMayBeLongInDigitsThatNeedNoArithmetic() {
    assertThat(diagnostics("X = 0x" + "1".repeat(1_000_000) + "\n")).isEmpty();
    assertThat(refusal("X = " + "1".repeat(4_301) + "\n"))
        .isEqualTo("Exceeds the limit (4300 digits) for integer string conversion");
  }

  @Test
  void aFormatStringMayHaveManyNames() {
    assertThat(diagnostics("X = f'" + "{a}".repeat(MANY) + "'\n")).isEmpty();
  }

  private static String refusal(String text) {
    List<Diagnostic> diagnostics = diagnostics(text);
    assertThat(diagnostics).hasSize(1);
    return diagnostics.getFirst().message();
  }

  private static List<Diagnostic> diagnostics(String text) {
    Parser.Result result = Parser.parse(new SourceFile("main.sml", text));
    assertThat(result.unit() == null).isEqualTo(!result.diagnostics().isEmpty());
    return result.diagnostics();
  }
}
