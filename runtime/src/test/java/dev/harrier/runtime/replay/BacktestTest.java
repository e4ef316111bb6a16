package dev.harrier.runtime.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harrier.lang.RuleCompiler.Backend;
import dev.harrier.lang.source.SourceFile;
import dev.harrier.lang.source.Sources;
import dev.harrier.rule.FeatureMode;
import dev.harrier.runtime.bundle.Bundle;
import dev.harrier.runtime.bundle.BundleHolder;
import dev.harrier.runtime.embed.Engine;
import dev.harrier.runtime.embed.StateFacts;
import dev.harrier.runtime.ingress.EventReader;
import dev.harrier.runtime.ingress.Shape;
import dev.harrier.runtime.replay.BacktestReport.Count;
import dev.harrier.runtime.replay.BacktestReport.EffectRow;
import dev.harrier.runtime.replay.BacktestReport.Example;
import dev.harrier.runtime.replay.BacktestReport.Presence;
import dev.harrier.runtime.replay.BacktestReport.RuleRow;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a report says of small streams that can be counted by hand, and of random ones. */
class BacktestTest {
  private static final String HEAD =
      """
      User: Entity[str] = EntityJson(type='User', path='$.user')
      N: int = JsonData(path='$.n')
      """;

  private static final String BIG =
      HEAD
          + """
          Big = Rule(when_all=[N > 5], description='big')
          Odd = Rule(when_all=[N % 2 == 1], description='odd')
          WhenRules(rules_any=[Big], then=[LabelAdd(entity=User, label='big'), DeclareVerdict(verdict='hold')])
          """;

  /** Remembers: who was labelled is told apart, and labels change what comes after. */
  private static final String REMEMBERING =
      HEAD
          + """
          Big = Rule(when_all=[N > 90], description='big')
          Again = Rule(when_all=[HasLabel(entity=User, label='big'), N > 50], description='again')
          Third = Rule(when_all=[IncrementWindow(key=f'{User}', window_seconds=600, when_all=[N > 10]) == 3], description='third')
          Odd = Rule(when_all=[N % 2 == 1], description='odd')
          WhenRules(rules_any=[Big], then=[LabelAdd(entity=User, label='big')])
          WhenRules(rules_any=[Again, Third], then=[LabelRemove(entity=User, label='big')])
          """;

