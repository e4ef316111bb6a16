package dev.harrier.runtime.embed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harrier.decision.Decision;
import dev.harrier.decision.Score;
import dev.harrier.detect.score.RawRow;
import dev.harrier.detect.score.RowScorer;
import dev.harrier.lang.source.Diagnostic;
import dev.harrier.lang.source.Sources;
import dev.harrier.learn.modelfile.Scored;
import dev.harrier.rule.FeatureMode;
import dev.harrier.runtime.bundle.Rules;
import dev.harrier.runtime.bundle.TrainedModel;
import dev.harrier.runtime.ledger.DecisionRecord;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ModelsTest {
  private static final String RULES =
      """
      UserId: Entity[str] = EntityJson(type='User', path='$.user')
      HasLink: Optional[bool] = JsonData(path='$.link', required=False)
      PostsHour: int = Count(key=[UserId], window=TimeDelta(hours=1))
      Peers: Optional[float] = JsonData(path='$.peers', required=False)
      Spam: Optional[float] = ModelScore(model='spam', inputs=[PostsHour, Peers, HasLink])
      Sure: bool = ModelAbove(score=Spam, precision=0.9)
      Chance: Optional[float] = ModelProbability(score=Spam)
      IsSpam = Rule(when_all=[Sure, Chance != None], description=f'{UserId} spams')
      WhenRules(rules_any=[IsSpam], then=[DeclareVerdict(verdict='deny')])
      """;

  private static final byte[] MODEL = TrainedModel.file(1, true);

  private static Sources project(String rules, byte[] model) {
    Sources texts = Rules.sources(Map.of("main.sml", rules, "config.yaml", "dialect: strict\n"));
    TreeMap<String, byte[]> models = new TreeMap<>();
    models.put("models/spam.model", model);
    return new Sources(texts.rules(), texts.config(), texts.lists(), models);
  }

  private static Harrier use(Harrier harrier, Sources project) {
    Installation made = harrier.install(project, "test");
    assertThat(made).isInstanceOf(Installation.Installed.class);
    harrier.activate(((Installation.Installed) made).bundle().version(), "test");
    return harrier;
  }

  private static DecisionRecord post(Harrier harrier, int id, String data) {
    byte[] json =
        ("{\"action_id\":%d,\"action_name\":\"post\",\"timestamp\":\"2026-01-01T00:00:%02dZ\","
                + "\"data\":{\"user\":\"u\",%s}}")
            .formatted(id, id, data)
            .getBytes(StandardCharsets.UTF_8);
    return HarrierTest.decided(harrier.decide(json, "web", Ack.DURABLE));
  }

  private static final String SEEN = "Seen = Rule(when_all=[Spam != None], description='scored')\n";

  private static final String SPARSE = "\"peers\":1,\"link\":true";

  private static DecisionRecord flood(Harrier harrier) {
    DecisionRecord last = post(harrier, 1, SPARSE);
    assertThat(last.decision().fired()).isEmpty();
    for (int i = 2; i <= 40; i++) {
      last = post(harrier, i, SPARSE);
    }
    return last;
  }

  @Test
  void aScoreStandsInTheDecisionWithItsReasons() throws Exception {
    try (Harrier harrier = use(Harrier.inMemory(Options.DEFAULT), project(RULES, MODEL))) {
      Decision decision = flood(harrier).decision();

      assertThat(decision.fired()).containsExactly("IsSpam");
      assertThat(decision.scores()).hasSize(1);
      Score score = decision.scores().getFirst();
      assertThat(score.feature()).isEqualTo("Spam");
      assertThat(score.version()).startsWith("sha256:");
      assertThat(score.value()).isEqualTo(decision.features().get("Spam"));
      assertThat(score.probability()).isEqualTo(decision.features().get("Chance"));
      assertThat(score.reasons().getFirst().input()).isEqualTo("posts_hour");
      assertThat(score.reasons().getFirst().value()).isEqualTo(40);
    }
  }

  /** One way to compute features: what rules see is what `harrier score` writes. */
  @Test
  void rulesGetTheScoreThatTheModelGivesToTheRowOfATable() throws Exception {
    RowScorer scorer = RowScorer.read(MODEL);
    RawRow row = new RawRow(3).set(0, 40).set(1, 1).set(2, 1);
    Scored expected = scorer.score(row, scorer.scratch());

    try (Harrier harrier = use(Harrier.inMemory(Options.DEFAULT), project(RULES, MODEL))) {
      Score score = flood(harrier).decision().scores().getFirst();
      assertThat(score.value()).isEqualTo(expected.score());
      assertThat(score.probability()).isEqualTo(expected.probability());
      assertThat(score.band()).isEqualTo(expected.band().word());
    }
  }

  @Test
  void anInputThatTheEventLacksIsAbsentAndNotZero() throws Exception {
    RowScorer scorer = RowScorer.read(MODEL);
    Scored expected = scorer.score(new RawRow(3).set(0, 1), scorer.scratch());
    String shown = RULES + SEEN;

    try (Harrier harrier = use(Harrier.inMemory(Options.DEFAULT), project(shown, MODEL))) {
      Decision decision = post(harrier, 1, "\"x\":1").decision();
      assertThat(decision.features().get("Spam")).isEqualTo(expected.score());
      assertThat(decision.failures()).isEmpty();
    }
  }

  @Test
  void aRowWithoutAScoreIsNoneAndCounted() {
    String shown = RULES.replace("'$.peers', required=False", "'$.peers'") + SEEN;
    try (Harrier harrier = use(Harrier.inMemory(Options.DEFAULT), project(shown, MODEL))) {
      Decision decision = post(harrier, 1, "\"peers\":1e300").decision();
      assertThat(decision.failures()).hasSize(1);
      assertThat(decision.failures().getFirst().message())
          .isEqualTo("input `peers` of the model is `1.0E300`, expected a finite number");
      assertThat(decision.verdicts()).isEmpty();
    }
  }

  @Test
  void aScoredDecisionIsDerivedAgainAndReplayedEqually(@TempDir Path folder) throws Exception {
    String id;
    try (Harrier harrier = use(Harrier.open(folder, Options.DEFAULT), project(RULES, MODEL))) {
      id = flood(harrier).id();
    }
    try (Harrier harrier = Harrier.open(folder, Options.DEFAULT)) {
      DecisionRecord stored = harrier.decision(id).orElseThrow();
      assertThat(stored.decision().scores()).hasSize(1);
      assertThat(harrier.rederive(id).orElseThrow().equal()).isTrue();
      assertThat(harrier.replay(1, Long.MAX_VALUE, place -> {}).first()).isEmpty();
    }
  }

  @Test
  void anotherModelFileIsAnotherVersionOfTheProject() {
    try (Harrier harrier = use(Harrier.inMemory(Options.DEFAULT), project(RULES, MODEL))) {
      String before = harrier.version();
      DecisionRecord old = flood(harrier);
      use(harrier, project(RULES, TrainedModel.file(2, true)));

      assertThat(harrier.version()).isNotEqualTo(before);
      assertThat(harrier.rederive(old.id()).orElseThrow().equal()).isTrue();
      assertThat(harrier.replay(1, Long.MAX_VALUE, place -> {}).first()).isEmpty();
    }
  }

  private static final String ASKED =
      """
      PostsHour: int = JsonData(path='$.posts')
      Peers: int = JsonData(path='$.peers')
      HasLink: bool = JsonData(path='$.link')
      Spam: Optional[float] = ModelScore(model='spam', inputs=[PostsHour, Peers, HasLink])
      Sure: bool = ModelAbove(score=Spam, precision=0.9)
      IsSpam = Rule(when_all=[Sure], description='spam')
      WhenRules(rules_any=[IsSpam], then=[DeclareVerdict(verdict='deny')])
      """;

  /** The inputs as in training, but for one that may be far above it. */
  private static List<Metrics.Drifted> drifts(int morePosts) {
    try (Harrier harrier = use(Harrier.inMemory(Options.DEFAULT), project(ASKED, MODEL))) {
      Random random = new Random(5);
      for (int i = 0; i < 1_500; i++) {
        byte[] json =
            ("{\"action_id\":%d,\"action_name\":\"post\",\"timestamp\":\"2026-01-01T00:00:00Z\","
                    + "\"data\":{\"posts\":%d,\"peers\":%d,\"link\":%s}}")
                .formatted(
                    i, random.nextInt(40) + morePosts, random.nextInt(10), random.nextBoolean())
                .getBytes(StandardCharsets.UTF_8);
        harrier.decide(json, "web", Ack.DECIDED);
      }
      return harrier.metrics().drifts();
    }
  }

  @Test
  void aModelThatIsAskedWhatItWasTrainedOnDoesNotDrift() {
    assertThat(drifts(0))
        .hasSize(4)
        .allSatisfy(drift -> assertThat(drift.alarms()).as(drift.toString()).isFalse());
  }

  @Test
  void aModelThatIsAskedSomethingElseAlarms() {
    assertThat(drifts(30))
        .filteredOn(Metrics.Drifted::alarms)
        .extracting(Metrics.Drifted::input)
        .containsExactly("(score)", "posts_hour");
  }

  /** What docs/models.md says of scores that are kept. */
  private static final String KEPT =
      """
      UserId: Entity[str] = EntityJson(type='User', path='$.user')
      Peers: int = JsonData(path='$.peers')
      HasLink: bool = JsonData(path='$.link')
      PostsHour: int = Count(key=[UserId], window=TimeDelta(hours=1))
      Due = PostsHour % 5 == 1
      Fresh: Optional[float] = ModelScore(model='spam', inputs=[PostsHour, Peers, HasLink], when_all=[Due])
      Kept = CacheSetFloat(
        key=f'spam-{UserId}', value=ResolveOptional(optional_value=Fresh), when_all=[Due], ttl_seconds=86400)
      Spam: float = CacheGetFloat(key=f'spam-{UserId}', when_all=[True], default=0.0)
      Used = Rule(when_all=[Spam != 0.0], description='scored')
      Renewed = Rule(when_all=[Fresh != None], description='scored anew')
      WhenRules(rules_any=[Used, Renewed], then=[DeclareVerdict(verdict='allow')])
      """;

  @Test
  void aScoreMayBeKeptAndRenewedEveryFewActions() {
    try (Harrier harrier = use(Harrier.inMemory(Options.DEFAULT), project(KEPT, MODEL))) {
      List<Object> scores = new ArrayList<>();
      int fresh = 0;
      for (int i = 1; i <= 30; i++) {
        Decision decision = post(harrier, i, SPARSE).decision();
        scores.add(decision.features().get("Spam"));
        fresh += decision.scores().size();
      }
      assertThat(fresh).isEqualTo(6);
      for (int i = 0; i < 30; i++) {
        assertThat(scores.get(i)).as("post %s", i + 1).isEqualTo(scores.get(i / 5 * 5));
      }
      assertThat(new HashSet<>(scores)).hasSizeGreaterThan(2);
      assertThat(harrier.replay(1, Long.MAX_VALUE, place -> {}).first()).isEmpty();
    }
  }

  /** What docs/methods/live-features.md declares. */
  private static final String PAIRS =
      """
      Kind: str = GetActionName()
      UserId: Entity[str] = EntityJson(type='User', path='$.user')
      Target: Entity[str] = EntityJson(type='User', path='$.target')
      Since = FirstSeen(key=[UserId, Target])
      SinceSeconds: float = Since
      IsFirst = SinceSeconds == 0.0
      IsReply = Kind == 'reply'
      IsBlock = Kind == 'block'
      ToBanned = HasLabel(entity=Target, label='banned')
      RepliesHour: int = Count(key=[UserId], window=TimeDelta(hours=1), when_all=[IsReply])
      Heat: float = Rate(key=[UserId], half_life=TimeDelta(minutes=10))
      PeersDay: int = CountUnique(of=Target, key=[UserId], window=TimeDelta(days=1))
      ActsHour: int = Count(key=[UserId], window=TimeDelta(hours=1))
      FirstsHour: int = Count(key=[UserId], window=TimeDelta(hours=1), when_all=[IsFirst])
      FirstShare = FirstsHour / ActsHour
      Churned: bool = Sequence(steps=[Kind == 'follow', Kind == 'unfollow'], key=[UserId], within=TimeDelta(days=7))
      Churns: int = Count(key=[UserId], window=TimeDelta(days=7), when_all=[Churned])
      ToTarget: int = Count(key=[UserId, Target], window=TimeDelta(days=7))
      Back: int = ReadCount(counter='ToTarget', key=[Target, UserId])
      BannedTargets: int = IncrementWindow(key=f'to-banned-{UserId}', window_seconds=604800, when_all=[ToBanned])
      Blocks: int = Count(key=[Target], window=TimeDelta(days=30), when_all=[IsBlock])
      Refused: int = ReadCount(counter='Blocks', key=[UserId])
      Often = Rule(when_all=[Blocks == 3], description='blocked by three')
      WhenRules(rules_any=[Often], then=[LabelAdd(entity=Target, label='banned')])
      """;

  /** Live and table: the same values, whatever has happened since. */
  @Test
  void theFeaturesOfATrainingRowAreThoseThatTheRulesSaw() {
    Map<String, String> project =
        Map.of(
            "main.sml",
            PAIRS,
            "config.yaml",
            "labels: {banned: {valid_for: [User], connotation: negative, description: d}}\n");
    try (Harrier harrier = Harrier.inMemory(Options.DEFAULT.withFeatures(FeatureMode.ALL))) {
      HarrierTest.use(harrier, project);
      Random random = new Random(9);
      List<DecisionRecord> live = new ArrayList<>();
      for (int i = 0; i < 600; i++) {
        live.add(HarrierTest.decided(harrier.decide(contact(i, random), "web", Ack.DECIDED)));
      }
      Map<String, Set<Object>> seen = new TreeMap<>();
      for (DecisionRecord record : live) {
        Snapshot row = Objects.requireNonNull(harrier.snapshot(record.sequence()));
        assertThat(row.features()).isEqualTo(record.decision().features());
        row.features()
            .forEach(
                (name, value) ->
                    seen.computeIfAbsent(name, n -> new HashSet<>()).add(String.valueOf(value)));
      }
      assertThat(seen)
          .allSatisfy((name, values) -> assertThat(values).as(name).hasSizeGreaterThan(1));
    }
  }

  private static byte[] contact(int id, Random random) {
    String[] kinds = {"reply", "reply", "reply", "follow", "unfollow", "block"};
    int user = random.nextInt(8);
    return ("{\"action_id\":%d,\"action_name\":\"%s\",\"timestamp\":\"%s\","
            + "\"data\":{\"user\":\"u%d\",\"target\":\"u%d\"}}")
        .formatted(
            id,
            kinds[random.nextInt(kinds.length)],
            Instant.ofEpochSecond(1_767_225_600L + 120L * id),
            user,
            (user + 1 + random.nextInt(7)) % 8)
        .getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void aModelThatIsNotToBeTrustedHasNoThreshold() {
    assertThat(refusal(project(RULES, TrainedModel.file(1, false))).message())
        .isEqualTo("the probabilities of model `spam` are not to be trusted");
  }

  @Test
  void aMissingModelIsADiagnostic() {
    Sources bare = Rules.sources(Map.of("main.sml", RULES));
    assertThat(refusal(bare).message()).isEqualTo("unknown model `spam`");
  }

  @Test
  void aModelOfAnotherVersionIsADiagnostic() throws IOException {
    byte[] other = ofFormat(9);
    assertThat(refusal(project(RULES, other)).hints())
        .containsExactly(
            "model file is of format 9, this program reads format 1; train it again with this"
                + " version");
  }

  /** The model as a later program would write it. */
  private static byte[] ofFormat(int major) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(MODEL));
        ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        String text = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        out.putNextEntry(new ZipEntry(entry.getName()));
        out.write(
            text.replaceFirst("\"major\": 1,", "\"major\": " + major + ",")
                .getBytes(StandardCharsets.ISO_8859_1));
      }
    }
    return bytes.toByteArray();
  }

  /** Wherever a byte is wrong or the file ends: an error of the project, never of the program. */
  @Test
  void aDamagedModelIsADiagnostic() {
    try (Harrier harrier = Harrier.inMemory(Options.DEFAULT)) {
      int step = MODEL.length / 200;
      for (int at = 0; at < MODEL.length; at += step) {
        byte[] flipped = MODEL.clone();
        flipped[at] ^= 0x10;
        byte[] cut = java.util.Arrays.copyOf(MODEL, at);
        assertThat(harrier.install(project(RULES, flipped), "x"))
            .isInstanceOf(Installation.Rejected.class);
        assertThat(harrier.install(project(RULES, cut), "x"))
            .isInstanceOf(Installation.Rejected.class);
      }
    }
  }

  private static Diagnostic refusal(Sources project) {
    try (Harrier harrier = Harrier.inMemory(Options.DEFAULT)) {
      Installation made = harrier.install(project, "test");
      assertThat(made).isInstanceOf(Installation.Rejected.class);
      return ((Installation.Rejected) made).diagnostics().getFirst();
    }
  }
}
