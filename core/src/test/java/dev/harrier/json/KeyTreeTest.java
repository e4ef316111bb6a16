package dev.harrier.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

final class KeyTreeTest {
  private static final String[] NAMES = {
    "a", "b", "id", "uri", "name", "display", "followers", "a_key_of_more_than_16_bytes", "\u00e9"
  };

  private final KeyTree keys = new KeyTree();
  private final JsonParser parser = new JsonParser(keys);

  @Test
  void aDocumentSaysWhereThePathsStandThatOthersHadToo() throws Exception {
    parse("{\"data\":{\"a\":1,\"b\":{\"name\":2}}}");
    JsonDocument json = parse("{\"data\":{\"b\":{\"name\":3}}}");
    assertThat(json.keys()).isSameAs(keys);
    int data = keys.number(0, List.of("data"));
    assertThat(json.pathOf(json.member(0, "data"))).isEqualTo(data);
    assertThat(json.longValue(json.at(keys.number(data, List.of("b", "name"))))).isEqualTo(3);
    assertThat(json.at(keys.number(data, List.of("a")))).isEqualTo(JsonDocument.NONE);
    assertThat(keys.number(data, List.of("c"))).isEqualTo(JsonDocument.NONE);
  }

  @Test
  void aPathDoesNotLeadIntoAnArray() throws Exception {
    parse("{\"a\":{\"b\":1}}");
    JsonDocument json = parse("{\"a\":[{\"b\":1},{\"b\":2}]}");
    assertThat(json.keys()).isNotNull();
    assertThat(json.at(keys.number(0, List.of("a", "b")))).isEqualTo(JsonDocument.NONE);
  }

  @Test
  void whereAKeyComesTwiceOrHasEscapesNothingIsSaid() throws Exception {
    assertThat(parse("{\"a\":{\"b\":1},\"a\":{}}").keys()).isNull();
    assertThat(parse("{\"\\u0061\":1}").keys()).isNull();
    assertThat(parse("[{\"\\u0061\":1}]").keys()).isNotNull();
    assertThat(parse("{\"a\":{\"b\":1}}").keys()).isNotNull();
  }

  @Test
  void objectsWhoseKeysAreDataAreReadButNotLearned() throws Exception {
    StringBuilder text = new StringBuilder("{\"counts\":{");
    for (int i = 0; i < 10 * KeyTree.MAX_MEMBERS; i++) {
      text.append("\"user").append(i).append("\":").append(i).append(',');
    }
    JsonDocument json = parse(text.append("\"last\":1}}").toString());
    int counts = json.member(0, "counts");
    assertThat(json.longValue(json.member(counts, "user639"))).isEqualTo(639);
    assertThat(json.keys()).isNull();
    assertThat(keys.count()).isEqualTo(2 + KeyTree.MAX_MEMBERS);
    assertThat(parse("{\"counts\":{\"user3\":1}}").keys()).isNotNull();
  }

  @Test
  void aFullTreeLearnsNoMore() throws Exception {
    for (int i = 0; i < KeyTree.MAX_KEYS; i++) {
      parse("{\"p%d\":{\"q%d\":1}}".formatted(i % 50, i));
    }
    assertThat(keys.count()).isLessThanOrEqualTo(KeyTree.MAX_KEYS);
    JsonDocument json = parse("{\"p1\":{\"new\":5}}");
    assertThat(json.longValue(json.member(json.member(0, "p1"), "new"))).isEqualTo(5);
  }

  @Test
  void whatIsExpectedChangesNothingOfWhatIsFound() {
    int placed = 0;
    int refused = 0;
    for (int seed = 0; seed < 4_000; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      byte[] bytes = document(random);
      if (seed % 3 == 0) {
        bytes[random.nextInt(bytes.length)] = (byte) " {}[]\":,\\0a.-e".charAt(random.nextInt(14));
      }
      JsonDocument plain = null;
      String message = "";
      try {
        plain = JsonParser.parse(bytes);
      } catch (JsonException e) {
        message = e.offset() + e.getMessage();
        refused++;
      }
      try {
        JsonDocument json = parser.parse(bytes, 0, bytes.length);
        assertThat(plain).as("seed %d: %s", seed, message).isNotNull();
        same(seed, json, plain);
        placed += json.keys() == null ? 0 : 1;
      } catch (JsonException e) {
        assertThat(e.offset() + e.getMessage()).as("seed %d", seed).isEqualTo(message);
      }
    }
    assertThat(placed).isBetween(500, 3_500);
    assertThat(refused).isBetween(300, 1_333);
  }

