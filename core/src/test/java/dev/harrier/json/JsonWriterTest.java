package dev.harrier.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class JsonWriterTest {
  @Test
  void membersAndItemsAreSeparatedWhereverTheyStand() {
    JsonWriter writer = new JsonWriter().object().name("a").array().number(1).array().end();
    writer.object().end().text("x").end().name("b").flag(true).name("c").json("null").end();

    assertThat(writer).hasToString("{\"a\":[1,[],{},\"x\"],\"b\":true,\"c\":null}");
  }

  @Test
  void numbersThatAreNotFiniteAreNull() {
    JsonWriter writer = new JsonWriter().array().number(Double.NaN).rounded(1.0 / 0, 2);

    assertThat(writer.rounded(2.345678, 3).end()).hasToString("[null,null,2.346]");
  }

  @Test
  void anyTextIsReadBackAsItWas() throws JsonException {
    String text = "a\"b\\c\u0000\n\u001f é € \ud83d\ude00 \ud800 lone";
    byte[] bytes = new JsonWriter().text(text).toString().getBytes(StandardCharsets.UTF_8);

    assertThat(JsonParser.parse(bytes).stringValue(0)).isEqualTo(text);
  }
}
