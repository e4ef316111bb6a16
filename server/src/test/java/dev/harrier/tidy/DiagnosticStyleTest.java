package dev.harrier.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * What the author of a project reads: lower case first, no full stop last, backticks in pairs.
 *
 * <p>Looked at are the texts that stand in the checker's and the compiler's sources, and the whole
 * printed diagnostics of the golden files.
 */
class DiagnosticStyleTest {

  /** The text that a call of {@code error} or {@code warning} begins with. */
  private static final Pattern TEXT_IN_SOURCE =
      Pattern.compile(
          "\\b(?:error|warning)\\(\\s*(?:[\\w.]+,\\s*)?\"((?:[^\"\\\\]|\\\\.)*)\"(\\s*\\+)?");

  private static final Pattern TEXT_IN_GOLDEN =
      Pattern.compile("^(?:error|warning): (.*)$", Pattern.MULTILINE);

  @Test
  void textsInTheSourcesKeepTheStyle() {
    SortedMap<String, String> sources =
        Project.texts(path -> path.startsWith("lang/src/main/java/") && path.endsWith(".java"));
    List<String> faults = new ArrayList<>();
    int seen = 0;
    for (var source : sources.entrySet()) {
      Matcher text = TEXT_IN_SOURCE.matcher(source.getValue());
      while (text.find()) {
        seen++;
        boolean whole = text.group(2) == null;
        faultsOf(text.group(1), whole).forEach(fault -> faults.add(source.getKey() + ": " + fault));
      }
    }
    assertThat(faults).isEmpty();
    assertThat(seen).as("texts found").isGreaterThan(20);
  }

  @Test
  void goldenTextsKeepTheStyle() {
    List<String> faults = new ArrayList<>();
    Project.texts(path -> path.contains("/src/test/") && path.endsWith(".expected.txt"))
        .forEach(
            (path, golden) -> {
              Matcher text = TEXT_IN_GOLDEN.matcher(golden);
              while (text.find()) {
                faultsOf(text.group(1), true).forEach(fault -> faults.add(path + ": " + fault));
              }
            });
    assertThat(faults).isEmpty();
  }

  @Test
  void everyFaultOfStyleIsSeen() {
    assertThat(faultsOf("Unknown name.", true)).hasSize(2);
    assertThat(faultsOf("unknown name `x", true)).hasSize(1);
    assertThat(faultsOf("unknown name `x`", true)).isEmpty();
    assertThat(faultsOf("unknown name `", false)).isEmpty();
  }

  /**
   * @param whole false if more follows in the program, so that the end says nothing
   */
  private static List<String> faultsOf(String text, boolean whole) {
    List<String> faults = new ArrayList<>();
    if (!text.isEmpty() && Character.isUpperCase(text.charAt(0))) {
      faults.add("does not begin in lower case: " + text);
    }
    if (whole && text.endsWith(".") && !text.endsWith("...")) {
      faults.add("ends with a full stop: " + text);
    }
    if (whole && text.chars().filter(c -> c == '`').count() % 2 == 1) {
      faults.add("has a backtick without a partner: " + text);
    }
    return faults;
  }
}
