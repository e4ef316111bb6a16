package dev.harrier.lang.interpret;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harrier.decision.Decision;
import dev.harrier.decision.Effect;
import dev.harrier.decision.RuleSettings;
import dev.harrier.decision.Verdict;
import dev.harrier.event.EntityKey;
import dev.harrier.event.Event;
import dev.harrier.json.JsonDocument;
import dev.harrier.json.JsonException;
import dev.harrier.json.JsonParser;
import dev.harrier.lang.RuleCompiler;
import dev.harrier.lang.RuleCompiler.Backend;
import dev.harrier.lang.source.DiagnosticPrinter;
import dev.harrier.lang.source.Dialect;
import dev.harrier.lang.source.SourceFile;
import dev.harrier.lang.source.Sources;
import dev.harrier.lang.trial.FixedFacts;
import dev.harrier.rule.FeatureMode;
import dev.harrier.rule.RuleProgram;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Actions and reviews, and what a set of rules says of itself; in both backends. */
final class LifeCycleTest {
  private static final String HEAD =
      """
      UserId: Entity[str] = EntityJson(type='User', path='$.user')
      Url: Entity[str] = EntityJson(type='Url', path='$.url', required=False)
      Score: float = JsonData(path='$.score', required=False)
      Spam = Rule(when_all=[True], description='spam')
      """;

  private static final String CONFIG =
      """
      labels: {spam: {valid_for: [User, Url]}}
      actions:
        challenge:
          {severity: 2, undo: lift, max_per_hour: 9, quiet_period: 30m, sink: app, holdback: 1.5,
           holdback_seed: a}
      queues: [spam]
      """;

  private static RuleProgram program(Backend backend, String rules) {
    TreeMap<String, SourceFile> files = new TreeMap<>();
    files.put("main.sml", new SourceFile("main.sml", HEAD + rules));
    TreeMap<String, SourceFile> config = new TreeMap<>();
    config.put("config.yaml", new SourceFile("config.yaml", CONFIG));
    RuleCompiler.Result result =
        RuleCompiler.compile(new Sources(files, config, new TreeMap<>()), Dialect.STRICT, backend);
    if (result.program() == null) {
      throw new AssertionError(DiagnosticPrinter.print(result.diagnostics()));
    }
    return result.program();
  }

  private static Decision decide(RuleProgram program, String time, String data)
      throws JsonException {
    JsonDocument document = JsonParser.parse(data.getBytes(StandardCharsets.UTF_8));
    long micros = Instant.parse(time).getEpochSecond() * 1_000_000;
    Event event = new Event("1", "post", micros, document, document.root(), Event.ABSENT);
    Decision all = program.newEvaluator(FeatureMode.ALL).decide(event, new FixedFacts());
    Decision none = program.newEvaluator(FeatureMode.NONE).decide(event, new FixedFacts());
    assertThat(none.effects()).isEqualTo(all.effects());
    assertThat(none.shadowEffects()).isEqualTo(all.shadowEffects());
    assertThat(none.verdicts()).isEqualTo(all.verdicts());
    return all;
  }

  private static Decision decide(Backend backend, String rules, String user) throws JsonException {
    return decide(program(backend, rules), "2026-01-01T00:00:00Z", "{\"user\": \"" + user + "\"}");
  }

  @ParameterizedTest
  @EnumSource(Backend.class)
  void anActionCarriesItsRulesAndTheirSettings(Backend backend) throws Exception {
    RuleProgram program =
        program(
            backend,
            """
            WhenRules(rules_any=[Spam], owner='spam-team', policy='spam.links', mode='review', then=[
              Enforce(action='challenge', entity=UserId, strikes=1, max_per_hour=200),
              Review(queue='spam', entity=UserId, score=Score),
            ])
            """);
    RuleSettings settings =
        new RuleSettings(
            "spam.links",
            List.of("Spam"),
            RuleSettings.Mode.REVIEW,
            100,
            "spam-team",
            "spam.links",
            null);
    EntityKey user = new EntityKey("User", "u");
    Decision decision =
        decide(program, "2026-01-01T00:00:00Z", "{\"user\": \"u\", \"score\": 0.5}");
    assertThat(decision.effects())
        .containsExactly(
            new Effect.Enforce("challenge", user, 1, 200L, settings, List.of("Spam")),
            new Effect.Review("spam", user, .5, settings, List.of("Spam")));
    assertThat(program.settings()).containsExactly(settings);
    assertThat(program.actions().get("challenge"))
        .isEqualTo(
            new dev.harrier.decision.ActionInfo(
                "challenge",
                2,
                "lift",
                9L,
                1_800_000_000L,
                "app",
                "spam",
                new dev.harrier.decision.ActionInfo.Holdback(1.5, "a")));
  }

