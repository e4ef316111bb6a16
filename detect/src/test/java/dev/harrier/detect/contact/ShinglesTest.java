package dev.harrier.detect.contact;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShinglesTest {
  private static boolean same(String one, String other) {
    return Shingles.same(Shingles.of(one), Shingles.of(other));
  }

  @Test
  void aSloganIsKnownWhateverStandsAroundIt() {
    assertThat(same("we will win on saturday", "today WE will win, on saturday! haha")).isTrue();
  }

  @Test
  void commonWordsAloneAreNotTheSame() {
    assertThat(same("that is not what i said to you", "that is not where you came from")).isFalse();
  }

  @Test
  void shortTextsAreTheSameOnlyAsAWhole() {
    assertThat(same("go away", "GO, away!")).isTrue();
    assertThat(same("go away", "go home")).isFalse();
  }

  @Test
  void textsWithoutLettersHaveNothingInCommon() {
    assertThat(same("!!! 123", "!!! 123")).isFalse();
    assertThat(Shingles.of("")).isEmpty();
  }

  @Test
  void aLongTextKeepsNoMoreThanItsFirstWords() {
    assertThat(Shingles.of("word ".repeat(9_000))).hasSize(Shingles.MOST);
  }
}