  @Test
  void parsersOfManyThreadsShareATree() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<Integer>> all = new ArrayList<>();
      for (int thread = 0; thread < 4; thread++) {
        int first = thread;
        Callable<Integer> work =
            () -> {
              JsonParser own = new JsonParser(keys);
              for (int seed = 0; seed < 2_000; seed++) {
                byte[] bytes = document(new SplittableRandom(first * 2_000 + seed));
                same(seed, own.parse(bytes, 0, bytes.length), JsonParser.parse(bytes));
              }
              return 2_000;
            };
        all.add(threads.submit(work));
      }
      for (Future<Integer> one : all) {
        assertThat(one.get()).isEqualTo(2_000);
      }
    }
  }

  /** All that the two say of every node, and of every path. */
  private void same(int seed, JsonDocument json, JsonDocument plain) {
    same("seed " + seed, json, 0, plain, 0);
    if (json.keys() == null) {
      return;
    }
    for (String name : NAMES) {
      int member = plain.kind(0) == JsonKind.OBJECT ? plain.member(0, name) : JsonDocument.NONE;
      assertThat(json.at(keys.number(0, List.of(name)))).as("seed " + seed).isEqualTo(member);
      for (String below : NAMES) {
        int leaf =
            member != JsonDocument.NONE && plain.kind(member) == JsonKind.OBJECT
                ? plain.member(member, below)
                : JsonDocument.NONE;
        assertThat(json.at(keys.number(0, List.of(name, below))))
            .as("seed " + seed)
            .isEqualTo(leaf);
      }
    }
  }

  private static void same(String as, JsonDocument json, int node, JsonDocument plain, int other) {
    assertThat(node).as(as).isEqualTo(other);
    assertThat(json.kind(node)).as(as).isEqualTo(plain.kind(node));
    assertThat(json.start(node)).as(as).isEqualTo(plain.start(node));
    assertThat(json.end(node)).as(as).isEqualTo(plain.end(node));
    if (json.kind(node) != JsonKind.OBJECT && json.kind(node) != JsonKind.ARRAY) {
      return;
    }
    assertThat(json.size(node)).as(as).isEqualTo(plain.size(node));
    int child = json.firstChild(node);
    int twin = plain.firstChild(node);
    for (; child != JsonDocument.NONE; child = json.nextSibling(child)) {
      same(as, json, child, plain, twin);
      if (json.kind(node) == JsonKind.OBJECT) {
        assertThat(json.key(child)).as(as).isEqualTo(plain.key(twin));
      }
      twin = plain.nextSibling(twin);
    }
    assertThat(twin).as(as).isEqualTo(JsonDocument.NONE);
  }

  private static byte[] document(SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    object(random, 0, text);
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** An object whose members come in the usual order, mostly. */
  private static void object(SplittableRandom random, int depth, StringBuilder out) {
    out.append('{');
    boolean any = false;
    for (int i = 0; i < NAMES.length; i++) {
      if (random.nextInt(3) == 0) {
        continue;
      }
      String name = random.nextInt(40) == 0 ? NAMES[random.nextInt(NAMES.length)] : NAMES[i];
      name = random.nextInt(200) == 0 ? "\\u0061" : name;
      out.append(any ? "," : "").append('"').append(name).append('"');
      out.append(random.nextInt(50) == 0 ? " : " : random.nextInt(50) == 0 ? ":\n" : ":");
      value(random, depth + 1, out);
      any = true;
    }
    out.append('}');
  }

  private static void value(SplittableRandom random, int depth, StringBuilder out) {
    switch (random.nextInt(depth > 2 ? 4 : 7)) {
      case 0 -> out.append(random.nextInt(-10, 1000));
      case 1 -> out.append("\"text of some length\"");
      case 2 -> out.append(random.nextBoolean());
      case 3 -> out.append("\"\"");
      case 4 -> {
        out.append('[');
        for (int i = random.nextInt(3); i > 0; i--) {
          value(random, depth + 1, out);
          out.append(i > 1 ? "," : "");
        }
        out.append(']');
      }
      default -> object(random, depth, out);
    }
  }

  private JsonDocument parse(String text) throws JsonException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return parser.parse(bytes, 0, bytes.length);
  }
}
