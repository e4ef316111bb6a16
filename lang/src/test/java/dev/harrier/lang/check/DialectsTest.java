package dev.harrier.lang.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harrier.lang.check.DialectComparison.Difference;
import dev.harrier.lang.program.Program;
import dev.harrier.lang.program.Program.Definition;
import dev.harrier.lang.program.Term;
import dev.harrier.lang.source.Diagnostic;
import dev.harrier.lang.source.Diagnostic.Severity;
import dev.harrier.lang.source.Dialect;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What the strict dialect checks otherwise than the compat one; {@code docs/dialects.md} names
 * these tests.
 */
final class DialectsTest {
  private static final String RULES =
      """
      A = Rule(when_all=[True], description='a')
      B = Rule(when_all=[True], description='b')
      """;

  private static List<String> errors(String project, Dialect dialect) {
    return Checker.check(Fixture.of(project).sources(), dialect).diagnostics().stream()
        .filter(d -> d.severity() == Severity.ERROR)
        .map(Diagnostic::message)
        .toList();
  }

  private static void onlyStrictAccepts(String project) {
    assertThat(errors(project, Dialect.COMPAT)).isNotEmpty();
    assertThat(errors(project, Dialect.STRICT)).isEmpty();
  }

  private static Term strictValue(String project, String name) {
    Program program = Checker.check(Fixture.of(project).sources(), Dialect.STRICT).program();
    assertThat(program).isNotNull();
    return program.definitions().stream()
        .filter(d -> d.name().equals(name))
        .map(Definition::value)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aRuleIsAConditionWithinWhenAll() {
    String project = RULES + "C = Rule(when_all=[A, 1 == 2, B], description='c')";
    onlyStrictAccepts(project);
    Term.Rule rule = (Term.Rule) strictValue(project, "C");
    assertThat(Term.operands(rule.when()))
        .hasExactlyElementsOfTypes(Term.Unwrap.class, Term.Compare.class, Term.Unwrap.class);
  }

  @Test
  void aListOfRulesAndBoolsIsOneOfBools() {
    onlyStrictAccepts(RULES + "C = [A, 1 == 2]");
  }

  @Test
  void aListOfRulesIsOneOfBoolsWhereThatIsExpected() {
    String project = RULES + "C: List[bool] = [A, B]";
    onlyStrictAccepts(project);
    assertThat(Term.operands(strictValue(project, "C"))).allMatch(Term.Unwrap.class::isInstance);
  }

  @Test
  void aListOfRulesStaysOneWhereRulesAreExpected() {
    assertThat(errors(RULES + "WhenRules(rules_any=[A, B], then=[])", Dialect.STRICT)).isEmpty();
  }

  @Test
  void listWithASmallLetterIsAnAnnotation() {
    onlyStrictAccepts("A: list[str] = JsonData(path='$.a')");
  }

  @Test
  void aListMayBeOptional() {
    onlyStrictAccepts("A: Optional[List[str]] = JsonData(path='$.a')");
  }

  @Test
  void anEntityMayBeOptional() {
    onlyStrictAccepts("A: Optional[Entity[str]] = EntityJson(type='Account', path='$.a')");
  }

  @Test
  void narrowingCrossesTheElementsOfWhenAllFromLeftToRight() {
    String read = "A: Optional[int] = JsonData(path='$.a')\n";
    onlyStrictAccepts(read + "B = Rule(when_all=[A != None, A > 3], description='b')");
    String reversed = read + "B = Rule(when_all=[A > 3, A != None], description='b')";
    assertThat(errors(reversed, Dialect.STRICT)).isNotEmpty();
  }

  @Test
  void narrowingSeesThroughNot() {
    String read = "A: Optional[int] = JsonData(path='$.a')\n";
    onlyStrictAccepts(read + "B = not (A == None) and A > 3");
    assertThat(errors(read + "B = not (A != None) and A > 3", Dialect.STRICT)).isNotEmpty();
  }

  @Test
  void aNamedListOfEffectsIsThatList() {
    String project =
        RULES
            + """
            E = [DeclareVerdict(verdict='x'), DeclareVerdict(verdict='y')]
            WhenRules(rules_any=[A], then=E)
            """;
    for (Dialect dialect : Dialect.values()) {
      Program program = Checker.check(Fixture.of(project).sources(), dialect).program();
      assertThat(program).isNotNull();
      assertThat(program.units().get("main.sml").steps())
          .filteredOn(Program.Enforce.class::isInstance)
          .singleElement()
          .extracting(step -> ((Program.Enforce) step).effects().size())
          .isEqualTo(2);
    }
  }

  @Test
  void aListOfAnythingIsNoListOfEffectsInStrict() {
    String project = RULES + "E = ListSort(list=[2])\nWhenRules(rules_any=[A], then=E)";
    assertThat(errors(project, Dialect.COMPAT)).isEmpty();
    assertThat(errors(project, Dialect.STRICT)).hasSize(1);
  }

  @Test
  void onlyStrictWarns() {
    Fixture fixture = Fixture.of("A = Rule(when_all=[True], description='a')\nB = 1 + 1");
    assertThat(Checker.check(fixture.sources(), Dialect.COMPAT).diagnostics()).isEmpty();
    assertThat(Checker.check(fixture.sources(), Dialect.STRICT).diagnostics())
        .extracting(Diagnostic::message)
        .containsExactly(
            "rule `A` is not used", "condition is constant", "feature `B` is not read");
  }

  @Test
  void aNameInAKeyAConstantOrACounterIsRead() {
    Fixture fixture =
        Fixture.of(
            """
            UserId: Entity[str] = EntityJson(type='User', path='$.user')
            Target: Entity[str] = EntityJson(type='User', path='$.target')
            Hour = 3600
            PostsKey = f'{UserId}-posts'
            Kept = IncrementWindow(key=PostsKey, window_seconds=Hour, when_all=[UserId != 'x'])
            Posts = Count(key=[UserId], window=TimeDelta(hours=1))
            Theirs = ReadCount(counter='Posts', key=[Target])
            Many = Rule(when_all=[Kept > 3, Theirs > 3], description='many')
            WhenRules(rules_any=[Many], then=[DeclareVerdict(verdict='hold')])
            """);
    assertThat(Checker.check(fixture.sources(), Dialect.STRICT).diagnostics()).isEmpty();
  }

  @Test
  void aProjectSaysItsDialectAndACallerMaySayAnother() {
    Fixture stated = Fixture.of("--- main.sml\nA = 1 + 1\n--- config.yaml\ndialect: strict\n");
    assertThat(Checker.check(stated.sources(), null).program())
        .extracting(Program::dialect)
        .isEqualTo(Dialect.STRICT);
    assertThat(Checker.check(stated.sources(), Dialect.COMPAT).program())
        .extracting(Program::dialect)
        .isEqualTo(Dialect.COMPAT);
    assertThat(Checker.check(Fixture.of("A = 1 + 1").sources(), null).program())
        .extracting(Program::dialect)
        .isEqualTo(Dialect.COMPAT);
  }

  private static List<String> differences(String project) {
    return DialectComparison.compare(Fixture.of(project).sources()).stream()
        .map(d -> d.span().line() + " " + d.subject())
        .toList();
  }

  @Test
  void theComparisonListsWhatOnlyOneDialectAccepts() {
    List<Difference> found =
        DialectComparison.compare(
            Fixture.of(RULES + "C = Rule(when_all=[A], description='c')").sources());
    assertThat(found).hasSize(1);
    assertThat(found.getFirst().compat()).startsWith("error: argument `when_all` to `Rule`");
    assertThat(found.getFirst().strict()).isEqualTo("accepted");
  }

  @Test
  void theComparisonListsWhatMayDifferAtRunTime() {
    assertThat(
            differences(
                """
                N: int = JsonData(path='$.n')
                O: Optional[int] = JsonData(path='$.o')
                S = StringExtractURLs(s=GetActionName())
                A = N == 3
                B = N not in [3]
                C = O != None and O > 3
                D = N / N
                E = N + 1
                F = Rule(when_all=[A], description=f'{N}')
                G = -N
                """))
        .containsExactly(
            "3 list made from a set",
            "4 failed operand of `==`",
            "5 failed left side of `not in`",
            "6 failed operand of `!=`",
            "6 None compared by `>`",
            "7 division by zero",
            "8 int beyond 64 bits",
            "9 failed name in the description of `F`",
            "10 int beyond 64 bits");
  }

  @Test
  void theComparisonLeavesOutWhatCannotDiffer() {
    assertThat(
            differences(
                """
                Name = GetActionName()
                A = Name == 'post'
                B = Name in ['post']
                C = 2 + 3
                D = StringLength(s=Name) / 2
                E = StringLength(s=Name) > 2
                F = Rule(when_all=[A], description=f'{Name}')
                X: Optional[int] = JsonData(path='$.x')
                G = ResolveOptional(optional_value=X, default_value=3) == 3
                """))
        .isEmpty();
  }
}
