package dev.harrier.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.harrier.decision.Decision;
import dev.harrier.event.EntityKey;
import dev.harrier.event.Event;
import dev.harrier.json.JsonDocument;
import dev.harrier.json.JsonException;
import dev.harrier.json.JsonParser;
import dev.harrier.label.LabelState;
import dev.harrier.lang.RuleCompiler;
import dev.harrier.lang.source.Dialect;
import dev.harrier.lang.source.SourceFile;
import dev.harrier.lang.source.Sources;
import dev.harrier.rule.Evaluator;
import dev.harrier.rule.Facts;
import dev.harrier.rule.FeatureMode;
import dev.harrier.rule.RuleProgram;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Any bytes are refused with a reason or decided, by interpreter and compiled program alike. */
class EventBytesFuzzTest {

  private static final String RULES =
      """
      UserId: Entity[str] = EntityJson(type='User', path='$.actor.id')
      Text: str = JsonData(path='$.text')
      N: int = JsonData(path='$.n')
      Ratio: float = JsonData(path='$..ratio', required=False)
      Tags: List[str] = JsonData(path='$.tags')
      Odd: Optional[bool] = JsonData(path='$.tags[-1].odd', required=False)
      Loud = Rule(when_all=[RegexMatch(pattern=r'\\bfree\\b.*prize', target=Text, case_insensitive=True), N * 3 > 4], description=f'{N} in {Text}')
      Many = Rule(when_all=[ListLength(list=Tags) > 2, 'x' in Tags], description='many')
      WhenRules(rules_any=[Loud, Many], then=[DeclareVerdict(verdict='hold')])
      """;

  private static final List<Evaluator> EVALUATORS =
      List.of(
          evaluator(RuleCompiler.Backend.INTERPRETED), evaluator(RuleCompiler.Backend.COMPILED));

  @FuzzTest(maxDuration = "5s")
  @DictionaryFile(resourcePath = "event.dict")
  void shortly(byte[] bytes) {
    decides(bytes);
  }

  @FuzzTest(maxDuration = "1m")
  @DictionaryFile(resourcePath = "event.dict")
  void forAMinute(byte[] bytes) {
    decides(bytes);
  }

  private static void decides(byte[] bytes) {
    JsonDocument document;
    try {
      document = JsonParser.parse(bytes);
    } catch (JsonException e) {
      assertThat(e.getMessage()).isNotBlank();
      return;
    }
    boolean object = document.kindCode(document.root()) == JsonDocument.OBJECT;
    int data = object ? document.root() : Event.ABSENT;
    Event event = new Event("1", "create_post", 0, document, data, Event.ABSENT);

    Decision interpreted = EVALUATORS.get(0).decide(event, new NoFacts());
    Decision compiled = EVALUATORS.get(1).decide(event, new NoFacts());

    assertThat(compiled).isEqualTo(interpreted);
  }

  private static Evaluator evaluator(RuleCompiler.Backend backend) {
    SortedMap<String, SourceFile> files = new TreeMap<>();
    files.put(Sources.ENTRY, new SourceFile(Sources.ENTRY, RULES));
    Sources sources = new Sources(files, new TreeMap<>(), new TreeMap<>());
    RuleCompiler.Result result = RuleCompiler.compile(sources, Dialect.COMPAT, backend);
    RuleProgram program = result.program();
    if (program == null) {
      throw new AssertionError(result.diagnostics());
    }
    return program.newEvaluator(FeatureMode.ALL);
  }

  /** Nothing is known of anybody. */
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
      return 1;
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
}
