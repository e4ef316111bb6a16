package dev.harrier.lang.interpret;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harrier.decision.Decision;
import dev.harrier.event.EntityKey;
import dev.harrier.event.Event;
import dev.harrier.feature.FeatureDeclaration;
import dev.harrier.feature.FeatureKey;
import dev.harrier.json.JsonDocument;
import dev.harrier.json.JsonException;
import dev.harrier.json.JsonParser;
import dev.harrier.label.LabelState;
import dev.harrier.lang.RuleCompiler;
import dev.harrier.lang.RuleCompiler.Backend;
import dev.harrier.lang.source.DiagnosticPrinter;
import dev.harrier.lang.source.Dialect;
import dev.harrier.lang.source.SourceFile;
import dev.harrier.lang.source.Sources;
import dev.harrier.lang.trial.RememberedFeatures;
import dev.harrier.rule.Evaluator;
import dev.harrier.rule.Facts;
import dev.harrier.rule.FeatureMode;
import dev.harrier.rule.RuleProgram;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What declared features count, for whom, and when; in both backends. */
final class DeclaredFeaturesTest {
  private static final long MINUTE = 60_000_000L;
  private static final String MODEL =
      """
      UserId: Entity[str] = EntityJson(type='User', path='$.user')
      TargetId: Entity[str] = EntityJson(type='User', path='$.target', required=False)
      Amount: float = JsonData(path='$.amount', required=False)
      Domain: str = JsonData(path='$.domain', required=False)
      IsPost = GetActionName() == 'post'
      """;

  private final Remembering facts = new Remembering();

  /** One event after the other, a minute apart. */
  private static final class Stream {
    private final Evaluator evaluator;
    private final Facts facts;
    private long minute;

    Stream(Backend backend, FeatureMode mode, String main, Facts facts) {
      this.evaluator = program(backend, main).newEvaluator(mode);
      this.facts = facts;
    }

    Decision decide(String type, String data) throws JsonException {
      JsonDocument document = JsonParser.parse(data.getBytes(StandardCharsets.UTF_8));
      return evaluator.decide(
          new Event("e" + minute, type, minute++ * MINUTE, document, document.root(), Event.ABSENT),
          facts);
    }

    @Nullable Object value(String feature, String type, String data) throws JsonException {
      return decide(type, data).features().get(feature);
    }
  }

  private static RuleProgram program(Backend backend, String main) {
    TreeMap<String, SourceFile> rules = new TreeMap<>();
    rules.put("main.sml", new SourceFile("main.sml", MODEL + main));
    RuleCompiler.Result result =
        RuleCompiler.compile(
            new Sources(rules, new TreeMap<>(), new TreeMap<>()), Dialect.COMPAT, backend);
    if (result.program() == null) {
      throw new AssertionError(DiagnosticPrinter.print(result.diagnostics()));
    }
    return result.program();
  }

  private Stream stream(Backend backend, String main) {
    return new Stream(backend, FeatureMode.ALL, main, facts);
  }

