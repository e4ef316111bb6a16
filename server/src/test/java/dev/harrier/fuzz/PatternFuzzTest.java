package dev.harrier.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.harrier.lang.regex.BudgetExceeded;
import dev.harrier.lang.regex.PatternError;
import dev.harrier.lang.regex.PythonRegex;
import dev.harrier.lang.regex.RegexMatcher;

/** Any pattern is compiled or refused with a reason, and searches any text to an end. */
class PatternFuzzTest {

  @FuzzTest(maxDuration = "5s")
  @DictionaryFile(resourcePath = "pattern.dict")
  void shortly(byte[] input) {
    searches(input);
  }

  @FuzzTest(maxDuration = "1m")
  @DictionaryFile(resourcePath = "pattern.dict")
  void forAMinute(byte[] input) {
    searches(input);
  }

  /** Up to the first line feed the pattern, after it the text. */
  private static void searches(byte[] input) {
    String all = new String(input, UTF_8);
    int cut = all.indexOf('\n');
    String pattern = cut < 0 ? all : all.substring(0, cut);
    String text = cut < 0 ? "" : all.substring(cut + 1);
    searches(pattern, false, text);
    searches(pattern, true, text);
  }

  private static void searches(String pattern, boolean ignoreCase, String text) {
    PythonRegex regex;
    try {
      regex = PythonRegex.compile(pattern, ignoreCase);
    } catch (PatternError e) {
      assertThat(e.getMessage()).isNotBlank();
      return;
    }
    try {
      RegexMatcher matcher = regex.matcher();
      boolean found = matcher.search(text);
      assertThat(matcher.search(text)).isEqualTo(found);
      if (matcher.find(text, 0)) {
        assertThat(found).isTrue();
        assertThat(matcher.start()).isBetween(0, matcher.end());
        assertThat(matcher.end()).isLessThanOrEqualTo(text.length());
      }
    } catch (BudgetExceeded e) {
      assertThat(regex.linear()).isFalse();
    }
  }
}
