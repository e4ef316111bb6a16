package dev.harrier.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.harrier.lang.RuleCompiler;
import dev.harrier.lang.source.Diagnostic;
import dev.harrier.lang.source.Dialect;
import dev.harrier.lang.source.SourceFile;
import dev.harrier.lang.source.Sources;
import java.util.SortedMap;
import java.util.TreeMap;

/** Any text is a program or has an error that says why not. */
class ProjectSourceFuzzTest {

  @FuzzTest(maxDuration = "5s")
  @DictionaryFile(resourcePath = "source.dict")
  void shortly(byte[] source) {
    compiles(source);
  }

  @FuzzTest(maxDuration = "1m")
  @DictionaryFile(resourcePath = "source.dict")
  void forAMinute(byte[] source) {
    compiles(source);
  }

  private static void compiles(byte[] source) {
    String text = new String(source, UTF_8);
    Sources sources =
        new Sources(
            files(Sources.ENTRY, text),
            files("config.yaml", "labels: {spam: {valid_for: [User]}}"),
            new TreeMap<>());
    for (Dialect dialect : Dialect.values()) {
      RuleCompiler.Result result =
          RuleCompiler.compile(sources, dialect, RuleCompiler.Backend.COMPILED);
      boolean refused =
          result.diagnostics().stream().anyMatch(d -> d.severity() == Diagnostic.Severity.ERROR);
      assertThat(result.program() == null).isEqualTo(refused);
    }
  }

  private static SortedMap<String, SourceFile> files(String path, String text) {
    SortedMap<String, SourceFile> files = new TreeMap<>();
    files.put(path, new SourceFile(path, text));
    return files;
  }
}