  @ParameterizedTest
  @EnumSource(Backend.class)
  void aReviewWithoutItsScoreIsStillAsked(Backend backend) throws Exception {
    Decision decision =
        decide(
            backend,
            "WhenRules(rules_any=[Spam], then=[Review(queue='spam', entity=UserId, score=Score)])",
            "u");
    assertThat(decision.effects())
        .singleElement()
        .isInstanceOfSatisfying(Effect.Review.class, r -> assertThat(r.score()).isNull());
  }

  @ParameterizedTest
  @EnumSource(Backend.class)
  void shadowRulesAreRecordedAndDoNothing(Backend backend) throws Exception {
    Decision decision =
        decide(
            backend,
            """
            Other = Rule(when_all=[True], description='other')
            Mark = LabelAdd(entity=UserId, label='spam')
            WhenRules(rules_any=[Spam], mode='shadow', then=[Mark, DeclareVerdict(verdict='deny')])
            WhenRules(rules_any=[Other], then=[Mark])
            """,
            "u");
    assertThat(decision.verdict()).isEqualTo(Verdict.ALLOW);
    assertThat(decision.verdicts()).isEmpty();
    assertThat(decision.effects())
        .singleElement()
        .satisfies(effect -> assertThat(effect.rules()).containsExactly("Other"));
    assertThat(decision.shadowEffects()).hasSize(2);
    assertThat(decision.shadowEffects())
        .allSatisfy(effect -> assertThat(effect.rules()).containsExactly("Spam"));
    assertThat(decision.fired()).containsExactly("Spam", "Other");
  }

  @ParameterizedTest
  @EnumSource(Backend.class)
  void rulesThatHaveExpiredDoNothingFromTheirDayOn(Backend backend) throws Exception {
    RuleProgram program =
        program(
            backend,
            "WhenRules(rules_any=[Spam], expires='2027-01-31',"
                + " then=[DeclareVerdict(verdict='deny')])");
    String data = "{\"user\": \"u\"}";
    assertThat(decide(program, "2027-01-30T23:59:59Z", data).verdicts()).containsExactly("deny");
    Decision after = decide(program, "2027-01-31T00:00:00Z", data);
    assertThat(after.verdicts()).isEmpty();
    assertThat(after.shadowEffects()).isEmpty();
    assertThat(after.fired()).containsExactly("Spam");
  }

  @ParameterizedTest
  @EnumSource(Backend.class)
  void anAccountStaysOnOneSideOfARollout(Backend backend) throws Exception {
    String rules =
        """
        WhenRules(rules_any=[Spam], policy='p', rollout=%d, then=[
          LabelAdd(entity=Url, label='spam'),
          Enforce(action='challenge', entity=UserId),
        ])
        """;
    RuleProgram tenth = program(backend, rules.formatted(10));
    RuleProgram half = program(backend, rules.formatted(50));
    int live = 0;
    for (int i = 0; i < 1_000; i++) {
      boolean in = acts(tenth, "u" + i, "a.com");
      assertThat(acts(tenth, "u" + i, "b.com")).isEqualTo(in);
      assertThat(!in || acts(half, "u" + i, "a.com")).as("a growing share only adds").isTrue();
      live += in ? 1 : 0;
    }
    assertThat(live).isBetween(70, 130);
  }

  private static boolean acts(RuleProgram program, String user, String url) throws JsonException {
    String data = "{\"user\": \"%s\", \"url\": \"%s\"}".formatted(user, url);
    Decision decision = decide(program, "2026-01-01T00:00:00Z", data);
    List<Effect> all = new ArrayList<>(decision.effects());
    all.addAll(decision.shadowEffects());
    assertThat(all).hasSize(2);
    return decision.effects().stream().anyMatch(Effect.Enforce.class::isInstance);
  }

  @ParameterizedTest
  @EnumSource(Backend.class)
  void aVerdictGoesWithTheEntityOfItsSet(Backend backend) throws Exception {
    String rules =
        """
        WhenRules(rules_any=[Spam], rollout=50, then=[
          DeclareVerdict(verdict='deny'),
          Enforce(action='challenge', entity=UserId),
        ])
        """;
    RuleProgram program = program(backend, rules);
    for (int i = 0; i < 50; i++) {
      Decision decision = decide(program, "2026-01-01T00:00:00Z", "{\"user\": \"u" + i + "\"}");
      assertThat(decision.effects().size()).isIn(0, 2);
      assertThat(decision.verdicts().isEmpty()).isEqualTo(decision.effects().isEmpty());
    }
  }
}
