package dev.harrier.server.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harrier.decision.Decision;
import dev.harrier.event.Event;
import dev.harrier.lang.RuleCompiler.Backend;
import dev.harrier.rule.FeatureMode;
import dev.harrier.runtime.bundle.Bundle;
import dev.harrier.runtime.bundle.BundleHolder;
import dev.harrier.runtime.embed.Engine;
import dev.harrier.runtime.embed.StateFacts;
import dev.harrier.runtime.ingress.EventReader;
import dev.harrier.runtime.ingress.Shape;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class GeneratedRulesTest {
  @Test
  void theSeedAndTheNumbersDecideEverything() {
    GeneratedRules.Project one = GeneratedRules.of(30, 20, 1);

    assertThat(GeneratedRules.of(30, 20, 1).lines()).isEqualTo(one.lines());
    assertThat(GeneratedRules.of(30, 20, 1).sources()).isEqualTo(one.sources());
    assertThat(GeneratedRules.of(30, 20, 2).sources()).isNotEqualTo(one.sources());
  }

  @Test
  void bothBackendsDecideAlikeAndSomeRulesFire() throws Exception {
    GeneratedRules.Project project = GeneratedRules.of(100, 1_000, 3);

    List<Decision> compiled = decisions(project, Backend.COMPILED);

    assertThat(compiled.stream().map(Decision::fired))
        .containsExactlyElementsOf(
            decisions(project, Backend.INTERPRETED).stream().map(Decision::fired).toList());
    assertThat(compiled.stream().filter(decision -> !decision.fired().isEmpty()))
        .hasSizeBetween(10, 900);
    assertThat(compiled).allMatch(decision -> decision.failures().isEmpty());
  }

  private static List<Decision> decisions(GeneratedRules.Project project, Backend backend)
      throws Exception {
    Bundle bundle = ((Bundle.Ready) Bundle.compile(project.sources(), null, backend)).bundle();
    assertThat(bundle.program().rules()).hasSize(100);
    Engine engine = new Engine(new BundleHolder(bundle), FeatureMode.NONE, StateFacts.inMemory());
    List<Decision> decisions = new ArrayList<>();
    try (EventReader reader =
        EventReader.of(new ByteArrayInputStream(project.lines()), Shape.SML, null)) {
      while (reader.next()) {
        Event event = reader.event();
        assertThat(event).as("%s", reader.badLine()).isNotNull();
        decisions.add(engine.decide(event));
      }
    }
    return decisions;
  }
}
