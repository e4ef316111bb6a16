package dev.harrier.runtime.embed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harrier.event.EntityKey;
import dev.harrier.label.LabelStatus;
import dev.harrier.runtime.bundle.Rules;
import dev.harrier.runtime.ledger.DecisionRecord;
import dev.harrier.runtime.ledger.ListEdit;
import dev.harrier.runtime.ledger.ManualLabel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

final class HarrierTest {
  static final Map<String, String> TENTH =
      Map.of(
          "main.sml",
          """
          UserId: Entity[str] = EntityJson(type='User', path='$.user')
          Posts = IncrementWindow(key=f'posts-{UserId}', window_seconds=3600, when_all=[True])
          Tenth = Rule(when_all=[Posts == 10], description=f'tenth post of {UserId}')
          Busy = Rule(when_all=[HasLabel(entity=UserId, label='busy')], description='was busy')
          WhenRules(rules_any=[Tenth], then=[LabelAdd(entity=UserId, label='busy')])
          WhenRules(rules_any=[Busy], then=[DeclareVerdict(verdict='limit')])
          """,
          "config.yaml",
          "labels: {busy: {valid_for: [User], connotation: negative, description: d}}\n");

  static byte[] post(int id, String user, int second) {
    return ("{\"action_id\":%d,\"action_name\":\"post\",\"timestamp\":\"2026-01-01T00:%02d:%02dZ\","
            + "\"data\":{\"user\":\"%s\"},\"secret_data\":{\"ip\":\"10.0.0.1\"}}")
        .formatted(id, second / 60, second % 60, user)
        .getBytes(StandardCharsets.UTF_8);
  }

  static Harrier running(Map<String, String> project) {
    Harrier harrier = Harrier.inMemory(Options.DEFAULT);
    use(harrier, project);
    return harrier;
  }

  static void use(Harrier harrier, Map<String, String> project) {
    Installation made = harrier.install(Rules.sources(project), "test");
    assertThat(made).isInstanceOf(Installation.Installed.class);
    harrier.activate(((Installation.Installed) made).bundle().version(), "test");
  }

  static DecisionRecord decided(Answer answer) {
    assertThat(answer).isInstanceOf(Answer.Decided.class);
    return ((Answer.Decided) answer).record();
  }

  @Test
  void theTenthEventFiresOnce() {
    try (Harrier harrier = running(TENTH)) {
      List<List<String>> fired = new ArrayList<>();
      for (int i = 1; i <= 12; i++) {
        fired.add(decided(harrier.decide(post(i, "a", i), "web", Ack.DURABLE)).decision().fired());
      }
      assertThat(fired.subList(0, 9)).allMatch(List::isEmpty);
      assertThat(fired.get(9)).containsExactly("Tenth");
      assertThat(fired.get(10)).containsExactly("Busy");
      assertThat(fired.get(11)).containsExactly("Busy");
    }
  }

  @Test
  void anEventSentAgainGetsItsStoredDecisionAndChangesNothing() {
    try (Harrier harrier = running(TENTH)) {
      for (int i = 1; i <= 10; i++) {
        harrier.decide(post(i, "a", i), "web", Ack.DURABLE);
      }
      Answer again = harrier.decide(post(10, "a", 10), "web", Ack.DURABLE);
      assertThat(again).isEqualTo(new Answer.Decided(decided(again), true));
      assertThat(decided(again).decision().fired()).containsExactly("Tenth");
      assertThat(decided(harrier.decide(post(10, "a", 10), "other", Ack.DURABLE)).id())
          .as("the same identifier from another source is another event")
          .isNotEqualTo(decided(again).id());
      assertThat(harrier.metrics().decided()).isEqualTo(11);
      assertThat(harrier.metrics().repeated()).isEqualTo(1);
    }
  }

