package dev.harrier.lang.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harrier.lang.source.Diagnostic;
import dev.harrier.lang.source.Diagnostic.Severity;
import dev.harrier.lang.source.DiagnosticPrinter;
import dev.harrier.lang.source.Dialect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The fixtures with a token or two replaced at random: whatever an author leaves half typed gets
 * diagnostics, never an exception.
 */
final class CheckerTrialsTest {
  private static final int TRIALS = Integer.getInteger("harrier.trials", 2_000);

  private static final Pattern TOKEN = Pattern.compile("\\w+|'[^'\\n]*'|[^\\s\\w]");

  private static final String GOOD =
      """
      Account: Entity[str] = EntityJson(type='Account', path='$.account.id')
      Text: Optional[str] = JsonData(path='$.text', coerce_type=False)
      Age: int = JsonData(path='$.account.age_days', required=False)
      _short = Text != None and StringLength(s=Text) < 20
      Half = ExperimentsBucketAssignment(
        entity=Account, buckets=['control', 'new'], bucket_sizes=[50, 50], version=1, revision=0)
      Young = Rule(when_all=[Age < 3, not _short or True], description=f'{Account} is new')
      Tried = Rule(when_all=ExperimentWhen(experiment=Half, control=[True], new=[Age > 1]), description='d')
      WhenRules(rules_any=[Young, Tried], then=[DeclareVerdict(verdict='limit')])
      Require(rule=f'{Age}.sml', require_if=Age in [1, 2, 3])
      --- 30.sml
      Import(rules=['main.sml'])
      Late = Age * 2 ** 3 - 1.5
      """;

  @Test
  void noMutationOfAProjectKillsTheChecker() throws IOException {
    List<String> projects = new ArrayList<>(List.of(GOOD));
    Path directory = Path.of("src/test/resources/dev/harrier/lang/check/diagnostics");
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.sorted().toList()) {
        if (file.toString().endsWith(".project")) {
          projects.add(Files.readString(file));
        }
      }
    }
    for (int seed = 0; seed < TRIALS; seed++) {
      String mutant = mutant(projects, new Random(seed));
      for (Dialect dialect : Dialect.values()) {
        examine("seed " + seed + ", " + dialect + ":\n" + mutant, mutant, dialect);
      }
    }
  }

  @Test
  void theProjectThatIsMutatedIsItselfGood() {
    assertThat(DiagnosticPrinter.print(Fixture.of(GOOD).check().diagnostics())).isEmpty();
  }

  private static String mutant(List<String> projects, Random random) {
    String project = projects.get(random.nextInt(3) == 0 ? random.nextInt(projects.size()) : 0);
    for (int i = 0; i <= random.nextInt(3); i++) {
      List<int[]> tokens = new ArrayList<>();
      Matcher matcher = TOKEN.matcher(project);
      while (matcher.find()) {
        tokens.add(new int[] {matcher.start(), matcher.end()});
      }
      int[] from = tokens.get(random.nextInt(tokens.size()));
      int[] to = tokens.get(random.nextInt(tokens.size()));
      project =
          project.substring(0, to[0])
              + project.substring(from[0], from[1])
              + project.substring(to[1]);
    }
    return project;
  }

  private static void examine(String what, String project, Dialect dialect) {
    Checker.Result result;
    try {
      result = Checker.check(Fixture.of(project).sources(), dialect);
      DiagnosticPrinter.print(result.diagnostics());
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError(what, e);
    }
    boolean errors = result.diagnostics().stream().anyMatch(d -> d.severity() == Severity.ERROR);
    assertThat(result.program() == null).as(what).isEqualTo(errors);
    assertThat(result.diagnostics()).as(what).isSortedAccordingTo(Diagnostic.ORDER);
  }
}
