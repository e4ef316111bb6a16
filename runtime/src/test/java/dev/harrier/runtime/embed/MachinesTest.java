package dev.harrier.runtime.embed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harrier.event.EntityKey;
import dev.harrier.runtime.bundle.Rules;
import dev.harrier.runtime.ledger.DecisionRecord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MachinesTest {
  private static final Map<String, String> PROJECT =
      Map.of(
          "main.sml",
          """
          Kind: str = GetActionName()
          Receiver: Entity[str] = EntityJson(type='User', path='$.receiver')
          Why: str = JsonData(path='$.why', required=False)
          Limit = Rule(when_all=[Kind == 'limit_proposed', Why != None], description=f'{Receiver}: {Why}')
          WhenRules(rules_any=[Limit], then=[LabelAdd(entity=Receiver, label='sheltered')])
          """,
          "config.yaml",
          """
          labels: {sheltered: {valid_for: [User], connotation: neutral, description: d}}
          interactions:
            acts:
              - {type: comment, kind: reply, sender: $.actor.id, receiver: $.target, text: $.text, text_score: $.hostility}
              - {type: block, sender: $.actor.id, receiver: $.target}
          """);

  private static final long START = Instant.parse("2026-01-10T12:00:00Z").getEpochSecond();

  private static byte[] act(int id, String type, long second, String actor, double hostility) {
    return ("{\"action_id\":%d,\"action_name\":\"%s\",\"timestamp\":\"%s\",\"data\":{\"actor\":{\"id\":\"%s\"},"
            + "\"target\":\"victim\",\"text\":\"words number %d of %s\",\"hostility\":%s}}")
        .formatted(id, type, Instant.ofEpochSecond(second), actor, id, actor, hostility)
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Quiet days with a friendly stranger now and then, then many hostile ones within minutes. */
  private static List<byte[]> raid() {
    List<byte[]> events = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      events.add(act(i, "comment", START + i * 7_200L, "friend" + i, .02));
    }
    for (int i = 30; i < 55; i++) {
      events.add(act(i, "comment", START + 250_000 + 20L * i, "raider" + i, .97));
    }
    return events;
  }

  private static List<DecisionRecord> found(Harrier harrier) {
    return harrier.recent(200).reversed().stream()
        .filter(record -> record.source().startsWith("machine:"))
        .toList();
  }

  @Test
  void aBrigadeBecomesAnEventThatRulesDecideWithItsEvidence() {
    try (Harrier harrier = HarrierTest.running(PROJECT)) {
      for (byte[] event : raid()) {
        HarrierTest.decided(harrier.decide(event, "web", Ack.DURABLE));
      }
      List<DecisionRecord> found = found(harrier);

      assertThat(found)
          .extracting(DecisionRecord::type)
          .contains("limit_proposed", "brigade_found");
      DecisionRecord limit = found.getFirst();
      assertThat(limit.type()).isEqualTo("limit_proposed");
      assertThat(limit.decision().fired()).containsExactly("Limit");
      assertThat(limit.decision().features().get("Why").toString()).contains("probably hostile");
      assertThat(harrier.entity(new EntityKey("User", "victim")).labels()).isNotEmpty();
    }
  }

  @Test
  void aFindingIsMadeOnceHoweverOftenItsCauseIsSent() {
    try (Harrier harrier = HarrierTest.running(PROJECT)) {
      for (int pass = 0; pass < 2; pass++) {
        for (byte[] event : raid()) {
          harrier.decide(event, "web", Ack.DURABLE);
        }
      }
      assertThat(found(harrier)).extracting(DecisionRecord::type).containsOnlyOnce("brigade_found");
    }
  }

  /** Wherever the engine ends and is opened again, it finds what one that went on finds. */
  @ParameterizedTest
  @ValueSource(ints = {10, 33, 36, 38, 45})
  void machinesGoOnWhereTheyWere(int stop, @TempDir Path folder) throws Exception {
    List<byte[]> events = raid();
    List<String> expected;
    try (Harrier harrier = HarrierTest.running(PROJECT)) {
      harrier.decideAll(events, "web", Ack.DURABLE);
      expected = ids(harrier);
    }
    try (Harrier harrier = Harrier.open(folder, Options.DEFAULT)) {
      HarrierTest.use(harrier, PROJECT);
      harrier.decideAll(events.subList(0, stop), "web", Ack.DURABLE);
    }
    try (Harrier harrier = Harrier.open(folder, Options.DEFAULT)) {
      harrier.decideAll(events.subList(stop, events.size()), "web", Ack.DURABLE);
      assertThat(ids(harrier)).isEqualTo(expected).isNotEmpty();
    }
  }

  private static List<String> ids(Harrier harrier) {
    return found(harrier).stream().map(record -> record.type() + " " + record.eventId()).toList();
  }

  @Test
  void whatMachinesFoundIsDecidedAgainEqually() {
    try (Harrier harrier = HarrierTest.running(PROJECT)) {
      harrier.decideAll(raid(), "web", Ack.DURABLE);
      for (DecisionRecord record : found(harrier)) {
        assertThat(harrier.rederive(record.id()).orElseThrow().equal()).isTrue();
      }
      assertThat(harrier.replay(1, Long.MAX_VALUE, place -> {}).first()).isEmpty();
    }
  }

  @Test
  void aSectionThatCannotBeReadIsSaidToBeWrong() {
    Map<String, String> wrong =
        Map.of(
            "main.sml",
            "A = 1 + 1\n",
            "config.yaml",
            "interactions: {acts: [{type: comment, sender: $.a, receiver: $.b}]}\n");
    try (Harrier harrier = Harrier.inMemory(Options.DEFAULT)) {
      Installation made = harrier.install(Rules.sources(wrong), "test");
      assertThat(((Installation.NotAProject) made).message())
          .startsWith(
              "`interactions.acts[0]` in `config.yaml` is of kind `comment`, expected one of");
    }
  }
}
