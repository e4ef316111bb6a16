package dev.harrier.lang.emit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harrier.decision.Decision;
import dev.harrier.event.EntityKey;
import dev.harrier.event.Event;
import dev.harrier.json.JsonDocument;
import dev.harrier.json.JsonParser;
import dev.harrier.label.LabelState;
import dev.harrier.lang.check.Checker;
import dev.harrier.lang.interpret.InterpretedProgram;
import dev.harrier.lang.program.Program;
import dev.harrier.lang.source.Dialect;
import dev.harrier.lang.source.SourceFile;
import dev.harrier.lang.source.Sources;
import dev.harrier.rule.Evaluator;
import dev.harrier.rule.Facts;
import dev.harrier.rule.FeatureMode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A project that is cut into many classes decides as one that is not. */
final class PartitionTest {
  private static final int RULES = 120;

  @Test
  void aProjectInManyPartsDecidesAsTheInterpreterDoes() throws Exception {
    Program program = program();
    Evaluator expected = new InterpretedProgram(program).newEvaluator(FeatureMode.ALL);
    CompiledProgram parts = new CompiledProgram(program, plan -> new Partition(plan, 25, 7));
    Evaluator all = parts.newEvaluator(FeatureMode.ALL);
    Evaluator none = parts.newEvaluator(FeatureMode.NONE);
    Random random = new Random(1);
    int fired = 0;
    for (int i = 0; i < 300; i++) {
      Event event = event(random);
      Decision decision = expected.decide(event, new NoFacts());
      assertThat(all.decide(event, new NoFacts())).isEqualTo(decision);
      assertThat(none.decide(event, new NoFacts()).fired()).isEqualTo(decision.fired());
      assertThat(none.decide(event, new NoFacts()).verdicts()).isEqualTo(decision.verdicts());
      fired += decision.fired().size();
    }
    assertThat(fired).isGreaterThan(500);
  }

  private static Program program() {
    StringBuilder text = new StringBuilder();
    text.append("T: str = JsonData(path='$.t')\nN: int = JsonData(path='$.n', required=False)\n");
    for (int i = 0; i < RULES; i++) {
      String text1 = "StringContains(s=T, phrase='w" + i % 9 + "', substrings=True)";
      String text2 = "RegexMatch(pattern='w" + i % 5 + "+x', target=T)";
      String condition = i % 3 == 0 ? text1 : i % 3 == 1 ? text2 : "N % " + (i % 4 + 2) + " == 0";
      text.append(
          "R%d = Rule(when_all=[%s, N > %d], description='d')%n".formatted(i, condition, i % 11));
    }
    text.append("WhenRules(rules_any=[R0");
    for (int i = 1; i < RULES; i++) {
      text.append(", R").append(i);
    }
    text.append("], then=[DeclareVerdict(verdict='hold')])\n");
    TreeMap<String, SourceFile> files = new TreeMap<>();
    files.put("main.sml", new SourceFile("main.sml", text.toString()));
    Checker.Result checked =
        Checker.check(new Sources(files, new TreeMap<>(), new TreeMap<>()), Dialect.COMPAT);
    assertThat(checked.diagnostics()).isEmpty();
    return java.util.Objects.requireNonNull(checked.program());
  }

  private static Event event(Random random) throws Exception {
    String words = "w" + random.nextInt(12) + (random.nextBoolean() ? "x" : "\u00e9");
    String number = random.nextInt(8) == 0 ? "" : ",\"n\":" + random.nextInt(20);
    String json = "{\"t\":\"" + words + "\"" + number + "}";
    JsonDocument document = JsonParser.parse(json.getBytes(StandardCharsets.UTF_8));
    return new Event("1", "t", 0, document, document.root(), Event.ABSENT);
  }

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
      return 0;
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
