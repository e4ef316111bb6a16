package dev.harrier.lang.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harrier.event.Event;
import dev.harrier.json.JsonDocument;
import dev.harrier.json.JsonException;
import dev.harrier.json.JsonParser;
import dev.harrier.lang.program.JsonPath.Malformed;
import dev.harrier.lang.type.Type;
import dev.harrier.lang.value.EntityValue;
import dev.harrier.lang.value.NodeFailure;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class CoercionTest {
  private static @Nullable Object read(Type target, String json, boolean required, boolean coerce) {
    try {
      JsonDocument document =
          JsonParser.parse(("{\"v\": " + json + "}").getBytes(StandardCharsets.UTF_8));
      JsonRead read = new JsonRead(JsonPath.parse("$.v"), target, null, required, coerce, false);
      return Coercion.read(new Event("1", "e", 0, document, document.root(), Event.ABSENT), read);
    } catch (JsonException | Malformed e) {
      throw new AssertionError(e);
    }
  }

  private static @Nullable Object read(Type target, String json) {
    return read(target, json, true, true);
  }

  private static void refuses(Type target, String... values) {
    for (String json : values) {
      assertThatThrownBy(() -> read(target, json))
          .as(json)
          .isInstanceOfSatisfying(
              NodeFailure.class, f -> assertThat(f.kind()).isEqualTo("InvalidJsonType"));
    }
  }

  @Test
  void aValueOfTheTypeIsItself() {
    assertThat(read(Type.INT, "5")).isEqualTo(5L);
    assertThat(read(Type.INT, "12345678901234567890"))
        .isEqualTo(new BigInteger("12345678901234567890"));
    assertThat(read(Type.FLOAT, "1.0")).isEqualTo(1.0);
    assertThat(read(Type.listOf(Type.STR), "[\"a\"]")).isEqualTo(List.of("a"));
  }

  @Test
  void anIntReadAsFloatStaysAnInt() {
    assertThat(read(Type.FLOAT, "5")).isEqualTo(5L);
  }

  @Test
  void constructorsAreThoseOfPython() {
    assertThat(read(Type.INT, "-2.9")).isEqualTo(-2L);
    assertThat(read(Type.INT, "1e30")).isEqualTo(new BigInteger("1000000000000000019884624838656"));
    assertThat(read(Type.INT, "\" 1_000 \"")).isEqualTo(1000L);
    assertThat(read(Type.FLOAT, "\"nan\"")).isEqualTo(Double.NaN);
    assertThat(read(Type.STR, "{\"k\": [1, \"x\", null, true, 1.5]}"))
        .isEqualTo("{'k': [1, 'x', None, True, 1.5]}");
    assertThat(read(Type.BOOL, "\"no\"")).isEqualTo(true);
    assertThat(read(Type.BOOL, "{}")).isEqualTo(false);
    assertThat(read(Type.listOf(Type.INT), "[\"1\", 2.5]")).isEqualTo(List.of(1L, 2L));
    assertThat(read(Type.listOf(Type.BOOL), "[1, null]")).isEqualTo(List.of(true, false));
  }

  @Test
  void boolsAreNoNumbersAndNothingIsMadeOfNull() {
    refuses(Type.INT, "true", "null", "[]", "\"1.5\"", "\"\"");
    refuses(Type.FLOAT, "false", "null", "{}", "\"x\"");
    refuses(Type.STR, "null");
    refuses(Type.BOOL, "null");
    refuses(Type.listOf(Type.STR), "[null]", "1", "\"a\"", "{}");
  }

  @Test
  void aUnionTakesItsFirstMemberThatFitsAndStopsAtOneThatRefusesTheValue() {
    Type intThenFloat = new Type.Union(List.of(Type.INT, Type.FLOAT));
    Type floatThenInt = new Type.Union(List.of(Type.FLOAT, Type.INT));
    Type intThenBool = new Type.Union(List.of(Type.INT, Type.BOOL));
    refuses(intThenFloat, "\"1.5\"");
    assertThat(read(floatThenInt, "\"1.5\"")).isEqualTo(1.5);
    assertThat(read(intThenBool, "[1]")).isEqualTo(true);
    refuses(intThenBool, "\"abc\"");
  }

  @Test
  void absenceAndNullAreNoneOnlyWhereTheTypeAdmitsIt() {
    assertThat(read(Type.optional(Type.INT), "null")).isNull();
    assertThatThrownBy(() -> read(Type.INT, "null", false, true)).isSameAs(NodeFailure.SILENT);
    assertThat(Arrays.asList(read(Type.NONE, "null"))).containsOnlyNulls();
  }

  @Test
  void withoutCoercionOnlyTheTypeItselfWillDo() {
    assertThatThrownBy(() -> read(Type.INT, "\"5\"", true, false)).isInstanceOf(NodeFailure.class);
    assertThat(read(Type.FLOAT, "5", true, false)).isEqualTo(5L);
  }

  @Test
  void anEntityIsItsTypeAndTheIdRead() throws Exception {
    JsonDocument document = JsonParser.parse("{\"v\": \"7\"}".getBytes(StandardCharsets.UTF_8));
    JsonRead read = new JsonRead(JsonPath.parse("$.v"), Type.INT, "User", true, true, false);
    assertThat(Coercion.read(new Event("1", "e", 0, document, document.root(), -1), read))
        .isEqualTo(new EntityValue("User", 7L));
  }
}
