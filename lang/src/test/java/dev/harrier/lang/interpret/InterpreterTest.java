package dev.harrier.lang.interpret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.harrier.decision.Decision;
import dev.harrier.decision.Decision.Opaque;
import dev.harrier.decision.Effect;
import dev.harrier.decision.Failure;
import dev.harrier.decision.Verdict;
import dev.harrier.event.EntityKey;
import dev.harrier.event.Event;
import dev.harrier.json.JsonDocument;
import dev.harrier.json.JsonException;
import dev.harrier.json.JsonParser;
import dev.harrier.label.LabelState;
import dev.harrier.lang.check.Checker;
import dev.harrier.lang.source.DiagnosticPrinter;
import dev.harrier.lang.source.Dialect;
import dev.harrier.lang.source.SourceFile;
import dev.harrier.lang.source.Sources;
import dev.harrier.rule.Facts;
import dev.harrier.rule.FeatureMode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Execution semantics of the compat dialect: what fails, what counts as None, what is emitted. */
final class InterpreterTest {
  private static final String LABELS =
      """
      labels:
        spam: {valid_for: [User], connotation: negative, description: d}
      """;

  private static final class NoFacts implements Facts {
    @Override
    public @org.jspecify.annotations.Nullable Object observe(
        dev.harrier.feature.FeatureDeclaration feature,
        dev.harrier.feature.FeatureKey key,
        long timeMicros,
        boolean add,
        @org.jspecify.annotations.Nullable Object value) {
      throw new UnsupportedOperationException(feature.name());
    }

    @Override
    public Map<String, LabelState> labels(EntityKey entity) {
      return Map.of();
    }

    @Override
    public long incrementWindow(String key, long timeMicros, long windowMicros, long cap) {
      return 0;
    }

    @Override
    public long windowCount(String key, long timeMicros, long windowMicros) {
      return 0;
    }

    @Override
    public void put(String key, Object value, long timeMicros, long ttlMicros) {}

    @Override
    public @Nullable Object get(String key, long timeMicros) {
      return null;
    }
  }

  /** Decides one event with the files {@code name, text, name, text, …}. */
  private static Decision decide(String data, String... files) {
    TreeMap<String, SourceFile> rules = new TreeMap<>();
    for (int i = 0; i < files.length; i += 2) {
      rules.put(files[i], new SourceFile(files[i], files[i + 1]));
    }
    TreeMap<String, SourceFile> config = new TreeMap<>();
    config.put("config.yaml", new SourceFile("config.yaml", LABELS));
    Checker.Result checked =
        Checker.check(new Sources(rules, config, new TreeMap<>()), Dialect.COMPAT);
    assertThat(checked.program()).as(DiagnosticPrinter.print(checked.diagnostics())).isNotNull();
    try {
      JsonDocument document = JsonParser.parse(data.getBytes(StandardCharsets.UTF_8));
      return new InterpretedProgram(checked.program())
          .newEvaluator(FeatureMode.ALL)
          .decide(new Event("7", "e", 0, document, document.root(), Event.ABSENT), new NoFacts());
    } catch (JsonException e) {
      throw new AssertionError(e);
    }
  }

  private static Map<String, @Nullable Object> features(String data, String program) {
    return decide(data, "main.sml", program).features();
  }

  /** {@code Bad} fails and is counted, {@code Gone} fails silently, {@code None_} is None. */
  private static final String OPERANDS =
      """
      Bad: int = JsonData(path='$.bad')
      Gone: int = JsonData(path='$.gone', required=False)
      None_: Optional[int] = JsonData(path='$.none')
      """;

  @Test
  void aFailedOperandOfEqualsCountsAsNone() {
    assertThat(features("{}", OPERANDS + "A = Bad == Gone\nB = Bad == None_\nC = Gone != 5\n"))
        .contains(entry("A", true), entry("B", true), entry("C", true));
  }

  @Test
  void aFailedLeftSideOfInCountsAsNoneAndARightSideFails() {
    assertThat(
            features(
                "{}",
                OPERANDS
                    + "L: List[int] = JsonData(path='$.l', required=False)\n"
                    + "A = Gone in [1]\nB = Gone not in [1]\nC = 1 in L\n"))
        .contains(entry("A", false), entry("B", true), entry("C", null));
  }

  @Test
  void aFailedOperandOfAndOrCountsAsFalseAndOfNotFails() {
    assertThat(
            features(
                "{}",
                OPERANDS + "A = Gone > 1 or 1 == 1\nB = Gone > 1 and 1 == 1\nC = not (Gone > 1)\n"))
        .contains(entry("A", true), entry("B", false), entry("C", null));
  }

  @Test
  void arithmeticOrderAndListsFailWithTheirOperands() {
    assertThat(
            features("{}", OPERANDS + "A = Gone + 1\nB = Gone < 1\nC = [Gone, 1]\nD = f'{Gone}'\n"))
        .contains(entry("A", null), entry("B", null), entry("C", null), entry("D", null));
  }

