package dev.harrier.lang.regex;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.util.VersionInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

/**
 * The tables against ICU, which knows when each character came. Where one differs, the message of
 * the failed test is the table as it has to be.
 */
final class Unicode14Test {
  private static final VersionInfo VERSION = VersionInfo.getInstance(14);

  @Test
  void charactersThatCameLater() {
    assertThat(Unicode14.LATER).isEqualTo(ranges(c -> !known(c)));
  }

  @Test
  void decimalDigits() {
    assertThat(Unicode14.DIGITS)
        .isEqualTo(ranges(c -> known(c) && Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER));
  }

  @Test
  void lettersAndNumbers() {
    assertThat(Unicode14.ALPHANUMERIC)
        .isEqualTo(
            ranges(
                c ->
                    known(c)
                        && (Character.isLetter(c)
                            || UCharacter.getIntPropertyValue(c, UProperty.NUMERIC_TYPE) != 0)));
  }

  @Test
  void charactersThatHaveAnotherCase() {
    assertThat(Unicode14.CASED)
        .isEqualTo(
            ranges(
                c ->
                    known(c)
                        && (other(c, UCharacter.toLowerCase(c))
                            || other(c, UCharacter.toUpperCase(c))
                            || expands(c))));
  }

  private static boolean other(int c, int changed) {
    return changed != c && known(changed);
  }

  /** Whether a letter's upper case is several characters, as that of {@code ß} is. */
  private static boolean expands(int c) {
    return Character.isLetter(c)
        && UCharacter.toUpperCase(Locale.ROOT, Character.toString(c)).length()
            > Character.charCount(c);
  }

  @Test
  void simpleLowerCase() {
    List<int[]> pairs = new ArrayList<>();
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      if (known(c) && other(c, UCharacter.toLowerCase(c))) {
        pairs.add(new int[] {c, UCharacter.toLowerCase(c)});
      }
    }
    StringJoiner runs = new StringJoiner(" ");
    for (int i = 0; i < pairs.size(); ) {
      int delta = pairs.get(i)[1] - pairs.get(i)[0];
      int step =
          i + 1 < pairs.size() && pairs.get(i + 1)[0] - pairs.get(i)[0] <= 2
              ? pairs.get(i + 1)[0] - pairs.get(i)[0]
              : 1;
      int j = i + 1;
      while (j < pairs.size()
          && pairs.get(j)[0] - pairs.get(j - 1)[0] == step
          && pairs.get(j)[1] - pairs.get(j)[0] == delta) {
        j++;
      }
      String first = hex(pairs.get(i)[0]);
      String last = hex(pairs.get(j - 1)[0]);
      String range = j - i == 1 ? first : first + "-" + last + (step == 2 ? "/2" : "");
      runs.add(range + ":" + (delta < 0 ? "-" + hex(-delta) : hex(delta)));
      i = j;
    }
    assertThat(Unicode14.LOWER).isEqualTo(runs.toString());
  }

  @Test
  void whatOneCharacterMatchesIsWhatASetOfItMatches() {
    for (int c = 0; c < 0x20000; c++) {
      if (CaseFolding.lower(c) != c || c < 0x600) {
        assertThat(CaseFolding.fold(c, false))
            .as(hex(c))
            .isEqualTo(CaseFolding.fold(CodePoints.of(c), CodePoints.NONE, false, false));
      }
    }
  }

  private static boolean known(int c) {
    return UCharacter.getAge(c).compareTo(VERSION) <= 0;
  }

  private static String ranges(IntPredicate in) {
    StringJoiner ranges = new StringJoiner(" ");
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      if (in.test(c)) {
        int first = c;
        while (c < Character.MAX_CODE_POINT && in.test(c + 1)) {
          c++;
        }
        ranges.add(first == c ? hex(c) : hex(first) + "-" + hex(c));
      }
    }
    return ranges.toString();
  }

  private static String hex(int c) {
    return Integer.toHexString(c);
  }
}