  @Test
  void aDecisionIsDerivedAgainFromItsRow() {
    try (Harrier harrier = running(TENTH)) {
      for (int i = 1; i <= 12; i++) {
        DecisionRecord record = decided(harrier.decide(post(i, "a", i), "web", Ack.DURABLE));
        Rederived again = harrier.rederive(record.id()).orElseThrow();
        assertThat(again.equal()).isTrue();
        assertThat(again.stored()).isEqualTo(record);
        assertThat(again.decision()).isEqualTo(record.decision());
      }
    }
  }

  @Test
  void anEntityShowsItsLabelsAndItsNewestDecisions() {
    try (Harrier harrier = running(TENTH)) {
      for (int i = 1; i <= 11; i++) {
        harrier.decide(post(i, "a", i), "web", Ack.DURABLE);
      }
      EntityView view = harrier.entity(new EntityKey("User", "a"));
      assertThat(view.labels().get("busy").status()).isEqualTo(LabelStatus.ADDED);
      assertThat(view.labels().get("busy").reasons().get("Tenth").features())
          .containsEntry("UserId", "a");
      assertThat(view.recent().getFirst().eventId()).isEqualTo("11");
      assertThat(harrier.entity(new EntityKey("User", "b")).labels()).isEmpty();
    }
  }

  @Test
  void aManualLabelBindsTheRules() {
    try (Harrier harrier = running(TENTH)) {
      ManualLabel pardon =
          new ManualLabel(
              "r1",
              new EntityKey("User", "a"),
              "busy",
              false,
              "ada",
              "known",
              1_767_225_600_000_000L,
              null);
      assertThat(harrier.setLabel(pardon)).isInstanceOf(LabelAnswer.Done.class);
      for (int i = 1; i <= 11; i++) {
        harrier.decide(post(i, "a", i), "web", Ack.DURABLE);
      }
      EntityView view = harrier.entity(new EntityKey("User", "a"));
      assertThat(view.labels().get("busy").status()).isEqualTo(LabelStatus.MANUALLY_REMOVED);
      assertThat(view.labels().get("busy").reasons().get("ada").description()).isEqualTo("known");
      assertThat(((LabelAnswer.Done) harrier.setLabel(pardon)).repeated()).isTrue();
    }
  }

  @Test
  void aBatchKeepsItsOrderAndSaysWhichLineIsNoEvent() {
    try (Harrier harrier = running(TENTH)) {
      List<byte[]> lines = new ArrayList<>();
      for (int i = 1; i <= 10; i++) {
        lines.add(post(i, "a", i));
      }
      lines.add(5, "{\"a\":".getBytes(StandardCharsets.UTF_8));
      List<Answer> answers = harrier.decideAll(lines, "web", Ack.DURABLE);
      assertThat(answers).hasSize(11);
      assertThat(answers.get(5)).isInstanceOf(Answer.Refused.class);
      assertThat(decided(answers.get(10)).decision().fired()).containsExactly("Tenth");
      assertThat(harrier.metrics().refused()).isEqualTo(1);
    }
  }

  @Test
  void withoutABundleNothingIsDecided() {
    try (Harrier harrier = Harrier.inMemory(Options.DEFAULT)) {
      assertThat(harrier.decide(post(1, "a", 1), "web", Ack.DURABLE))
          .isEqualTo(new Answer.Failed("no bundle is active; install a project and activate it"));
    }
  }

  @Test
  void aBadBundleIsRefusedAndTheOldOneStays() {
    try (Harrier harrier = running(TENTH)) {
      BundleInfo before = harrier.active().orElseThrow();
      Installation bad =
          harrier.install(Rules.sources(Map.of("main.sml", "X: int = Unknown()\n")), "bad");
      assertThat(bad).isInstanceOf(Installation.Rejected.class);
      assertThat(((Installation.Rejected) bad).diagnostics()).isNotEmpty();
      assertThat(harrier.active()).contains(before);
      assertThat(harrier.bundles()).containsExactly(before);
    }
  }