  @Test
  void everythingIsEvaluatedAndEveryRootCauseCountedOnce() {
    Decision decision =
        decide("{}", "main.sml", OPERANDS + "A = 1 == 1 or 1 << -1 > 0\nB = Bad + Bad\n");
    assertThat(decision.failures())
        .extracting(Failure::kind, Failure::line, Failure::column)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("MissingJsonPath", 1, 11),
            org.assertj.core.groups.Tuple.tuple("ValueError", 4, 14));
  }

  @Test
  void aRuleFailsWithItsConditionsOrItsDescription() {
    Decision decision =
        decide(
            "{\"n\": 3}",
            "main.sml",
            OPERANDS
                + """
                N: int = JsonData(path='$.n')
                Fires = Rule(when_all=[N == 3], description=f'saw {N}')
                Quiet = Rule(when_all=[N == 4], description='')
                Skips = Rule(when_all=[Gone == 1, Gone > 1], description='')
                Fails = Rule(when_all=[N == 3, Bad > 1], description='')
                Nameless = Rule(when_all=[N == 3], description=f'saw {Gone}')
                Always = Rule(when_all=[], description='')
                """
                    .replace("when_all=[]", "when_all=[1 == 1]"));
    assertThat(decision.fired()).containsExactly("Fires", "Always");
    assertThat(decision.skipped()).containsExactly("Skips", "Nameless");
    assertThat(decision.failed()).containsExactly("Fails");
    assertThat(decision.features())
        .contains(entry("Fires", true), entry("Quiet", false), entry("Nameless", null));
  }

  @Test
  void effectsOfPassingRulesAreEmittedAndFailedOnesDropped() {
    Decision decision =
        decide(
            "{\"u\": \"u1\"}",
            "main.sml",
            OPERANDS
                + """
                U: Entity[str] = EntityJson(type='User', path='$.u')
                V: str = JsonData(path='$.v', required=False)
                A = Rule(when_all=[1 == 1], description=f'about {U}')
                B = Rule(when_all=[Gone > 1], description='')
                C = Rule(when_all=[1 == 2], description='')
                WhenRules(rules_any=[A, B, C], then=[
                  LabelAdd(entity=U, label='spam', expires_after=TimeDelta(hours=1)),
                  DeclareVerdict(verdict=V),
                  DeclareVerdict(verdict='hold'),
                ])
                WhenRules(rules_any=[C], then=[DeclareVerdict(verdict='deny')])
                """);
    assertThat(decision.verdict()).isEqualTo(Verdict.HOLD);
    assertThat(decision.effects())
        .containsExactly(
            new Effect.ChangeLabel(
                new EntityKey("User", "u1"),
                "spam",
                dev.harrier.label.LabelStatus.ADDED,
                3_600_000_000L,
                null,
                false,
                null,
                true,
                java.util.List.of("A"),
                Map.of("A", new Effect.ChangeLabel.Reason("about {U}", Map.of("U", "u1")))),
            new Effect.DeclareVerdict("hold", java.util.List.of("A")));
    Decision.Audit audit = decision.audits().getFirst();
    assertThat(audit.evaluated()).containsExactly("A", "C");
    assertThat(audit.failed()).containsExactly("B");
    assertThat(audit.effectsFailed()).isEqualTo(1);
    assertThat(audit.degraded()).isTrue();
  }

  @Test
  void anEffectThatTwoStatementsEmitCarriesTheRulesOfBoth() {
    Decision decision =
        decide(
            "{}",
            "main.sml",
            """
            A = Rule(when_all=[1 == 1], description='')
            B = Rule(when_all=[2 == 2], description='')
            E = DeclareVerdict(verdict='deny')
            WhenRules(rules_any=[A], then=[E])
            WhenRules(rules_any=[B], then=[E])
            """);
    assertThat(decision.effects())
        .containsExactly(
            new Effect.DeclareVerdict("deny", java.util.List.of("A", "B")),
            new Effect.DeclareVerdict("deny", java.util.List.of("A", "B")));
  }

  @Test
  void requiredFilesRunOnceAfterTheirRequirerAndOnlyIfAsked() {
    Decision decision =
        decide(
            "{\"type\": \"x\"}",
            "main.sml",
            """
            Type: str = JsonData(path='$.type')
            Require(rule=f'rules/{Type}.sml')
            Require(rule='rules/y.sml', require_if=Type == 'z')
            Require(rule='rules/x.sml')
            Last = 1 + 1
            """,
            "rules/x.sml",
            "X = 2 + 2\n",
            "rules/y.sml",
            "Y = 3 + 3\n");
    assertThat(decision.features())
        .containsExactly(entry("Type", "x"), entry("Last", 2L), entry("X", 4L));
  }

  @Test
  void importsRunFirst() {
    assertThat(
            decide("{}", "main.sml", "Import(rules=['a.sml'])\nB = A + 1\n", "a.sml", "A = 1 + 1\n")
                .features())
        .containsExactly(entry("A", 2L), entry("B", 3L));
  }

  @Test
  void featuresAreInTheirPlainForm() {
    assertThat(
            features(
                "{\"u\": 5, \"f\": 5}",
                """
                U: Entity[int] = EntityJson(type='User', path='$.u')
                F: float = JsonData(path='$.f')
                R = Rule(when_all=[1 == 1], description='')
                T = TimeDelta(hours=1)
                L = [R]
                Literal = 3
                _hidden = 1 + 1
                Shown = _hidden
                """))
        .containsExactly(
            entry("U", 5L),
            entry("F", 5L),
            entry("R", true),
            entry("T", 3600.0),
            entry("L", java.util.List.of(new Opaque("RuleT"))),
            entry("Shown", 2L));
  }

  @Test
  void divisionByZeroIsZeroAndIntsAreUnbounded() {
    assertThat(
            features(
                "{\"n\": 0}",
                "N: int = JsonData(path='$.n')\nA = 7 // N\nB = 2 ** 64\nC = B - B\n"))
        .contains(entry("A", 0L), entry("B", java.math.BigInteger.TWO.pow(64)), entry("C", 0L));
  }
}
