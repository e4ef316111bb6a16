package dev.harrier.server.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harrier.decision.Decision;
import dev.harrier.decision.Effect;
import dev.harrier.decision.Guarded;
import dev.harrier.decision.RuleSettings;
import dev.harrier.decision.Verdict;
import dev.harrier.event.EntityKey;
import dev.harrier.event.Event;
import dev.harrier.json.JsonDocument;
import dev.harrier.json.JsonException;
import dev.harrier.json.JsonParser;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Effects as lines show them; what the commands write as a whole is tested with the commands. */
final class DecisionLinesTest {
  private static final EntityKey USER = new EntityKey("User", "u1");
  private static final List<String> RULES = List.of("R");

  private static RuleSettings settings(RuleSettings.Mode mode) {
    return new RuleSettings("p", RULES, mode, 100, "spam team", "p", null);
  }

  private static String line(List<Effect> effects, List<Effect> shadow) throws JsonException {
    JsonDocument document = JsonParser.parse(new byte[] {'{', '}'});
    Event event = new Event("1", "post", 0, document, document.root(), Event.ABSENT);
    Decision decision =
        new Decision(
            Verdict.ALLOW,
            List.of(),
            RULES,
            List.of(),
            List.of(),
            effects,
            shadow,
            Map.of(),
            List.of(),
            List.of());
    JsonBytes json = new JsonBytes();
    new DecisionLines(DecisionLines.Format.HARRIER).write(event, decision, "sha256:0", json);
    return json.toString();
  }

  @Test
  void anActionSaysWhatItsRulesSayOfThemselves() throws Exception {
    Effect plain = new Effect.Enforce("limit", USER, 0, null, RuleSettings.NONE, RULES);
    Effect full =
        new Effect.Enforce("limit", USER, 2, 9L, settings(RuleSettings.Mode.REVIEW), RULES);
    assertThat(line(List.of(plain, full), List.of()))
        .contains(
            "\"effects\":[{\"enforce\":{\"action\":\"limit\",\"entity\":\"User/u1\","
                + "\"reasons\":[\"R\"]}},"
                + "{\"enforce\":{\"action\":\"limit\",\"entity\":\"User/u1\",\"strikes\":2,"
                + "\"max_per_hour\":9,\"mode\":\"review\",\"policy\":\"p\",\"owner\":\"spam team\","
                + "\"reasons\":[\"R\"]}}]");
  }

  @Test
  void aReviewHasItsScoreWhereThatIsKnown() throws Exception {
    Effect known = new Effect.Review("spam", USER, .5, RuleSettings.NONE, RULES);
    Effect unknown = new Effect.Review("spam", USER, null, RuleSettings.NONE, RULES);
    assertThat(line(List.of(known, unknown), List.of()))
        .contains(
            "\"effects\":[{\"review\":{\"queue\":\"spam\",\"entity\":\"User/u1\",\"score\":0.5,"
                + "\"reasons\":[\"R\"]}},"
                + "{\"review\":{\"queue\":\"spam\",\"entity\":\"User/u1\",\"reasons\":[\"R\"]}}]");
  }

  @Test
  void aVerdictIsAnEffectOfShadowRulesAlone() throws Exception {
    Effect verdict = new Effect.DeclareVerdict("deny", RULES);
    assertThat(line(List.of(verdict), List.of(verdict)))
        .contains("\"effects\":[],")
        .contains(
            "\"shadow_effects\":[{\"declare_verdict\":{\"verdict\":\"deny\","
                + "\"reasons\":[\"R\"]}}]");
  }

  @Test
  void whatIsNotSentSaysWhyAndWhichItIsAmongTheWrittenEffects() throws Exception {
    Effect verdict = new Effect.DeclareVerdict("deny", RULES);
    Effect limit =
        new Effect.Enforce("limit", USER, 0, null, settings(RuleSettings.Mode.REVIEW), RULES);
    Effect.Review opened = new Effect.Review("spam", USER, null, "limit", RuleSettings.NONE, RULES);
    Decision decision =
        new Decision(
                Verdict.DENY,
                List.of("deny"),
                RULES,
                List.of(),
                List.of(),
                List.of(verdict, limit, limit),
                List.of(),
                Map.of(),
                List.of(),
                List.of())
            .withGuarded(
                List.of(
                    new Guarded(1, Guarded.Outcome.TO_REVIEW, "in review", opened),
                    new Guarded(2, Guarded.Outcome.CAPPED, "cap", null)));
    JsonDocument document = JsonParser.parse(new byte[] {'{', '}'});
    Event event = new Event("1", "post", 0, document, document.root(), Event.ABSENT);
    JsonBytes json = new JsonBytes();
    new DecisionLines(DecisionLines.Format.HARRIER).write(event, decision, "sha256:0", json);
    assertThat(json.toString())
        .contains(
            "\"guarded\":[{\"effect\":0,\"action\":\"limit\",\"entity\":\"User/u1\","
                + "\"outcome\":\"to_review\",\"reason\":\"in review\","
                + "\"opened\":{\"review\":{\"queue\":\"spam\",\"entity\":\"User/u1\","
                + "\"action\":\"limit\",\"reasons\":[\"R\"]}}},"
                + "{\"effect\":1,\"action\":\"limit\",\"entity\":\"User/u1\","
                + "\"outcome\":\"capped\",\"reason\":\"cap\"}]");
  }
}
