package dev.harrier.lang.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harrier.lang.value.NodeFailure;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Text functions where Python and Java see text differently. */
final class TextRulesTest {
  @Test
  void aTextIsCountedAndCutByCodePoints() {
    assertThat(TextFunctions.stringLength("a😀b")).isEqualTo(3);
    assertThat(TextFunctions.stringSlice(new TextFunctions.Slice(1, 2), "a😀b")).isEqualTo("😀");
    assertThat(TextFunctions.stringSlice(new TextFunctions.Slice(2, Long.MAX_VALUE), "a😀b"))
        .isEqualTo("b");
  }

  @Test
  void halfAPairIsNoPartOfTheWhole() {
    assertThat(TextFunctions.stringStartsWith("😀", "\ud83d")).isFalse();
    assertThat(TextFunctions.stringEndsWith("😀", "\ude00")).isFalse();
    assertThat(TextFunctions.stringReplace("😀", "\ud83d", "x")).isEqualTo("😀");
    assertThat(PhraseFunctions.substrCount("😀\ud83d", "\ud83d")).isEqualTo(1);
  }

  @Test
  void whiteSpaceIsPythons() {
    assertThat(TextFunctions.stringStrip("\u001c\u0085\u00a0\u3000a\u200b", null))
        .isEqualTo("a\u200b");
    assertThat(TextFunctions.stringSplit("\u2003a\u001fb ", null, -1)).isEqualTo(List.of("a", "b"));
  }

  @Test
  void splittingALimitedNumberOfTimesKeepsTheRest() {
    assertThat(TextFunctions.stringSplit("  a b  c ", null, 1)).isEqualTo(List.of("a", "b  c "));
    assertThat(TextFunctions.stringSplit("  a b ", null, 0)).isEqualTo(List.of("a b "));
    assertThat(TextFunctions.stringSplit("a,,b", ",", -1)).isEqualTo(List.of("a", "", "b"));
    assertThatThrownBy(() -> TextFunctions.stringSplit("a", "", -1))
        .isInstanceOf(NodeFailure.class)
        .hasMessage("the separator is empty");
  }

  @Test
  void anEmptyPartStandsBetweenAllCharacters() {
    assertThat(TextFunctions.stringReplace("a😀", "", "-")).isEqualTo("-a-😀-");
    assertThat(PhraseFunctions.substrCount("a😀", "")).isEqualTo(3);
  }

  @Test
  void caseFollowsTheSpecialRulesOfUnicode() {
    assertThat(TextFunctions.stringToUpper("straße ŉ")).isEqualTo("STRASSE ʼN");
    assertThat(TextFunctions.stringToLower("ΟΔΟΣ İ")).isEqualTo("οδος i̇");
    assertThat(TextFunctions.stringToLower("Is @AZ[`az{ ?")).isEqualTo("is @az[`az{ ?");
    assertThat(TextFunctions.stringToLower("A\ud83dB?")).isEqualTo("a\ud83db?");
  }

  @Test
  void aPhraseIsFoundAsWholeWords() {
    assertThat(PhraseFunctions.stringContains("free PILLS, now", "pills", false, false)).isTrue();
    assertThat(PhraseFunctions.stringContains("spills pills", "pills", false, false)).isTrue();
    assertThat(PhraseFunctions.stringContains("spills", "pills", false, false)).isFalse();
    assertThat(PhraseFunctions.stringContains("pills_", "pills", false, false)).isFalse();
    assertThat(PhraseFunctions.stringContains("épills", "pills", false, false)).isFalse();
    assertThat(PhraseFunctions.stringContains("Pills", "pills", true, false)).isFalse();
  }

  @Test
  void aPhraseThatEndsInPunctuationNeedsAWordAfterIt() {
    assertThat(PhraseFunctions.stringContains("wow!", "wow!", false, false)).isFalse();
    assertThat(PhraseFunctions.stringContains("wow!x", "wow!", false, false)).isTrue();
  }

  @Test
  void anEmptyPhraseIsFoundWhereAWordBeginsOrEnds() {
    assertThat(PhraseFunctions.stringContains("a", "", false, false)).isTrue();
    assertThat(PhraseFunctions.stringContains("...", "", false, false)).isFalse();
    assertThat(PhraseFunctions.stringContains("", "", false, false)).isFalse();
    assertThat(PhraseFunctions.stringContains("", "", false, true)).isTrue();
  }

  @Test
  void sortingIsByCodePointAndStable() {
    assertThat(ListFunctions.listSort(List.of("\uff5e", "😀", "a"), false))
        .isEqualTo(List.of("a", "\uff5e", "😀"));
    assertThat(ListFunctions.listSort(List.of(2L, 1.0, true), false))
        .isEqualTo(List.of(1.0, true, 2L));
    assertThat(ListFunctions.listSort(List.of(1.0, true, 2L), true))
        .isEqualTo(List.of(2L, 1.0, true));
  }

  @Test
  void lookAlikesBecomeLettersButLettersOfOtherScriptsStay() {
    assertThat(Homoglyphs.replaced("𝐈𝐦𝔭𝕠𝓻𝐭 Ⓐ🅱🇨 $@|")).isEqualTo("l𝐦port abc sal");
    assertThat(Homoglyphs.replaced("Привет, κόσμος ①")).isEqualTo("Привет, kόσμoς ①");
  }
}
