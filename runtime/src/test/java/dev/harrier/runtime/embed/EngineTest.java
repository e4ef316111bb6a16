package dev.harrier.runtime.embed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harrier.decision.Verdict;
import dev.harrier.event.EntityKey;
import dev.harrier.event.Event;
import dev.harrier.json.JsonParser;
import dev.harrier.lang.RuleCompiler.Backend;
import dev.harrier.rule.FeatureMode;
import dev.harrier.runtime.bundle.BundleHolder;
import dev.harrier.runtime.bundle.Rules;
import dev.harrier.runtime.embed.Summary.Tally;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class EngineTest {
  private static final Map<String, String> PROJECT =
      Map.of(
          "main.sml",
          """
          User: Entity[str] = EntityJson(type='User', path='$.id')
          Size: int = JsonData(path='$.size')
          Big = Rule(when_all=[Size > 10], description='big')
          Again = Rule(when_all=[HasLabel(entity=User, label='big')], description='was big before')
          WhenRules(rules_any=[Big], then=[LabelAdd(entity=User, label='big')])
          WhenRules(rules_any=[Again], then=[DeclareVerdict(verdict='hold')])
          """,
          "config.yaml",
          "labels: {big: {valid_for: [User], connotation: negative, description: d}}\n");

  private static Event event(String json) throws Exception {
    var document = JsonParser.parse(json.getBytes(StandardCharsets.UTF_8));
    return new Event("1", "post", 0, document, document.root(), Event.ABSENT);
  }

  @ParameterizedTest
  @EnumSource(Backend.class)
  void aLabelIsSeenByTheNextEventAndNotByItsOwn(Backend backend) throws Exception {
    Engine engine =
        new Engine(
            new BundleHolder(Rules.bundle(backend, PROJECT)),
            FeatureMode.USED,
            StateFacts.inMemory());

    assertThat(engine.decide(event("{\"id\":\"a\",\"size\":11}")).fired()).containsExactly("Big");
    assertThat(engine.decide(event("{\"id\":\"a\",\"size\":1}")).fired()).containsExactly("Again");
    assertThat(engine.decide(event("{\"id\":\"b\",\"size\":1}")).fired()).isEmpty();
    assertThat(engine.facts().labels().keySet()).containsExactly(new EntityKey("User", "a"));
  }

  @ParameterizedTest
  @EnumSource(Backend.class)
  void theSummaryCountsWhatHappened(Backend backend) throws Exception {
    Engine engine =
        new Engine(
            new BundleHolder(Rules.bundle(backend, PROJECT)),
            FeatureMode.ALL,
            StateFacts.inMemory());
    engine.decide(event("{\"id\":\"a\",\"size\":11}"));
    engine.decide(event("{\"id\":\"a\",\"size\":12}"));
    engine.decide(event("{\"id\":\"a\",\"size\":\"many\"}"));
    engine.summary().addBadLine();

    Summary summary = engine.summary();
    assertThat(summary.events()).isEqualTo(3);
    assertThat(summary.badLines()).isEqualTo(1);
    assertThat(summary.verdicts()).isEqualTo(Map.of(Verdict.HOLD, 2L, Verdict.ALLOW, 1L));
    assertThat(summary.rules()).containsExactly(new Tally("Again", 2), new Tally("Big", 2));
    assertThat(summary.effects())
        .containsExactly(new Tally("add big", 2), new Tally("verdict hold", 2));
    assertThat(summary.failures())
        .singleElement()
        .satisfies(failure -> assertThat(failure.name()).endsWith("at main.sml:2"));
  }
}
