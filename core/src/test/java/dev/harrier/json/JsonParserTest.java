package dev.harrier.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class JsonParserTest {
  private static final ObjectMapper ORACLE =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  @Test
  void valuesAreReadAsWritten() throws Exception {
    JsonDocument json = parse("{\"a\": [1, -2.5e3, true, null, \"x\\u00e9\\n\"], \"\": {}}");
    int a = json.member(json.root(), "a");
    assertThat(json.kind(a)).isEqualTo(JsonKind.ARRAY);
    assertThat(json.size(a)).isEqualTo(5);
    int one = json.firstChild(a);
    assertThat(json.longValue(one)).isEqualTo(1);
    int real = json.nextSibling(one);
    assertThat(json.doubleValue(real)).isEqualTo(-2500.0);
    int yes = json.nextSibling(real);
    assertThat(json.kind(yes)).isEqualTo(JsonKind.TRUE);
    int text = json.nextSibling(json.nextSibling(yes));
    assertThat(json.stringValue(text)).isEqualTo("x\u00e9\n");
    assertThat(json.nextSibling(text)).isEqualTo(JsonDocument.NONE);
    assertThat(json.kind(json.member(json.root(), ""))).isEqualTo(JsonKind.OBJECT);
    assertThat(json.member(json.root(), "b")).isEqualTo(JsonDocument.NONE);
  }

  @Test
  void ofADuplicatedKeyTheLastValueCounts() throws Exception {
    JsonDocument json = parse("{\"a\":1,\"b\":2,\"a\":3}");
    assertThat(json.longValue(json.member(json.root(), "a"))).isEqualTo(3);
    assertThat(json.size(json.root())).isEqualTo(3);
  }

  @Test
  void intsAreExactAtAndBeyond64Bits() throws Exception {
    for (String text :
        new String[] {
          "9223372036854775807",
          "-9223372036854775808",
          "9223372036854775808",
          "-0",
          "123456789012345678901234567890"
        }) {
      JsonDocument json = parse(text);
      assertThat(json.bigIntegerValue(0)).as(text).isEqualTo(new BigInteger(text));
      assertThat(json.kind(0))
          .as(text)
          .isEqualTo(new BigInteger(text).bitLength() < 64 ? JsonKind.INT : JsonKind.BIG_INT);
    }
    assertThatThrownBy(() -> parse("1".repeat(5000)))
        .hasMessage("an int of 5000 digits, at most 4300 are read");
  }

  @Test
  void whatIsNotJsonIsSaidWithItsPlace() {
    refused("", 0, "the text is empty, expected a JSON value");
    refused("{\"a\":1", 6, "found the end of the text, expected `,` or `}`");
    refused("{\"a\" 1}", 5, "found `1`, expected `:` after the key");
    refused("{a:1}", 1, "found `a`, expected a key in double quotes");
    refused("[1,]", 3, "found `]` after a comma, expected another value");
    refused("[1 2]", 3, "found `2`, expected `,` or `]`");
    refused("NaN", 0, "found `N`, expected a JSON value");
    refused("-Infinity", 1, "found `I`, expected a digit");
    refused("nul", 0, "found `n`, expected a JSON value such as `null`");
    refused("01", 0, "a number with a leading zero");
    refused("1.", 2, "found the end of the text, expected a digit");
    refused("\"abc", 4, "the text ends within a string");
    refused("\"\\x\"", 2, "found `x` after a backslash, which is no escape");
    refused("\"\\u12g4\"", 2, "`\\u` without four hexadecimal digits");
    refused("\"a\nb\"", 2, "found byte 0x0a in a string, where it has to be escaped");
    refused("{} {}", 3, "found `{` after the end of the JSON value");
    refused("\ufeff{}", 0, "found a byte order mark, expected a JSON value");
  }

  @Test
  void bytesThatAreNotUtf8AreRefused() {
    byte[][] bad = {
      {(byte) 0x80},
      {(byte) 0xc0, (byte) 0x80},
      {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
      {(byte) 0xf5, (byte) 0x80, (byte) 0x80, (byte) 0x80},
      {(byte) 0xe2, (byte) 0x82},
      {(byte) 0xf0, (byte) 0x80, (byte) 0x80, (byte) 0x80}
    };
    for (byte[] sequence : bad) {
      byte[] text = new byte[sequence.length + 12];
      java.util.Arrays.fill(text, (byte) 'x');
      text[0] = '"';
      text[text.length - 1] = '"';
      System.arraycopy(sequence, 0, text, 5, sequence.length);
      assertThatThrownBy(() -> JsonParser.parse(text))
          .isInstanceOf(JsonException.class)
          .hasMessageContaining("is not UTF-8 here");
    }
  }

  @Test
  void nestingIsBounded() throws Exception {
    int depth = JsonParser.MAX_DEPTH;
    assertThat(parse("[".repeat(depth) + "]".repeat(depth)).kind(0)).isEqualTo(JsonKind.ARRAY);
    refused("[".repeat(100_000), depth + 1, "nested deeper than " + depth + " levels");
  }

  @Test
  void randomDocumentsAreReadAsJacksonReadsThem() throws Exception {
    for (int seed = 0; seed < 3_000; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      StringBuilder text = new StringBuilder();
      value(random, 0, text);
      byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
      JsonDocument json = JsonParser.parse(bytes);
      same(seed, json, json.root(), ORACLE.readTree(bytes));
    }
  }

  @Test
  void damagedDocumentsAreRefusedExactlyWhenJacksonRefusesThem() {
    int refused = 0;
    for (int seed = 0; seed < 6_000; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      StringBuilder text = new StringBuilder();
      value(random, 0, text);
      byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
      bytes[random.nextInt(bytes.length)] = (byte) " {}[]\":,\\0a.-e".charAt(random.nextInt(14));
      boolean ours = accepts(() -> JsonParser.parse(bytes));
      boolean theirs = accepts(() -> ORACLE.readTree(bytes));
      assertThat(ours)
          .as("seed %d: %s", seed, new String(bytes, StandardCharsets.UTF_8))
          .isEqualTo(theirs);
      refused += ours ? 0 : 1;
    }
    assertThat(refused).isBetween(1_000, 5_900);
  }

  private interface Reading {
    Object read() throws IOException, JsonException;
  }

  private static boolean accepts(Reading reading) {
    try {
      Object read = reading.read();
      return !(read instanceof JsonNode node) || !node.isMissingNode();
    } catch (IOException | JsonException e) {
      return false;
    }
  }

  private static void value(SplittableRandom random, int depth, StringBuilder out) {
    switch (random.nextInt(depth > 4 ? 6 : 9)) {
      case 0 -> out.append(random.nextLong() >> random.nextInt(64));
      case 1 -> out.append(random.nextDouble() * Math.pow(10, random.nextInt(-30, 30)));
      case 2 -> out.append(random.nextInt(-1000, 1000)).append('.').append(random.nextInt(1000));
      case 3 -> out.append(random.nextBoolean() ? "true" : "null");
      case 4, 5 -> string(random, out);
      case 6 -> {
        out.append('[');
        for (int i = random.nextInt(5); i > 0; i--) {
          value(random, depth + 1, out);
          out.append(i > 1 ? ", " : "");
        }
        out.append(']');
      }
      default -> {
        out.append("{ ");
        for (int i = random.nextInt(6); i > 0; i--) {
          string(random, out);
          out.append(" : ");
          value(random, depth + 1, out);
          out.append(i > 1 ? "," : "\n");
        }
        out.append('}');
      }
    }
  }

  private static void string(SplittableRandom random, StringBuilder out) {
    String[] pieces = {
      "a",
      "bc def ghi jkl",
      "\u00e9",
      "\u20ac",
      "\ud83d\ude00",
      "\\n",
      "\\\"",
      "\\u00e9",
      "\\\\",
      "'",
      "\u007f"
    };
    out.append('"');
    for (int i = random.nextInt(6); i > 0; i--) {
      out.append(pieces[random.nextInt(pieces.length)]);
    }
    out.append('"');
  }

  private static void same(int seed, JsonDocument json, int node, JsonNode expected) {
    String at = "seed " + seed + " at " + expected;
    switch (json.kind(node)) {
      case NULL -> assertThat(expected.isNull()).as(at).isTrue();
      case TRUE -> assertThat(expected.booleanValue()).as(at).isTrue();
      case FALSE -> assertThat(expected.isBoolean()).as(at).isTrue();
      case INT, BIG_INT -> {
        assertThat(expected.isIntegralNumber()).as(at).isTrue();
        assertThat(json.bigIntegerValue(node)).as(at).isEqualTo(expected.bigIntegerValue());
      }
      case FLOAT -> {
        assertThat(expected.isDouble()).as(at).isTrue();
        assertThat(json.doubleValue(node)).as(at).isEqualTo(expected.doubleValue());
      }
      case STRING -> assertThat(json.stringValue(node)).as(at).isEqualTo(expected.textValue());
      case ARRAY -> {
        assertThat(json.size(node)).as(at).isEqualTo(expected.size());
        int child = json.firstChild(node);
        for (JsonNode item : expected) {
          same(seed, json, child, item);
          child = json.nextSibling(child);
        }
        assertThat(child).as(at).isEqualTo(JsonDocument.NONE);
      }
      case OBJECT -> {
        assertThat(expected.isObject()).as(at).isTrue();
        expected
            .properties()
            .forEach(
                entry -> same(seed, json, json.member(node, entry.getKey()), entry.getValue()));
      }
    }
  }

  private static JsonDocument parse(String text) throws JsonException {
    return JsonParser.parse(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void refused(String text, int offset, String message) {
    assertThatThrownBy(() -> parse(text))
        .as(text)
        .isInstanceOfSatisfying(JsonException.class, e -> assertThat(e.offset()).isEqualTo(offset))
        .hasMessage(message);
  }
}
