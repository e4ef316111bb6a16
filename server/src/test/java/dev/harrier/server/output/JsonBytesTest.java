package dev.harrier.server.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.harrier.decision.Decision.Opaque;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class JsonBytesTest {
  private static String of(Object value) {
    return new JsonBytes().any(value).toString();
  }

  @Test
  void textsAreEscapedWhereJsonAsksForIt() {
    assertThat(of("a\"b\\c\n\r\t\b\f\u0001\u007f/"))
        .isEqualTo("\"a\\\"b\\\\c\\n\\r\\t\\b\\f\\u0001\\u007f/\"");
    assertThat(of("é☃😀")).isEqualTo("\"é☃😀\"");
  }

  @Test
  void aLoneSurrogateIsWrittenAsItsEscape() {
    assertThat(of("a\ud800b\udc00")).isEqualTo("\"a\\ud800b\\udc00\"");
  }

  @Test
  void numbersAreWrittenAsPythonWritesThem() {
    assertThat(of(List.of(5.0, 0.1, 1e16, 1e-5, -0.0, 1e22)))
        .isEqualTo("[5.0,0.1,1e+16,1e-05,-0.0,1e+22]");
    assertThat(of(List.of(0L, -1L, Long.MAX_VALUE, Long.MIN_VALUE, 10L, 100L, 999L)))
        .isEqualTo("[0,-1,9223372036854775807,-9223372036854775808,10,100,999]");
    assertThat(of(new BigInteger("123456789012345678901234567890")))
        .isEqualTo("123456789012345678901234567890");
  }

  @Test
  void whatJsonLacksIsNull() {
    assertThat(of(Arrays.asList(Double.NaN, Double.POSITIVE_INFINITY, null, new Opaque("RuleT"))))
        .isEqualTo("[null,null,null,null]");
  }

  @Test
  void commasStandBetweenMembersOnly() {
    JsonBytes json = new JsonBytes();
    json.beginObject().key("a").beginArray().endArray().key("b").beginObject().endObject();
    json.key("c").value("x,").value(1).endObject().newline().beginObject().endObject();

    assertThat(json.toString()).isEqualTo("{\"a\":[],\"b\":{},\"c\":\"x,\",1}\n{}");
  }

  @Test
  void everyTextComesBackThroughAnotherParser() throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    for (long seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(40); i > 0; i--) {
        int point = random.nextInt(1 << (1 + random.nextInt(20)));
        if (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE) {
          text.appendCodePoint(point);
        }
      }
      Map<String, Object> value = new LinkedHashMap<>();
      value.put(text.toString(), List.of(text.toString(), random.nextLong(), random.nextDouble()));

      Object read = mapper.readValue(of(value), Map.class);
      assertThat(read).as("seed %s", seed).isEqualTo(value);
    }
  }

  @Test
  void theBufferGrowsWithTheText() {
    String text = "☃".repeat(100_000);

    assertThat(of(text)).isEqualTo("\"" + text + "\"");
  }
}
