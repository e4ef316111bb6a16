package dev.harrier.lang.interpret;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harrier.decision.Decision;
import dev.harrier.event.EntityKey;
import dev.harrier.event.Event;
import dev.harrier.json.JsonDocument;
import dev.harrier.json.JsonException;
import dev.harrier.json.JsonParser;
import dev.harrier.label.LabelState;
import dev.harrier.lang.check.Checker;
import dev.harrier.lang.program.Program;
import dev.harrier.lang.source.DiagnosticPrinter;
import dev.harrier.lang.source.Dialect;
import dev.harrier.lang.source.SourceFile;
import dev.harrier.lang.source.Sources;
import dev.harrier.rule.Facts;
import dev.harrier.rule.FeatureMode;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What the strict dialect computes otherwise than the compat one, on one event each; {@code
 * docs/dialects.md} names these tests.
 */
final class StrictDialectTest {
  /** No entity has labels, and nothing was counted or stored. */
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

  /** Runs the program, in which X is the question, on the data. */
  private static Decision decide(Dialect dialect, String program, String data) {
    TreeMap<String, SourceFile> files = new TreeMap<>();
    files.put("main.sml", new SourceFile("main.sml", program));
    Checker.Result checked =
        Checker.check(new Sources(files, new TreeMap<>(), new TreeMap<>()), dialect);
    Program built = checked.program();
    if (built == null) {
      throw new AssertionError(DiagnosticPrinter.print(checked.diagnostics()));
    }
    try {
      JsonDocument document = JsonParser.parse(data.getBytes(StandardCharsets.UTF_8));
      Event event = new Event("1", "test", 0, document, document.root(), Event.ABSENT);
      return new Interpreter(built, FeatureMode.ALL).decide(event, new NoFacts());
    } catch (JsonException e) {
      throw new AssertionError(e);
    }
  }

  private static @Nullable Object compat(String program, String data) {
    return decide(Dialect.COMPAT, program, data).features().get("X");
  }

  private static @Nullable Object strict(String program, String data) {
    return decide(Dialect.STRICT, program, data).features().get("X");
  }

  @Test
  void aFailedOperandOfEqualsFailsIt() {
    String read = "A: int = JsonData(path='$.a', required=False)\n";
    for (String question : new String[] {"A != 5", "5 != A", "A not in [5]"}) {
      assertThat(compat(read + "X = " + question, "{}")).isEqualTo(true);
      assertThat(strict(read + "X = " + question, "{}")).isNull();
      assertThat(strict(read + "X = " + question, "{\"a\": 6}")).isEqualTo(true);
    }
  }

  @Test
  void noneItselfIsComparedInBoth() {
    String program = "A: Optional[int] = JsonData(path='$.a')\nX = A == None";
    assertThat(compat(program, "{}")).isEqualTo(true);
    assertThat(strict(program, "{}")).isEqualTo(true);
  }

  @Test
  void aRuleKeepsItsValueWhenItsDescriptionFails() {
    String program =
        """
        Name: str = JsonData(path='$.name', required=False)
        X = Rule(when_all=[True], description=f'by {Name}')
        """;
    assertThat(compat(program, "{}")).isNull();
    assertThat(strict(program, "{}")).isEqualTo(true);
  }

  @Test
  void anIntBeyond64BitsFailsCounted() {
    String program = "A: int = JsonData(path='$.a')\nX = A + 1";
    String data = "{\"a\": " + Long.MAX_VALUE + "}";
    assertThat(compat(program, data))
        .isEqualTo(BigInteger.valueOf(Long.MAX_VALUE).add(BigInteger.ONE));
    Decision decision = decide(Dialect.STRICT, program, data);
    assertThat(decision.features().get("X")).isNull();
    assertThat(decision.failures()).hasSize(1);
  }

  @Test
  void divisionByZeroFailsSilently() {
    for (String operator : new String[] {"/", "//", "%"}) {
      String program = "A: int = JsonData(path='$.a')\nX = 7 " + operator + " A";
      assertThat(compat(program, "{\"a\": 0}")).isNotNull();
      Decision decision = decide(Dialect.STRICT, program, "{\"a\": 0}");
      assertThat(decision.features().get("X")).isNull();
      assertThat(decision.failures()).isEmpty();
    }
  }

  /**
   * The narrowing test itself decides an `and` or `or`; what is left to see is a list of
   * conditions.
   */
  @Test
  void anOrderOfNoneFails() {
    String program =
        """
        A: Optional[int] = JsonData(path='$.a')
        X = Rule(when_all=[A != None, A < 3], description='small')
        """;
    assertThat(strict(program, "{}")).isNull();
    assertThat(strict(program, "{\"a\": 2}")).isEqualTo(true);
    assertThat(strict(program, "{\"a\": 4}")).isEqualTo(false);
    assertThat(decide(Dialect.STRICT, program, "{}").failures()).isEmpty();
  }
}
