package dev.harrier.lang.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harrier.lang.source.DiagnosticPrinter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What authors read, word for word: each {@code NAME.project} with its {@code NAME.expected.txt}.
 * {@code -Dgolden=update} writes the expected texts anew; read the difference before keeping it.
 */
final class DiagnosticTextsTest {
  private static final Path GOLDENS =
      Path.of("src/test/resources/dev/harrier/lang/check/diagnostics");

  private static final Path SOURCES = Path.of("src/main/java/dev/harrier/lang/check");

  /** A string literal, together with those that are added to it directly. */
  private static final Pattern TEXT =
      Pattern.compile("\"(?:[^\"\\\\\\n]|\\\\.)*\"(?:\\s*\\+\\s*\"(?:[^\"\\\\\\n]|\\\\.)*\")*");

  @TestFactory
  Stream<DynamicTest> everyProjectGetsItsText() {
    return files(GOLDENS, ".project")
        .map(
            project ->
                DynamicTest.dynamicTest(
                    project.getFileName().toString(),
                    () -> {
                      String found =
                          DiagnosticPrinter.print(
                                  Fixture.of(Files.readString(project)).check().diagnostics())
                              + "\n";
                      Path expected = expected(project);
                      if ("update".equals(System.getProperty("golden"))) {
                        Files.writeString(expected, found);
                      }
                      assertThat(found).isEqualTo(Files.readString(expected));
                    }));
  }

  /**
   * A new text without a project that shows it fails here. Texts of assertions are for nobody to
   * read.
   */
  @Test
  void everyTextOfTheChecksIsShownByAProject() {
    String shown =
        String.join("\n", files(GOLDENS, ".expected.txt").map(DiagnosticTextsTest::read).toList());
    List<String> missing = new ArrayList<>();
    files(SOURCES, ".java")
        .filter(file -> !file.endsWith("DialectComparison.java"))
        .forEach(
            file -> {
              for (String text : texts(read(file))) {
                if (!shown.contains(text)) {
                  missing.add(file.getFileName() + ": " + text);
                }
              }
            });
    assertThat(missing).isEmpty();
  }

  private static List<String> texts(String source) {
    String code =
        source
            .replaceAll("(?s)/\\*.*?\\*/", "")
            .replace("'\"'", "'q'")
            .replaceAll("AssertionError\\([^;]*;", "")
            .replaceAll("(?m)^import .*$", "");
    List<String> texts = new ArrayList<>();
    Matcher matcher = TEXT.matcher(code);
    while (matcher.find()) {
      String joined = matcher.group().replaceAll("\"\\s*\\+\\s*\"", "").replaceAll("^\"|\"$", "");
      for (String line : joined.translateEscapes().split("\n")) {
        if (line.strip().contains(" ")) {
          texts.add(line.strip());
        }
      }
    }
    return texts;
  }

  private static Path expected(Path project) {
    String name = project.getFileName().toString().replace(".project", ".expected.txt");
    return project.resolveSibling(name);
  }

  private static Stream<Path> files(Path directory, String suffix) {
    try (Stream<Path> all = Files.list(directory)) {
      return all.filter(p -> p.toString().endsWith(suffix)).sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