  private static Bundle bundle(String rules) {
    Sources sources =
        new Sources(
            sorted("main.sml", rules),
            sorted(
                "config/labels.yaml",
                "labels: {big: {valid_for: [User], connotation: neutral, description: d}}\n"),
            new TreeMap<>());
    try {
      return switch (Bundle.compile(sources, null, Backend.COMPILED)) {
        case Bundle.Ready ready -> ready.bundle();
        case Bundle.Rejected rejected -> throw new AssertionError(rejected.diagnostics());
      };
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static TreeMap<String, SourceFile> sorted(String path, String text) {
    return new TreeMap<>(Map.of(path, new SourceFile(path, text)));
  }

  private static String event(int id, int second, String user, int n) {
    return "{\"action_id\":%d,\"action_name\":\"post\",\"timestamp\":\"2026-09-%02dT10:%02d:%02d\",\"data\":{\"user\":\"%s\",\"n\":%d}}\n"
        .formatted(id, 1 + second / 3600, second / 60 % 60, second % 60, user, n);
  }

  private static BacktestReport report(
      String events, Bundle fresh, @Nullable Bundle old, @Nullable Truth truth, int threads)
      throws Exception {
    Backtest backtest =
        new Backtest(
            new Backtest.Setup(
                fresh.program(), old == null ? null : old.program(), "User", truth, 2));
    try (StoredEvents stored =
        StoredEvents.lines(new ByteArrayInputStream(events.getBytes(StandardCharsets.UTF_8)))) {
      Replay.run(stored, new Replay.Setup(fresh, old, Shape.AUTO, "User", threads), backtest);
    }
    return backtest.report();
  }

  private static RuleRow rule(BacktestReport report, String name) {
    return report.rules().stream().filter(r -> r.name().equals(name)).findFirst().orElseThrow();
  }

  private static final String FOUR =
      event(1, 0, "a", 7) + event(2, 10, "a", 8) + event(3, 3700, "b", 9) + event(4, 3701, "c", 2);

  @Test
  void aRulesVolumeEntitiesAndBusiestDayAreCounted() throws Exception {
    BacktestReport report = report(FOUR, bundle(BIG), null, null, 1);

    RuleRow big = rule(report, "Big");
    assertThat(big.hits()).isEqualTo(3);
    assertThat(big.hitsPerDay()).isEqualTo(1.5);
    assertThat(big.entities()).isEqualTo(new Count(2, true));
    assertThat(LocalDate.ofEpochDay(big.busiestDay()).toString()).isEqualTo("2026-09-01");
    assertThat(big.busiestDayHits()).isEqualTo(2);
    assertThat(big.hitsByDay()).containsExactly(2L, 1L);
    assertThat(report.activeEntities()).isEqualTo(new Count(3, true));
    assertThat(report.entityType()).isEqualTo("User");
  }

  @Test
  void overlapIsTheShareOfEventsOnWhichBothFire() throws Exception {
    BacktestReport report = report(FOUR, bundle(BIG), null, null, 1);

    assertThat(report.overlaps())
        .containsExactly(new BacktestReport.Overlap("Big", "Odd", 2, 2.0 / 3, 2.0 / 3, 1.0));
  }

  @Test
  void anEffectsReachAndWorstHourAreTold() throws Exception {
    BacktestReport report = report(FOUR, bundle(BIG), null, null, 1);

    long hour = 24 * LocalDate.of(2026, 9, 1).toEpochDay() + 10;
    assertThat(report.acted())
        .isEqualTo(new EffectRow("any", 3, 0, new Count(2, true), true, hour, 2, 2));
    assertThat(report.effects())
        .extracting(EffectRow::kind)
        .containsExactly("add big", "verdict hold");
  }

  @Test
  void newAndLostHitsAreToldWithTheirFirstExamples() throws Exception {
    String moved = BIG.replace("N > 5", "N < 8").replace("Odd", "Uneven");
    BacktestReport report = report(FOUR, bundle(moved), bundle(BIG), null, 2);

    RuleRow big = rule(report, "Big");
    assertThat(big.hits()).isEqualTo(2);
    assertThat(big.oldHits()).isEqualTo(3);
    assertThat(big.gained()).isEqualTo(1);
    assertThat(big.lost()).isEqualTo(2);
    assertThat(big.gainedExamples()).extracting(Example::id).containsExactly("4");
    assertThat(big.lostExamples()).extracting(Example::id).containsExactly("2", "3");
    assertThat(rule(report, "Uneven").presence()).isEqualTo(Presence.NEW);
    assertThat(rule(report, "Odd").presence()).isEqualTo(Presence.REMOVED);
    assertThat(rule(report, "Odd").lost()).isEqualTo(2);
    assertThat(report.verdicts()).hasSize(2);
  }

  @Test
  void theSameRulesAreNotDifferentFromThemselves() throws Exception {
    String events = randomEvents(5, 3_000);
    BacktestReport report = report(events, bundle(REMEMBERING), bundle(REMEMBERING), null, 2);

    assertThat(report.verdicts()).isEmpty();
    assertThat(report.rules())
        .allSatisfy(
            rule -> {
              assertThat(rule.gained() + rule.lost()).isZero();
              assertThat(rule.hits()).isEqualTo(rule.oldHits()).isPositive();
            });
  }

  @Test
  void precisionAndRecallOfEventsCountThoseKnown() throws Exception {
    Truth truth =
        Truth.of(Truth.Subject.EVENT, Map.of("1", true, "3", false, "4", true, "99", true));
    BacktestReport report = report(FOUR, bundle(BIG), null, truth, 1);

    assertThat(rule(report, "Big").truth())
        .isEqualTo(new BacktestReport.Quality(new Share(1, 2), new Share(1, 2)));
    assertThat(report.truth())
        .isEqualTo(
            new BacktestReport.TruthRow(
                Truth.Subject.EVENT,
                3,
                2,
                new BacktestReport.Quality(new Share(1, 2), new Share(1, 2)),
                new BacktestReport.Quality(new Share(1, 2), new Share(1, 2))));
  }

  @Test
  void anEntityCountsOnceHoweverOftenItIsHit() throws Exception {
    Truth truth = Truth.of(Truth.Subject.ENTITY, Map.of("a", true, "b", false, "c", true));
    BacktestReport report = report(FOUR, bundle(BIG), null, truth, 1);

    assertThat(rule(report, "Big").truth())
        .isEqualTo(new BacktestReport.Quality(new Share(1, 2), new Share(1, 2)));
  }

  @Test
  void badLinesAreCountedAndPassedOver() throws Exception {
    String events = event(1, 0, "a", 7) + "nonsense\n\n{}\n" + event(2, 1, "a", 7);
    BacktestReport report = report(events, bundle(BIG), null, null, 2);

    assertThat(report.events()).isEqualTo(2);
    assertThat(report.badLines()).isEqualTo(2);
  }

  @Test
  void theNumberOfThreadsChangesNothing() throws Exception {
    for (String rules : new String[] {BIG, REMEMBERING}) {
      for (int seed = 0; seed < 3; seed++) {
        String events = randomEvents(seed, 4_000);
        BacktestReport one = report(events, bundle(rules), bundle(BIG), null, 1);
        assertThat(report(events, bundle(rules), bundle(BIG), null, 2)).isEqualTo(one);
        assertThat(report(events, bundle(rules), bundle(BIG), null, 8)).isEqualTo(one);
      }
    }
  }

  @Test
  void aReplayDecidesAsTheEngineDoes() throws Exception {
    String events = randomEvents(3, 5_000);
    Bundle bundle = bundle(REMEMBERING);
    Engine engine = new Engine(new BundleHolder(bundle), FeatureMode.NONE, StateFacts.inMemory());
    try (EventReader reader =
        EventReader.of(
            new ByteArrayInputStream(events.getBytes(StandardCharsets.UTF_8)), Shape.AUTO, null)) {
      while (reader.next()) {
        engine.decide(Objects.requireNonNull(reader.event()));
      }
    }

    BacktestReport report = report(events, bundle, null, null, 3);
    Map<String, Long> hits = new TreeMap<>();
    report.rules().forEach(rule -> hits.put(rule.name(), rule.hits()));
    Map<String, Long> expected = new TreeMap<>();
    engine.summary().rules().forEach(tally -> expected.put(tally.name(), tally.count()));
    assertThat(hits).isEqualTo(expected).containsKeys("Again", "Third");
  }

  private static String randomEvents(int seed, int count) {
    Random random = new Random(seed);
    StringBuilder events = new StringBuilder();
    for (int i = 0; i < count; i++) {
      events.append(event(i + 1, i * 3, "u" + random.nextInt(60), random.nextInt(100)));
    }
    return events.toString();
  }
}
