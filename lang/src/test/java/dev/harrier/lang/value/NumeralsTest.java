package dev.harrier.lang.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NumeralsTest {
  @Test
  void intsMayHaveSpaceAroundAndUnderscoresBetweenDigitsOfAnyScript() {
    assertThat(Numerals.parseInt(" 12\n")).isEqualTo(12L);
    assertThat(Numerals.parseInt("1_000")).isEqualTo(1000L);
    assertThat(Numerals.parseInt("+07")).isEqualTo(7L);
    assertThat(Numerals.parseInt("-\u0663")).isEqualTo(-3L);
    assertThat(Numerals.parseInt("1".repeat(30))).isEqualTo(new BigInteger("1".repeat(30)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "+", "1.0", "1e3", "0x1", "_1", "1_", "1__0", "- 1", "1 2", "a", "²"})
  void whatIsNoIntIsNone(String text) {
    assertThat(Numerals.parseInt(text)).isNull();
  }

  @Test
  void floatsMayBeShortOrWords() {
    assertThat(Numerals.parseFloat(".5")).isEqualTo(0.5);
    assertThat(Numerals.parseFloat("5.")).isEqualTo(5.0);
    assertThat(Numerals.parseFloat("+.5e-3")).isEqualTo(0.0005);
    assertThat(Numerals.parseFloat("1_0.5")).isEqualTo(10.5);
    assertThat(Numerals.parseFloat("1e400")).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(Numerals.parseFloat("-INF")).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(Numerals.parseFloat("NaN")).isNaN();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ".", "e5", "1e", "1e+", "0x1p3", "1d", "1f", "1_.5", "1 .5", "infin", "+-1"})
  void whatIsNoFloatIsNone(String text) {
    assertThat(Numerals.parseFloat(text)).isNull();
  }
}
