package dev.harrier.lang.trial;

import dev.harrier.event.Event;
import dev.harrier.json.JsonDocument;
import dev.harrier.json.JsonException;
import dev.harrier.json.JsonParser;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/**
 * Random events: every field may be missing, of the wrong kind, or at the edge of what its kind
 * holds.
 */
final class RandomEvents {
  /** Field names are k0, k1 and so on. */
  static final int KEYS = 10;

  /** Keys before this one mostly hold ints. */
  static final int FLOAT_KEY = 3;

  static final int BOOL_KEY = 4;

  /**
   * Keys between {@link #BOOL_KEY} and this one mostly hold texts; the last one holds lists of
   * texts.
   */
  static final int INTS_KEY = 8;

  private static final String[] INTS = {
    "0",
    "1",
    "-1",
    "2",
    "3",
    "100",
    "9223372036854775807",
    "-9223372036854775808",
    "18446744073709551616",
    "4611686018427387904",
    "1",
    "2"
  };
  private static final String[] FLOATS = {"0.0", "-0.0", "1.5", "1e308", "2.0", "-3.25"};
  private static final String[] TEXTS = {
    "\"\"",
    "\"a\"",
    "\"abc\"",
    "\" 12 \"",
    "\"1_0\"",
    "\"Free  MONEY now\"",
    "\"free money\"",
    "\"\\u212a\"",
    "\"é😀x\"",
    "\"1.5\"",
    "\"nan\"",
    "\"foo bar\"",
    "\"x\\ny\"",
    "\"\\ud800\""
  };

  /** Time between two events. */
  private static final long STEP_MICROS = 15_000_000;

  private RandomEvents() {}

  static String data(Random random) {
    StringBuilder json = new StringBuilder("{");
    fields(random, json);
    json.append(",\"l\":").append(list(random));
    json.append(",\"o\":{");
    fields(random, json);
    return json.append(",\"l\":").append(list(random)).append("}}").toString();
  }

  private static void fields(Random random, StringBuilder json) {
    json.append("\"z\":0");
    for (int i = 0; i < KEYS; i++) {
      if (random.nextInt(8) > 0) {
        json.append(",\"k").append(i).append("\":");
        json.append(random.nextInt(8) == 0 ? value(random) : usual(i, random));
      }
    }
  }

  private static String usual(int key, Random random) {
    if (key < FLOAT_KEY) {
      return pick(INTS, random);
    }
    if (key == FLOAT_KEY) {
      return pick(FLOATS, random);
    }
    if (key == BOOL_KEY) {
      return random.nextBoolean() ? "true" : "false";
    }
    if (key < INTS_KEY) {
      return pick(TEXTS, random);
    }
    StringBuilder json = new StringBuilder("[");
    for (int i = random.nextInt(4); i > 0; i--) {
      json.append(json.length() > 1 ? "," : "")
          .append(pick(key == INTS_KEY ? INTS : TEXTS, random));
    }
    return json.append("]").toString();
  }

  private static String pick(String[] choices, Random random) {
    return choices[random.nextInt(choices.length)];
  }

  private static String value(Random random) {
    return switch (random.nextInt(12)) {
      case 0, 1 -> list(random);
      case 2 -> "{\"k1\":" + scalar(random) + "}";
      default -> scalar(random);
    };
  }

  private static String list(Random random) {
    StringBuilder json = new StringBuilder("[");
    for (int i = random.nextInt(4); i > 0; i--) {
      json.append(json.length() > 1 ? "," : "").append(scalar(random));
    }
    return json.append("]").toString();
  }

  private static String scalar(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> "null";
      case 1 -> random.nextBoolean() ? "true" : "false";
      case 2 -> pick(FLOATS, random);
      case 3 -> pick(INTS, random);
      default -> pick(TEXTS, random);
    };
  }

  static Event event(String data, int number) throws JsonException {
    JsonDocument document = JsonParser.parse(data.getBytes(StandardCharsets.UTF_8));
    return new Event(
        String.valueOf(number),
        number % 3 == 0 ? "post" : "a",
        1_767_322_984_000_000L + number * STEP_MICROS,
        document,
        document.root(),
        Event.ABSENT);
  }
}
