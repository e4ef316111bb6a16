package dev.harrier.server.ruletest;

import dev.harrier.lang.source.SourceFile;
import dev.harrier.server.ruletest.RuleTest.Expect;
import dev.harrier.server.ruletest.RuleTest.Given;
import java.io.StringReader;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Reads {@code tests/*.test.yaml}. Scalars are read by YAML's core schema, so that a time stays a
 * text and {@code no} a word.
 */
final class RuleTestFile {
  /** Events of one test, repetitions counted; more is a load, not an example. */
  static final int MAX_EVENTS = 100_000;

  private static final String DEFAULT_TIME = "2026-01-01T00:00:00Z";
  private static final Pattern DURATION = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*(ms|s|m|h|d|w)");
  private static final Pattern INT = Pattern.compile("[-+]?[0-9]+");
  private static final Pattern FLOAT =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
  private static final Set<String> TEST = Set.of("name", "given", "expect");
  private static final Set<String> GIVEN =
      Set.of("id", "type", "time", "repeat", "every", "data", "secret_data");
  private static final Set<String> EXPECT =
      Set.of(
          "at",
          "features",
          "verdict",
          "verdicts",
          "fired",
          "not_fired",
          "effects",
          "shadow_effects",
          "labels",
          "errors");

  private final String path;

  private RuleTestFile(String path) {
    this.path = path;
  }

  static List<RuleTest> read(SourceFile file) throws RuleTestFault {
    RuleTestFile reader = new RuleTestFile(file.path());
    Node root = reader.parsed(file.text());
    List<RuleTest> tests = new ArrayList<>();
    if (root != null) {
      for (Node test : reader.items(root, "a test file")) {
        tests.add(reader.test(test));
      }
    }
    return tests;
  }

  private @Nullable Node parsed(String text) throws RuleTestFault {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    try {
      return new Yaml(options).compose(new StringReader(text));
    } catch (MarkedYAMLException e) {
      Mark mark = e.getProblemMark();
      throw new RuleTestFault(
          path, mark == null ? 1 : mark.getLine() + 1, "malformed yaml: " + e.getProblem());
    } catch (YAMLException e) {
      throw new RuleTestFault(path, 1, "malformed yaml: " + e.getMessage());
    }
  }

  private RuleTest test(Node node) throws RuleTestFault {
    Map<String, Node> fields = fields(node, "a test", TEST);
    List<Given> given = new ArrayList<>();
    for (Node event : items(required(fields, node, "given"), "`given`")) {
      events(event, given);
    }
    if (given.isEmpty()) {
      throw fault(node, "`given` holds no event");
    }
    Node expected = required(fields, node, "expect");
    List<Expect> expect = new ArrayList<>();
    if (expected instanceof SequenceNode list) {
      for (Node one : list.getValue()) {
        expect.add(expect(one, given.size()));
      }
    } else {
      expect.add(expect(expected, given.size()));
    }
    return new RuleTest(
        text(required(fields, node, "name"), "`name`"), path, line(node), given, expect);
  }

  private void events(Node node, List<Given> to) throws RuleTestFault {
    Map<String, Node> fields = fields(node, "an event", GIVEN);
    String type = text(required(fields, node, "type"), "`type`");
    long time = time(fields.get("time"));
    long repeat = fields.containsKey("repeat") ? count(fields.get("repeat"), "repeat") : 1;
    long every = fields.containsKey("every") ? duration(fields.get("every")) : 1_000_000;
    if (to.size() + repeat > MAX_EVENTS) {
      throw fault(node, "a test has at most " + MAX_EVENTS + " events");
    }
    Map<String, @Nullable Object> data =
        fields.containsKey("data") ? object(fields.get("data"), "`data`") : Map.of();
    Map<String, @Nullable Object> secret =
        fields.containsKey("secret_data")
            ? object(fields.get("secret_data"), "`secret_data`")
            : null;
    for (int i = 0; i < repeat; i++) {
      String id = fields.containsKey("id") ? text(fields.get("id"), "`id`") : null;
      String unique = id == null ? String.valueOf(to.size() + 1) : i == 0 ? id : id + "-" + (i + 1);
      to.add(new Given(unique, type, time + i * every, data, secret));
    }
  }

  private Expect expect(Node node, int events) throws RuleTestFault {
    Map<String, Node> fields = fields(node, "`expect`", EXPECT);
    long at = fields.containsKey("at") ? count(fields.get("at"), "at") : events;
    if (at > events) {
      throw fault(node, "`at` is " + at + ", but there are " + events + " events");
    }
    if (fields.keySet().stream().allMatch("at"::equals)) {
      throw fault(node, "`expect` expects nothing");
    }
    return new Expect(
        line(node),
        (int) at,
        fields.containsKey("features") ? object(fields.get("features"), "`features`") : null,
        fields.containsKey("verdict") ? text(fields.get("verdict"), "`verdict`") : null,
        fields.containsKey("verdicts") ? texts(fields.get("verdicts"), "`verdicts`") : null,
        fields.containsKey("fired") ? new TreeSet<>(texts(fields.get("fired"), "`fired`")) : null,
        fields.containsKey("not_fired")
            ? new TreeSet<>(texts(fields.get("not_fired"), "`not_fired`"))
            : null,
        fields.containsKey("effects") ? effects(fields.get("effects")) : null,
        fields.containsKey("shadow_effects") ? effects(fields.get("shadow_effects")) : null,
        fields.containsKey("labels") ? labels(fields.get("labels")) : null,
        fields.containsKey("errors")
            ? Long.valueOf(number(fields.get("errors"), "errors", 0))
            : null);
  }

  private List<Map<?, ?>> effects(Node node) throws RuleTestFault {
    List<Map<?, ?>> effects = new ArrayList<>();
    for (Node item : items(node, "`effects`")) {
      Map<String, @Nullable Object> effect = object(item, "an effect");
      if (effect.size() != 1 || !(effect.values().iterator().next() instanceof Map<?, ?>)) {
        throw fault(
            item, "expected an effect such as `{add_label: {entity: User/u1, label: busy}}`");
      }
      effects.add(effect);
    }
    return effects;
  }

  private Map<String, SortedSet<String>> labels(Node node) throws RuleTestFault {
    Map<String, SortedSet<String>> labels = new TreeMap<>();
    for (Map.Entry<String, Node> entity : fields(node, "`labels`", null).entrySet()) {
      labels.put(entity.getKey(), new TreeSet<>(texts(entity.getValue(), "labels of an entity")));
    }
    return labels;
  }

  // Values.

  private long time(@Nullable Node node) throws RuleTestFault {
    String text = node == null ? DEFAULT_TIME : text(node, "`time`");
    try {
      Instant instant =
          text.matches(".*(Z|[+-]\\d\\d:?\\d\\d)")
              ? OffsetDateTime.parse(text).toInstant()
              : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
      return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    } catch (DateTimeParseException e) {
      throw fault(node, "`time` is `" + text + "`, expected a time such as `" + DEFAULT_TIME + "`");
    }
  }

  private long duration(Node node) throws RuleTestFault {
    String text = text(node, "`every`");
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      throw fault(
          node, "`every` is `" + text + "`, expected a duration such as `90s`, `1m` or `2h`");
    }
    long unit =
        switch (matcher.group(2)) {
          case "ms" -> 1_000L;
          case "s" -> 1_000_000L;
          case "m" -> 60_000_000L;
          case "h" -> 3_600_000_000L;
          case "d" -> 86_400_000_000L;
          default -> 604_800_000_000L;
        };
    return Math.round(Double.parseDouble(matcher.group(1)) * unit);
  }

  private long count(Node node, String name) throws RuleTestFault {
    return number(node, name, 1);
  }

  private long number(Node node, String name, long least) throws RuleTestFault {
    if (plain(node) instanceof Long number && number >= least) {
      return number;
    }
    throw fault(node, "`" + name + "` must be an int of at least " + least);
  }

  private String text(Node node, String what) throws RuleTestFault {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    throw fault(node, what + " must be a text");
  }

  private List<String> texts(Node node, String what) throws RuleTestFault {
    List<String> texts = new ArrayList<>();
    for (Node item : items(node, what)) {
      texts.add(text(item, "an item of " + what));
    }
    return texts;
  }

  private List<Node> items(Node node, String what) throws RuleTestFault {
    if (node instanceof SequenceNode sequence) {
      return sequence.getValue();
    }
    throw fault(node, what + " must be a list");
  }

  private Map<String, @Nullable Object> object(Node node, String what) throws RuleTestFault {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    for (Map.Entry<String, Node> field : fields(node, what, null).entrySet()) {
      object.put(field.getKey(), plain(field.getValue()));
    }
    return object;
  }

  private @Nullable Object plain(Node node) throws RuleTestFault {
    return switch (node) {
      case MappingNode mapping -> object(mapping, "a mapping");
      case SequenceNode sequence -> {
        List<@Nullable Object> items = new ArrayList<>();
        for (Node item : sequence.getValue()) {
          items.add(plain(item));
        }
        yield items;
      }
      case ScalarNode scalar -> scalar(scalar);
      default -> throw fault(node, "expected a value");
    };
  }

  private static @Nullable Object scalar(ScalarNode node) {
    String text = node.getValue();
    if (!node.isPlain()) {
      return text;
    }
    switch (text) {
      case "", "~", "null", "Null", "NULL" -> {
        return null;
      }
      case "true", "True", "TRUE" -> {
        return true;
      }
      case "false", "False", "FALSE" -> {
        return false;
      }
      default -> {
        if (INT.matcher(text).matches()) {
          BigInteger number = new BigInteger(text);
          return number.bitLength() < Long.SIZE ? (Object) number.longValue() : number;
        }
        return FLOAT.matcher(text).matches() ? (Object) Double.valueOf(text) : text;
      }
    }
  }

  /**
   * @param known the fields that may stand there; null if any may
   */
  private Map<String, Node> fields(Node node, String what, @Nullable Set<String> known)
      throws RuleTestFault {
    if (!(node instanceof MappingNode mapping)) {
      throw fault(node, what + " must be a mapping");
    }
    Map<String, Node> fields = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      String name = text(tuple.getKeyNode(), "a key");
      if (known != null && !known.contains(name)) {
        throw fault(
            tuple.getKeyNode(),
            "unknown field `" + name + "` of " + what + ", known are " + new TreeSet<>(known));
      }
      fields.put(name, tuple.getValueNode());
    }
    return fields;
  }

  private Node required(Map<String, Node> fields, Node node, String name) throws RuleTestFault {
    Node field = fields.get(name);
    if (field == null) {
      throw fault(node, "`" + name + "` is missing");
    }
    return field;
  }

  private RuleTestFault fault(@Nullable Node node, String message) {
    return new RuleTestFault(path, node == null ? 1 : line(node), message);
  }

  private static int line(Node node) {
    return node.getStartMark().getLine() + 1;
  }
}
