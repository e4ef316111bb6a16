package dev.harrier.lang.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harrier.json.JsonDocument;
import dev.harrier.json.JsonException;
import dev.harrier.json.JsonParser;
import dev.harrier.lang.program.JsonPath.Malformed;
import dev.harrier.lang.value.NodeFailure;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JsonPathTest {
  private static final String DATA =
      """
      {"a": {"b": {"c": 1, "d": [10, 20, 30]}, "x-y": 7, "1": "one", "": "empty"},
       "list": [{"m": ["p", "q"]}, {"n": 2}], "text": "h\\u00e9\\ud83d\\ude00", "none": null, "k": {"k": {"k": 3}}}
      """;

  private static String first(String path) throws Malformed, JsonException {
    JsonDocument document = JsonParser.parse(DATA.getBytes(StandardCharsets.UTF_8));
    JsonPath.Match match = JsonPath.parse(path).find(document, document.root());
    return match == null ? "nothing" : Coercion.text(match.document(), match.node());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "$.a.b.c ~ 1",
        "a.b.c ~ 1",
        "$.a['x-y'] ~ 7",
        "$.a.x-y ~ 7",
        "$.a[\"1\"] ~ one",
        "$.a[''] ~ empty",
        "$.a.b.d[1] ~ 20",
        "$.a.b.d[-1] ~ 30",
        "$.a.b.d[1:] ~ 20",
        "$.a.b.d[-2:] ~ 20",
        "$.a.b.d[5:] ~ nothing",
        "$.a.b.d[*] ~ 10",
        "$.a.b[*] ~ {'c': 1, 'd': [10, 20, 30]}",
        "$.list[*].n ~ 2",
        "$.list[0].m[1] ~ q",
        "$.*.b ~ {'c': 1, 'd': [10, 20, 30]}",
        "$..n ~ 2",
        "$..k ~ {'k': {'k': 3}}",
        "$.k..k ~ {'k': 3}",
        "$.a.b.c.`parent` ~ {'c': 1, 'd': [10, 20, 30]}",
        "$.list[*] where n ~ {'n': 2}",
        "$.(zz|text) ~ héüü",
        "zz,text ~ nothing",
        "$.text[1] ~ é",
        "$.text[2:] ~ nothing",
        "$.none ~ None",
        "$.none.x ~ nothing",
        "$.text.x ~ nothing",
        "@ ~ nothing",
      })
  void theFirstMatchIsFound(String path, String value) throws Exception {
    String expected =
        switch (path) {
          case "$.(zz|text)", "zz,text" -> "h\u00e9\ud83d\ude00";
          default -> value;
        };
    assertThat(first(path)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "$.a[0] ~ KeyError",
        "$.a.b.d[-4] ~ IndexError",
        "$.a.b.c[0] ~ TypeError",
        "$.none[0] ~ TypeError",
        "$.a & $.list ~ NotImplementedError",
        "`parent` ~ AttributeError",
      })
  void aWalkThatCannotGoOnIsACountedFailure(String path, String kind) {
    assertThatThrownBy(() -> first(path))
        .isInstanceOfSatisfying(NodeFailure.class, f -> assertThat(f.kind()).isEqualTo(kind));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "$.1a ~ Parse error at 1:2 near token 1 (NUMBER)",
        "$...a ~ Parse error at 1:3 near token . (.)",
        "$.a[] ~ Parse error at 1:4 near token ] (])",
        "$.a[1:2:3] ~ Parse error at 1:7 near token : (:)",
        "$.a[? ~ Error on line 1, col 4: Unexpected character: ? ",
        "$.a.. ~ invalid json-path supplied",
        "$[ ~ invalid json-path supplied",
        "$.'a ~ Unexpected EOF in string literal or identifier",
        "$.`x` ~ Unknown named operator `x` at 1:4",
      })
  void whatIsNoPathIsRefused(String path, String message) {
    assertThatThrownBy(() -> JsonPath.parse(path))
        .isInstanceOf(Malformed.class)
        .message()
        .isEqualToIgnoringWhitespace(message);
  }

  @Test
  void plainPathsKnowTheirKeys() throws Malformed {
    assertThat(JsonPath.parse("$.a.b").keys()).containsExactly("a", "b");
    assertThat(JsonPath.parse("$['a b'].c").keys()).containsExactly("a b", "c");
    assertThat(JsonPath.parse("$.a[0]").keys()).isEmpty();
    assertThat(JsonPath.parse("$.*").keys()).isEmpty();
    assertThat(JsonPath.parse("$").keys()).isEmpty();
  }

  @Test
  void deepPathsAreRefused() {
    assertThatThrownBy(() -> JsonPath.parse("(".repeat(10_000))).isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> JsonPath.parse("a" + "|(a".repeat(10_000)))
        .isInstanceOf(Malformed.class);
  }
}
