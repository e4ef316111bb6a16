package dev.harrier.lang.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TextTest {
  @ParameterizedTest
  @CsvSource({
    "1, 1.0",
    "-0.0, -0.0",
    "0.1, 0.1",
    "100, 100.0",
    "1e15, 1000000000000000.0",
    "1e16, 1e+16",
    "123456789012345680, 1.2345678901234568e+17",
    "0.0001, 0.0001",
    "0.00001, 1e-05",
    "0.000012, 1.2e-05",
    "1e300, 1e+300",
    "4.9e-324, 5e-324",
    "2e-323, 2e-323",
    "1.7976931348623157e308, 1.7976931348623157e+308",
    "NaN, nan",
    "Infinity, inf",
    "-Infinity, -inf",
  })
  void floatsAreWrittenAsPythonWritesThem(double value, String text) {
    assertThat(Text.real(value)).isEqualTo(text);
  }

  @Test
  void aFloatReadsBackAsItself() {
    Random random = new Random(11);
    for (int i = 0; i < 50_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (!Double.isNaN(value)) {
        assertThat(Numerals.parseFloat(Text.real(value))).isEqualTo(value);
      }
    }
  }

  @Test
  void listsAreWrittenWithTheirItemsQuoted() {
    assertThat(Text.str(Arrays.asList(1L, "a", null, true, 1.5, List.of())))
        .isEqualTo("[1, 'a', None, True, 1.5, []]");
  }

  @Test
  void quotesAreChosenAndTheUnprintableIsEscaped() {
    assertThat(Text.repr("it's")).isEqualTo("\"it's\"");
    assertThat(Text.repr("'\"")).isEqualTo("'\\'\"'");
    assertThat(Text.repr("a\\\n\t\u0000\u007f\u00a0")).isEqualTo("'a\\\\\\n\\t\\x00\\x7f\\xa0'");
    assertThat(Text.repr("é😀")).isEqualTo("'é😀'");
    assertThat(Text.repr("\u200b\ud800")).isEqualTo("'\\u200b\\ud800'");
    assertThat(Text.repr(new String(Character.toChars(0xe0001)))).isEqualTo("'\\U000e0001'");
  }

  @Test
  void aCharacterYoungerThanUnicode14IsUnassigned() {
    assertThat(Text.printable(0x1fae8)).isFalse();
    assertThat(Text.printable(0x1fae0)).isTrue();
  }

  @Test
  void templatesAreFilledInOrder() {
    assertThat(Text.format("{A} {{x}} {B}{A}", List.of(1L, true, 1L))).isEqualTo("1 {x} True1");
    assertThat(Text.format("{A}", Arrays.asList((Object) null))).isEqualTo("None");
  }

  @Test
  void anIntOfTooManyDigitsCannotBeWritten() {
    assertThat(Text.str(BigInteger.TEN.pow(4_299))).hasSize(4_300);
    assertThatThrownBy(() -> Text.str(BigInteger.TEN.pow(4_300)))
        .isInstanceOf(NodeFailure.class)
        .hasMessage("an int of more than 4300 digits cannot be written");
  }
}
