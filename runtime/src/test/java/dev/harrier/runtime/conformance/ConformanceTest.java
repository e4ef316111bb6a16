package dev.harrier.runtime.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.harrier.lang.RuleCompiler.Backend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The recorded cases of the reference engine, with either backend; skipped where the file is
 * absent.
 */
final class ConformanceTest {
  private static final int SHOWN = Integer.getInteger("harrier.failures", 10);

  private static Path cases() {
    return Path.of(System.getProperty("harrier.shared", "../../shared"))
        .resolve("spec/sml-cases.jsonl.xz");
  }

  @ParameterizedTest
  @EnumSource(Backend.class)
  void everyRecordedCaseComesOutAsRecorded(Backend backend) throws IOException {
    assumeTrue(Files.exists(cases()), "no recorded cases at " + cases());
    Conformance.Report report = Conformance.run(cases(), backend, SHOWN);
    assertThat(report.mismatches())
        .as(
            "%s passed, %s failed, by section %s",
            report.passed(), report.failed(), report.sections())
        .isEmpty();
    assertThat(report.passed()).isPositive();
  }
}