  @Test
  void aRollBackPutsTheVersionBeforeInForce() {
    try (Harrier harrier = running(TENTH)) {
      BundleInfo first = harrier.active().orElseThrow();
      assertThat(harrier.rollBack("ada")).isEmpty();
      use(harrier, Map.of("main.sml", "X: int = JsonData(path='$.x')\n"));
      DecisionRecord record = decided(harrier.decide(post(1, "a", 1), "web", Ack.DURABLE));
      assertThat(record.bundle()).isNotEqualTo(first.version());
      assertThat(harrier.rollBack("ada")).contains(first);
      assertThat(decided(harrier.decide(post(2, "a", 1), "web", Ack.DURABLE)).bundle())
          .isEqualTo(first.version());
      assertThat(harrier.rederive(record.id()).orElseThrow().equal()).isTrue();
    }
  }

  @Test
  void aSubscriberSeesDecisionsAsTheyAreMade() throws Exception {
    try (Harrier harrier = running(TENTH);
        Subscription subscription = harrier.subscribe(2)) {
      for (int i = 1; i <= 3; i++) {
        harrier.decide(post(i, "a", i), "web", Ack.DURABLE);
      }
      assertThat(subscription.next(Duration.ofSeconds(5)).orElseThrow().eventId()).isEqualTo("1");
      assertThat(subscription.next(Duration.ofSeconds(5)).orElseThrow().eventId()).isEqualTo("2");
      assertThat(subscription.next(Duration.ZERO)).isEmpty();
      assertThat(subscription.dropped()).isEqualTo(1);
    }
  }

  private static final Map<String, String> LISTED =
      Map.of(
          "main.sml",
          """
          Text: str = JsonData(path='$.user')
          Bad = Rule(when_all=[ListContains(list='bad', phrases=[Text]) != None], description='bad')
          WhenRules(rules_any=[Bad], then=[DeclareVerdict(verdict='deny')])
          """,
          "lists/bad.yaml",
          "kind: text\nowner: ada\nentries:\n- {value: spam, reason: old}\n");

  @Test
  void anEditOfAListIsAVersionAndHasItsHistory() throws Exception {
    try (Harrier harrier = Harrier.inMemory(Options.DEFAULT)) {
      Installation made = harrier.install(zip(LISTED), "zipped");
      BundleInfo first = ((Installation.Installed) made).bundle();
      harrier.activate(first.version(), "ada");
      DecisionRecord before = decided(harrier.decide(post(1, "scam", 1), "web", Ack.DURABLE));
      ListEdit edit = new ListEdit("bad", List.of("scam"), List.of("spam"), "bob", "seen today");

      assertThat(harrier.editList(edit)).isInstanceOf(Installation.Installed.class);

      assertThat(before.decision().fired()).isEmpty();
      assertThat(decided(harrier.decide(post(2, "scam", 1), "web", Ack.DURABLE)).decision().fired())
          .containsExactly("Bad");
      assertThat(decided(harrier.decide(post(3, "spam", 1), "web", Ack.DURABLE)).decision().fired())
          .isEmpty();
      assertThat(harrier.listHistory("bad")).extracting(ListEdit.Made::edit).containsExactly(edit);
      assertThat(harrier.bundles()).hasSize(2);
      assertThat(harrier.rederive(before.id()).orElseThrow().equal()).isTrue();
      assertThat(harrier.replay(1, Long.MAX_VALUE, place -> {}).differing()).isZero();
      assertThat(harrier.rollBack("ada").orElseThrow().version()).isEqualTo(first.version());
    }
  }

  @Test
  void anEditOfAListThatIsNotThereChangesNothing() throws Exception {
    try (Harrier harrier = running(TENTH)) {
      ListEdit edit = new ListEdit("worse", List.of("scam"), List.of(), "bob", "");
      assertThat(harrier.editList(edit)).isInstanceOf(Installation.NotAProject.class);
      assertThat(harrier.install(new byte[] {1, 2, 3, 4}, "no zip"))
          .isEqualTo(new Installation.NotAProject("the project is not a zip archive"));
      assertThat(harrier.bundles()).hasSize(1);
    }
  }

  private static byte[] zip(Map<String, String> files) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, String> file : new TreeMap<>(files).entrySet()) {
        zip.putNextEntry(new ZipEntry("project/" + file.getKey()));
        zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }
}