  @ParameterizedTest
  @EnumSource(Backend.class)
  void aFeatureCountsItsOwnEventWithinItsWindow(Backend backend) throws Exception {
    Stream stream =
        stream(backend, "Posts: int = Count(key=[UserId], window=TimeDelta(minutes=3))");
    List<@Nullable Object> counts = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      counts.add(stream.value("Posts", "post", "{\"user\": \"u\"}"));
    }
    assertThat(counts).containsExactly(1L, 2L, 3L, 3L, 3L);
    assertThat(stream.value("Posts", "post", "{\"user\": \"v\"}")).isEqualTo(1L);
  }

  @ParameterizedTest
  @EnumSource(Backend.class)
  void anEventThatTheFilterLeavesOutReadsWithoutAdding(Backend backend) throws Exception {
    Stream stream =
        stream(
            backend,
            "Posts: int = Count(key=[UserId], window=TimeDelta(hours=1), when_all=[IsPost])");
    assertThat(stream.value("Posts", "like", "{\"user\": \"u\"}")).isEqualTo(0L);
    assertThat(stream.value("Posts", "post", "{\"user\": \"u\"}")).isEqualTo(1L);
    assertThat(stream.value("Posts", "like", "{\"user\": \"u\"}")).isEqualTo(1L);
  }

  @ParameterizedTest
  @EnumSource(Backend.class)
  void aFailedConditionCountsAsFalse(Backend backend) throws Exception {
    Stream stream =
        stream(
            backend,
            "Big: int = Count(key=[UserId], window=TimeDelta(hours=1), when_all=[Amount > 10])");
    assertThat(stream.value("Big", "post", "{\"user\": \"u\"}")).isEqualTo(0L);
    assertThat(stream.value("Big", "post", "{\"user\": \"u\", \"amount\": 11}")).isEqualTo(1L);
  }

  @ParameterizedTest
  @EnumSource(Backend.class)
  void withoutItsEntityAFeatureHasNoValueAndNothingIsKept(Backend backend) throws Exception {
    Stream stream = stream(backend, "Hits: int = Count(key=[TargetId], window=TimeDelta(hours=1))");
    assertThat(stream.value("Hits", "post", "{\"user\": \"u\"}")).isNull();
    assertThat(facts.keys).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Backend.class)
  void stateIsKeptInEveryModeAndWithoutAnyRule(Backend backend) throws Exception {
    for (FeatureMode mode : FeatureMode.values()) {
      Remembering kept = new Remembering();
      String main =
          "Posts: int = Count(key=[UserId], window=TimeDelta(hours=1), when_all=[IsPost])";
      Stream stream = new Stream(backend, mode, main, kept);
      stream.decide("post", "{\"user\": \"u\"}");
      stream.decide("like", "{\"user\": \"u\"}");
      assertThat(kept.folded).as(mode.name()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource(Backend.class)
  void plainValuesOfAKeyAreToldApart(Backend backend) throws Exception {
    Stream stream =
        stream(
            backend,
            """
            One: str = JsonData(path='$.one', required=False)
            Two: str = JsonData(path='$.two', required=False)
            Pairs: int = Count(key=[UserId, One, Two], window=TimeDelta(hours=1))
            """);
    String first = "{\"user\": \"u\", \"one\": \"a1\", \"two\": \"b\"}";
    String second = "{\"user\": \"u\", \"one\": \"a\", \"two\": \"1b\"}";
    assertThat(stream.value("Pairs", "post", first)).isEqualTo(1L);
    assertThat(stream.value("Pairs", "post", second)).isEqualTo(1L);
    assertThat(stream.value("Pairs", "post", first)).isEqualTo(2L);
  }

  @ParameterizedTest
  @EnumSource(Backend.class)
  void everyKindOfFeatureHasItsValue(Backend backend) throws Exception {
    Stream stream =
        stream(
            backend,
            """
            Peers: int = CountUnique(of=TargetId, key=[UserId], window=TimeDelta(days=1))
            Spend: float = Sum(of=Amount, key=[UserId], window=TimeDelta(days=7))
            Heat: float = Rate(key=[UserId], half_life=TimeDelta(minutes=1))
            Hot: List[str] = TopK(of=Domain, key=[UserId], window=TimeDelta(days=1), k=2)
            Quiet = FirstSeen(key=[UserId, Domain])
            """);
    String data = "{\"user\": \"u\", \"target\": \"%s\", \"amount\": %s, \"domain\": \"%s\"}";
    stream.decide("post", data.formatted("t1", "2.5", "a.com"));
    stream.decide("post", data.formatted("t2", "1", "b.com"));
    Map<String, @Nullable Object> features =
        stream.decide("post", data.formatted("t1", "0", "b.com")).features();
    assertThat(features)
        .containsEntry("Peers", 2L)
        .containsEntry("Spend", 3.5)
        .containsEntry("Heat", 1.75)
        .containsEntry("Hot", List.of("b.com", "a.com"))
        .containsEntry("Quiet", 60.0);
    assertThat(stream.decide("post", "{\"user\": \"u\"}").features())
        .containsEntry("Peers", 2L)
        .containsEntry("Spend", 3.5)
        .containsEntry("Quiet", null);
  }

  @ParameterizedTest
  @EnumSource(Backend.class)
  void aThresholdIsCrossedOnceAWindow(Backend backend) throws Exception {
    Stream stream =
        stream(
            backend,
            """
            Posts: int = Count(key=[UserId], window=TimeDelta(hours=1), when_all=[IsPost])
            Burst: bool = Crossed(value=Posts, threshold=3)
            """);
    List<@Nullable Object> crossed = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      crossed.add(stream.value("Burst", i == 3 ? "like" : "post", "{\"user\": \"u\"}"));
    }
    assertThat(crossed).containsExactly(false, false, true, false, false, false);
  }

  @ParameterizedTest
  @EnumSource(Backend.class)
  void aSequenceIsTrueOnTheEventThatCompletesIt(Backend backend) throws Exception {
    Stream stream =
        stream(
            backend,
            """
            Follow = GetActionName() == 'follow'
            Unfollow = GetActionName() == 'unfollow'
            Churn: bool = Sequence(
              steps=[Follow, Unfollow], key=[UserId], within=TimeDelta(minutes=5))
            """);
    assertThat(stream.value("Churn", "unfollow", "{\"user\": \"u\"}")).isEqualTo(false);
    assertThat(stream.value("Churn", "follow", "{\"user\": \"u\"}")).isEqualTo(false);
    assertThat(stream.value("Churn", "post", "{\"user\": \"u\"}")).isEqualTo(false);
    assertThat(stream.value("Churn", "unfollow", "{\"user\": \"u\"}")).isEqualTo(true);
  }

  @ParameterizedTest
  @EnumSource(Backend.class)
  void aCounterIsReadForAnotherEntityWithoutAddingToIt(Backend backend) throws Exception {
    Stream stream =
        stream(
            backend,
            """
            Posts: int = Count(key=[UserId], window=TimeDelta(hours=1), when_all=[IsPost])
            Theirs: int = ReadCount(counter='Posts', key=[TargetId])
            """);
    stream.decide("post", "{\"user\": \"u\"}");
    stream.decide("post", "{\"user\": \"u\"}");
    String reply = "{\"user\": \"v\", \"target\": \"u\"}";
    assertThat(stream.value("Theirs", "reply", reply)).isEqualTo(2L);
    assertThat(stream.value("Theirs", "reply", reply)).isEqualTo(2L);
  }

  @ParameterizedTest
  @EnumSource(Backend.class)
  void aChangedDefinitionIsAnotherState(Backend backend) throws Exception {
    String before =
        "Posts: int = Count(key=[UserId], window=TimeDelta(hours=1), when_all=[IsPost])";
    String layout = before.replace(", ", ",   ");
    String changed = before.replace("[IsPost]", "[IsPost, Amount > 1]");
    String longer = before.replace("hours=1", "hours=2");
    for (String main : List.of(before, layout, changed, longer)) {
      stream(backend, main).decide("post", "{\"user\": \"u\"}");
    }
    assertThat(facts.definitions).hasSize(3);
  }

  @ParameterizedTest
  @EnumSource(Backend.class)
  void aCounterMadeForTheTenthEventFiresOnceAtTheTenth(Backend backend) throws Exception {
    Stream stream =
        stream(
            backend,
            """
            Posts: int = IncrementWindow(
              key=f'posts-{UserId}-hour', window_seconds=3600, when_all=[IsPost])
            Tenth = Rule(when_all=[Posts == 10], description='tenth')
            """);
    List<Integer> fired = new ArrayList<>();
    for (int i = 1; i <= 20; i++) {
      stream.decide("like", "{\"user\": \"u\"}");
      stream.decide("post", "{\"user\": \"other\"}");
      if (!stream.decide("post", "{\"user\": \"u\"}").fired().isEmpty()) {
        fired.add(i);
      }
    }
    assertThat(fired).containsExactly(10);
    assertThat(facts.counts).as("kept with the user, not by the key's text").isEmpty();
    assertThat(facts.keys).contains(new FeatureKey(new EntityKey("User", "u"), ""));
  }

  @ParameterizedTest
  @EnumSource(Backend.class)
  void aCounterIsReadWhereverItsKeyIsWritten(Backend backend) throws Exception {
    Stream stream =
        stream(
            backend,
            """
            PostsKey = f'{UserId}/{Domain}'
            Posts: int = IncrementWindow(key=PostsKey, window_seconds=3600, when_all=[IsPost])
            Theirs: int = GetWindowCount(
              key=f'{TargetId}/{Domain}', window_seconds=3600, when_all=[True])
            """);
    stream.decide("post", "{\"user\": \"u\", \"domain\": \"a.com\"}");
    stream.decide("post", "{\"user\": \"u\", \"domain\": \"b.com\"}");
    String data = "{\"user\": \"v\", \"target\": \"u\", \"domain\": \"a.com\"}";
    assertThat(stream.value("Theirs", "reply", data)).isEqualTo(1L);
    assertThat(facts.counts).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Backend.class)
  void countersWhoseKeysDoNotAgreeAreKeptByTheirText(Backend backend) throws Exception {
    Stream stream =
        stream(
            backend,
            """
            A: int = IncrementWindow(key=f'a-{UserId}', window_seconds=60, when_all=[IsPost])
            B: int = GetWindowCount(key=f'a-{UserId}', window_seconds=30, when_all=[IsPost])
            C: int = IncrementWindow(key=f'c-{Domain}', window_seconds=60, when_all=[IsPost])
            D: int = IncrementWindow(key=f'd-{UserId}', window_seconds=60 + 1, when_all=[IsPost])
            E: int = IncrementWindow(key=f'e-{UserId}', window_seconds=60, when_all=[IsPost])
            F: int = IncrementWindow(key=f'e-{Domain}', window_seconds=60, when_all=[IsPost])
            """);
    stream.decide("post", "{\"user\": \"u\", \"domain\": \"x\"}");
    assertThat(facts.counts.keySet()).containsExactly("a-u", "c-x", "d-u", "e-u", "e-x");
    assertThat(facts.keys).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Backend.class)
  void aValueIsKeptWithItsEntityUntilItEnds(Backend backend) throws Exception {
    Stream stream =
        stream(
            backend,
            """
            Set: str = CacheSetStr(
              key=f'last-{UserId}', value=Domain, when_all=[IsPost], ttl_seconds=150)
            Last: str = CacheGetStr(key=f'last-{UserId}', when_all=[True], default='none')
            """);
    stream.decide("post", "{\"user\": \"u\", \"domain\": \"a.com\"}");
    String like = "{\"user\": \"u\", \"domain\": \"b.com\"}";
    assertThat(stream.value("Last", "like", like)).isEqualTo("a.com");
    assertThat(stream.value("Last", "like", like)).isEqualTo("a.com");
    assertThat(stream.value("Last", "like", like)).isEqualTo("none");
    assertThat(facts.folded).isEqualTo(1);
  }

  /** Declared features alone, and who asked for them. */
  private static final class Remembering implements Facts {
    private final RememberedFeatures features = new RememberedFeatures();
    private final List<FeatureKey> keys = new ArrayList<>();
    private final Set<String> definitions = new LinkedHashSet<>();
    private final Map<String, Long> counts = new TreeMap<>();
    private int folded;

    @Override
    public @Nullable Object observe(
        FeatureDeclaration feature,
        FeatureKey key,
        long timeMicros,
        boolean add,
        @Nullable Object value) {
      keys.add(key);
      definitions.add(feature.definition());
      folded += add ? 1 : 0;
      return features.observe(feature, key, timeMicros, add, value);
    }

    @Override
    public Map<String, LabelState> labels(EntityKey entity) {
      return Map.of();
    }

    @Override
    public long incrementWindow(String key, long timeMicros, long windowMicros, long cap) {
      return counts.merge(key, 1L, Long::sum);
    }

    @Override
    public long windowCount(String key, long timeMicros, long windowMicros) {
      return counts.getOrDefault(key, 0L);
    }

    @Override
    public void put(String key, Object value, long timeMicros, long ttlMicros) {
      throw new UnsupportedOperationException();
    }

    @Override
    public @Nullable Object get(String key, long timeMicros) {
      throw new UnsupportedOperationException();
    }
  }
}
