package dev.harrier.lang.trial;

import dev.harrier.lang.source.SourceFile;
import dev.harrier.lang.source.Sources;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A random project that the checker accepts: expressions of every kind over fields that {@link
 * RandomEvents} fills, rules, and what they cause, in several files.
 *
 * <p>Values are kept from growing without bound along a chain of names: one side of a sum of texts
 * or of a product is always a leaf.
 */
final class RandomProject {
  /** What a name holds. */
  private enum Kind {
    INT("int"),
    FLOAT("float"),
    BOOL("bool"),
    STR("str"),
    INTS("List[int]"),
    STRS("List[str]"),
    MAYBE_INT("Optional[int]"),
    MAYBE_FLOAT("Optional[float]"),
    MAYBE_STR("Optional[str]"),
    MAYBE_BOOL("Optional[bool]"),
    ENTITY("Entity[str]"),
    NUMBERED("Entity[int]"),
    RULE("RuleT"),
    SPAN("TimeDeltaT");

    final String annotation;

    Kind(String annotation) {
      this.annotation = annotation;
    }
  }

  private static final Kind[] READABLE = {
    Kind.INT,
    Kind.INT,
    Kind.FLOAT,
    Kind.BOOL,
    Kind.STR,
    Kind.STR,
    Kind.INTS,
    Kind.STRS,
    Kind.MAYBE_INT,
    Kind.MAYBE_FLOAT,
    Kind.MAYBE_STR,
    Kind.MAYBE_BOOL
  };
  private static final String[] INTS = {
    "0",
    "1",
    "2",
    "3",
    "-1",
    "7",
    "100",
    "63",
    "9223372036854775807",
    "-9223372036854775808",
    "18446744073709551616",
    "4294967296",
    "1_000"
  };
  private static final String[] FLOATS = {"0.0", "1.5", "-2.5", "0.1", "1e300", "3.0", "1e-7"};
  private static final String[] STRS = {
    "''",
    "'a'",
    "'abc'",
    "'Free Money'",
    "'k'",
    "'K\\u212a'",
    "'é😀'",
    "' x '",
    "'1'",
    "'x'",
    "'true'"
  };
  private static final String[] PATTERNS = {
    "'a'",
    "'free\\\\s+money'",
    "'^a'",
    "'c$'",
    "'[a-c]+x?'",
    "'\\\\bmoney\\\\b'",
    "'(foo|bar)'",
    "'k'",
    "'^\\\\d+$'",
    "'.'",
    "''",
    "'é|x'"
  };

  private static final String MODEL =
      "amount number 0.01\ntext_seen text 1\nyes flag 2\nage time 1\nprecision 0.9 3\n";

  private final Random random;
  private final Map<Kind, List<String>> names = new EnumMap<>(Kind.class);

  /** Names whose values are small: read from the event, or literals. */
  private final Map<Kind, List<String>> leaves = new EnumMap<>(Kind.class);

  /** Named lists of conditions that the file sees. */
  private final List<String> lists = new ArrayList<>();

  /** Declared counts that the file sees, and the entity of each. */
  private final Map<String, String> counters = new LinkedHashMap<>();

  private int count;

  private RandomProject(Random random) {
    this.random = random;
    for (Kind kind : Kind.values()) {
      names.put(kind, new ArrayList<>());
      leaves.put(kind, new ArrayList<>());
    }
  }

  static Sources generate(Random random) {
    return new RandomProject(random).project();
  }

  private Sources project() {
    SortedMap<String, SourceFile> rules = new TreeMap<>();
    String models = models();
    add(rules, "models.sml", models);
    String imports = "Import(rules=['models.sml'])\n";
    add(rules, "b.sml", imports + separate(this::body));
    add(rules, "c/1.sml", imports + separate(this::body));
    String requires =
        imports
            + "Require(rule='b.sml'"
            + (chance(2) ? ", require_if=" + bool(2) : "")
            + ")\nRequire(rule=f'c/{"
            + name(Kind.INT)
            + "}.sml'"
            + (chance(2) ? ", require_if=" + bool(1) : "")
            + ")\n";
    add(rules, "main.sml", requires + separate(this::body));
    SortedMap<String, SourceFile> config = new TreeMap<>();
    add(
        config,
        "config.yaml",
        "labels:\n  spam: {valid_for: [User, Thing], connotation: negative, description: d}\n"
            + "  good: {valid_for: [User, Thing], connotation: positive, description: d}\n"
            + "actions:\n  limit: {severity: 1, undo: lift}\nqueues: [spam]\n");
    SortedMap<String, byte[]> files = new TreeMap<>();
    files.put("models/m.model", MODEL.getBytes(StandardCharsets.UTF_8));
    return new Sources(rules, config, new TreeMap<>(), files);
  }

  private static void add(SortedMap<String, SourceFile> files, String path, String text) {
    files.put(path, new SourceFile(path, text));
  }

  // ---- files

  /** What reads the event: one name of every kind at least. */
  private String models() {
    StringBuilder text = new StringBuilder();
    for (Kind kind : READABLE) {
      text.append(read(kind));
    }
    for (int i = random.nextInt(8); i > 0; i--) {
      text.append(read(READABLE[random.nextInt(READABLE.length)]));
    }
    text.append(entity(Kind.ENTITY, "User"));
    text.append(entity(Kind.NUMBERED, "Thing"));
    String span = fresh("T");
    text.append(span + " = TimeDelta(days=" + random.nextInt(3) + ", seconds=90)\n");
    names.get(Kind.SPAN).add(span);
    for (int i = random.nextInt(4); i > 0; i--) {
      text.append(assignment());
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      text.append(feature());
    }
    text.append(rule());
    return text.toString();
  }

  /** Writes a file whose names the other files do not see. */
  private String separate(java.util.function.Supplier<String> body) {
    Map<Kind, List<String>> before = new EnumMap<>(Kind.class);
    names.forEach((kind, list) -> before.put(kind, new ArrayList<>(list)));
    List<String> listsBefore = List.copyOf(lists);
    Map<String, String> countersBefore = new LinkedHashMap<>(counters);
    String text = body.get();
    names.putAll(before);
    counters.clear();
    counters.putAll(countersBefore);
    lists.retainAll(listsBefore);
    return text;
  }

  private String body() {
    StringBuilder text = new StringBuilder();
    int statements = 3 + random.nextInt(10);
    for (int i = 0; i < statements; i++) {
      text.append(
          switch (random.nextInt(8)) {
            case 0, 1 -> rule();
            case 2 -> consequence();
            case 3 -> local();
            case 4 -> chance(3) ? score() : chance(2) ? feature() : counter();
            default -> assignment();
          });
    }
    return text.append(rule()).append(consequence()).toString();
  }

  private String read(Kind kind) {
    String name = fresh("J");
    names.get(kind).add(name);
    leaves.get(kind).add(name);
    return name
        + ": "
        + kind.annotation
        + " = JsonData(path='"
        + path(kind)
        + "'"
        + options()
        + ")\n";
  }

  private String entity(Kind kind, String type) {
    String name = fresh("E");
    names.get(kind).add(name);
    return "%s: %s = EntityJson(type='%s', path='%s'%s)\n"
        .formatted(name, kind.annotation, type, path(kind), options());
  }

  /** Mostly the path of a field that mostly holds such values. */
  private String path(Kind kind) {
    String key = "k" + (chance(6) ? random.nextInt(RandomEvents.KEYS) : usualKey(kind));
    return switch (random.nextInt(14)) {
      case 0 -> "$.o." + key;
      case 1 -> "$.l[" + random.nextInt(3) + "]";
      case 2 -> "$.." + key;
      case 3 -> "$.o.l[*]";
      default -> "$." + key;
    };
  }

  private int usualKey(Kind kind) {
    return switch (kind) {
      case INT, MAYBE_INT, NUMBERED -> random.nextInt(3);
      case FLOAT, MAYBE_FLOAT -> RandomEvents.FLOAT_KEY;
      case BOOL, MAYBE_BOOL, RULE, SPAN -> RandomEvents.BOOL_KEY;
      case STR, MAYBE_STR, ENTITY -> RandomEvents.BOOL_KEY + 1 + random.nextInt(3);
      case INTS -> RandomEvents.INTS_KEY;
      case STRS -> RandomEvents.INTS_KEY + 1;
    };
  }

  private String options() {
    return switch (random.nextInt(5)) {
      case 0 -> ", required=False";
      case 1 -> ", coerce_type=False";
      case 2 -> ", required=False, coerce_type=False";
      default -> "";
    };
  }

  private String assignment() {
    Kind kind =
        new Kind[] {Kind.INT, Kind.FLOAT, Kind.BOOL, Kind.BOOL, Kind.STR, Kind.STRS, Kind.INTS}
            [random.nextInt(7)];
    String name = fresh("X");
    String value = value(kind, 3);
    names.get(kind).add(name);
    return name + (chance(4) ? ": " + kind.annotation : "") + " = " + value + "\n";
  }

  /** A local name and its use. */
  private String local() {
    String local = "_v" + count++;
    String first = local + " = " + bool(2) + "\n";
    String name = fresh("X");
    String second = name + " = " + local + " and " + bool(1) + "\n";
    names.get(Kind.BOOL).add(name);
    return first + second;
  }

  private String rule() {
    StringBuilder text = new StringBuilder();
    String name = fresh("R");
    text.append(name + " = Rule(when_all=[" + bool(3));
    for (int i = random.nextInt(3); i > 0; i--) {
      text.append(", ").append(bool(2));
    }
    String description = chance(2) ? "'d'" : format();
    names.get(Kind.RULE).add(name);
    return text.append("], description=" + description + ")\n").toString();
  }

  private String consequence() {
    StringBuilder text = new StringBuilder("WhenRules(rules_any=[" + name(Kind.RULE));
    if (chance(2)) {
      text.append(", ").append(name(Kind.RULE));
    }
    text.append("], then=[").append(effect());
    if (chance(2)) {
      text.append(", ").append(effect());
    }
    text.append("]");
    if (chance(6)) {
      text.append(pick(", mode='shadow'", ", mode='review'", ", expires='2026-01-02'"));
    }
    return text.append(")\n").toString();
  }

  private String effect() {
    if (chance(4)) {
      return chance(2)
          ? "Enforce(action='limit', entity=" + name(Kind.ENTITY) + ", strikes=1)"
          : "Review(queue='spam', entity=" + name(Kind.ENTITY) + ", score=" + real(1) + ")";
    }
    if (chance(2)) {
      return "DeclareVerdict(verdict=" + (chance(2) ? "'deny'" : str(1)) + ")";
    }
    return (chance(3) ? "LabelRemove" : "LabelAdd")
        + "(entity="
        + name(chance(2) ? Kind.ENTITY : Kind.NUMBERED)
        + ", label='"
        + (chance(2) ? "spam" : "good")
        + "'"
        + (chance(3) ? ", apply_if=" + name(Kind.RULE) : "")
        + (chance(3) ? ", expires_after=" + name(Kind.SPAN) : "")
        + ")";
  }

  // ---- state

  /** A model's score, and what may be made of it. */
  private String score() {
    String name = fresh("S");
    String amount =
        name(new Kind[] {Kind.INT, Kind.FLOAT, Kind.MAYBE_FLOAT, Kind.BOOL}[random.nextInt(4)]);
    String inputs =
        pick(amount, value(Kind.FLOAT, 2)) + ", " + name(chance(2) ? Kind.STR : Kind.MAYBE_STR);
    String when = chance(2) ? "" : ", when_all=[" + bool(2) + "]";
    StringBuilder text =
        new StringBuilder(
            "%s = ModelScore(model='m', inputs=[%s, %s], columns=['Amount', 'TextSeen', 'Yes'], absent=['age']%s)\n"
                .formatted(name, inputs, name(chance(2) ? Kind.BOOL : Kind.MAYBE_BOOL), when));
    names.get(Kind.MAYBE_FLOAT).add(name);
    if (chance(2)) {
      String above = fresh("S");
      text.append(above + " = ModelAbove(score=" + name + ", precision=0.5)\n");
      names.get(Kind.BOOL).add(above);
    }
    if (chance(3)) {
      String probable = fresh("S");
      text.append(probable + " = ModelProbability(score=" + name + ")\n");
      names.get(Kind.MAYBE_FLOAT).add(probable);
    }
    return text.toString();
  }

  /** A declared feature: of leaves, and of earlier features of the same entity. */
  private String feature() {
    if (chance(6)) {
      String list = fresh("L");
      lists.add(list);
      return list + " = [" + condition() + ", " + condition() + "]\n";
    }
    String name = fresh("F");
    String entity = name(Kind.ENTITY);
    String key =
        "key=["
            + entity
            + (chance(3)
                ? ", "
                    + (chance(2) ? leaf(Kind.STR) : "TimeSince(timestamp=" + leaf(Kind.STR) + ")")
                : "")
            + "]";
    String windowed =
        key + ", window=TimeDelta(seconds=" + pick("30", "100", "1000") + ")" + when(entity);
    Kind kind = Kind.INT;
    String call;
    switch (random.nextInt(11)) {
      case 0, 1, 2 -> call = "Count(" + windowed + (chance(3) ? ", exact=True" : "") + ")";
      case 3 -> call = "CountUnique(of=" + anyLeaf() + ", " + windowed + ")";
      case 4 -> {
        kind = Kind.FLOAT;
        call = "Sum(of=" + leaf(chance(2) ? Kind.INT : Kind.MAYBE_FLOAT) + ", " + windowed + ")";
      }
      case 5 -> {
        kind = Kind.FLOAT;
        call = "Rate(" + key + ", half_life=TimeDelta(seconds=60)" + when(entity) + ")";
      }
      case 6 -> {
        kind = Kind.STRS;
        call = "TopK(of=" + anyLeaf() + ", k=2, " + windowed + ")";
      }
      case 7 -> {
        kind = Kind.SPAN;
        call = "FirstSeen(" + key + when(entity) + ")";
      }
      case 8 -> {
        kind = Kind.BOOL;
        call =
            "Sequence(steps=[%s, %s], within=TimeDelta(seconds=200), %s)"
                .formatted(condition(), condition(), key);
      }
      default -> {
        if (counters.isEmpty()) {
          return "";
        }
        String counter = pick(List.copyOf(counters.keySet()));
        if (chance(2)) {
          kind = Kind.BOOL;
          call = "Crossed(value=" + counter + ", threshold=" + pick("1", "2", "3.5") + ")";
        } else {
          call = "ReadCount(counter='" + counter + "', key=[" + entity + "])";
        }
      }
    }
    names.get(kind).add(name);
    if (call.startsWith("Count")) {
      counters.put(name, entity);
    }
    return name + " = " + call + "\n";
  }

  private String when(String entity) {
    return switch (random.nextInt(5)) {
      case 0 -> "";
      case 4 -> ", when_all=" + (chance(3) || lists.isEmpty() ? "[]" : pick(lists));
      case 1 -> ", when_all=[" + condition() + ", " + condition() + "]";
      case 2 -> {
        String same =
            counters.entrySet().stream()
                .filter(counter -> counter.getValue().equals(entity))
                .map(counter -> counter.getKey() + " > 1")
                .findFirst()
                .orElseGet(this::condition);
        yield ", when_all=[" + same + "]";
      }
      default -> ", when_all=[" + condition() + "]";
    };
  }

  /** A condition that depends on the event alone; products may leave 64 bits. */
  private String condition() {
    return switch (random.nextInt(6)) {
      case 0 -> "GetActionName() == 'post'";
      case 1 -> "(%s * %s) > %s".formatted(leaf(Kind.INT), leaf(Kind.INT), pick(INTS));
      case 2 -> "RegexMatch(pattern=%s, target=%s)".formatted(pick(PATTERNS), leaf(Kind.STR));
      case 3 -> leaf(Kind.INT) + " != " + pick(INTS);
      case 4 -> "TimeSince(timestamp=" + leaf(Kind.STR) + ") > 2";
      default -> leaf(Kind.BOOL) + " == True";
    };
  }

  private String anyLeaf() {
    return leaf(new Kind[] {Kind.STR, Kind.MAYBE_STR, Kind.INT, Kind.BOOL}[random.nextInt(4)]);
  }

  private String leaf(Kind kind) {
    return pick(leaves.get(kind));
  }

  /** A counter or a value by a key that the rules make. */
  private String counter() {
    String name = fresh("W");
    String key = "key=" + (chance(2) ? "f'{" + name(Kind.ENTITY) + "}-x'" : str(1));
    String conditions = ", when_all=[" + bool(1) + "]";
    String call =
        switch (random.nextInt(4)) {
          case 0 -> "IncrementWindow(" + key + ", window_seconds=100" + conditions + ")";
          case 1 -> "GetWindowCount(" + key + ", window_seconds=100" + conditions + ")";
          case 2 ->
              "CacheSetInt("
                  + key
                  + ", value="
                  + integer(1)
                  + ", ttl_seconds=90"
                  + conditions
                  + ")";
          default -> "CacheGetInt(" + key + ", default=" + integer(0) + conditions + ")";
        };
    names.get(Kind.INT).add(name);
    return name + " = " + call + "\n";
  }

  // ---- expressions

  private String value(Kind kind, int depth) {
    return switch (kind) {
      case INT -> integer(depth);
      case FLOAT -> real(depth);
      case BOOL -> bool(depth);
      case STR -> str(depth);
      case INTS -> ints(depth);
      case STRS -> strs(depth);
      case MAYBE_INT, MAYBE_FLOAT, MAYBE_STR, MAYBE_BOOL, ENTITY, NUMBERED, RULE, SPAN ->
          name(kind);
    };
  }

  private String integer(int depth) {
    if (depth <= 0) {
      return chance(3) ? pick(INTS) : name(Kind.INT);
    }
    return switch (random.nextInt(12)) {
      case 0, 1 -> "(" + integer(depth - 1) + pick(" + ", " - ") + integer(depth - 1) + ")";
      case 2 -> "(" + integer(depth - 1) + " * " + smallInteger() + ")";
      case 3 -> "(" + integer(depth - 1) + pick(" // ", " % ") + integer(depth - 1) + ")";
      case 4 -> "(" + integer(depth - 1) + pick(" | ", " & ", " ^ ") + integer(depth - 1) + ")";
      case 5 -> "(" + integer(depth - 1) + pick(" << ", " >> ") + random.nextInt(70) + ")";
      case 6 -> "(" + smallInteger() + " ** " + random.nextInt(4) + ")";
      case 7 -> "(-" + integer(depth - 1) + ")";
      case 8 -> "StringLength(s=" + str(depth - 1) + ")";
      case 9 -> "ListLength(list=" + (chance(2) ? strs(depth - 1) : ints(depth - 1)) + ")";
      case 10 ->
          "ResolveOptional(optional_value="
              + name(Kind.MAYBE_INT)
              + (chance(2) ? ", default_value=" + integer(depth - 1) : "")
              + (chance(4) ? ", should_report_error=True" : "")
              + ")";
      default -> integer(0);
    };
  }

  private String smallInteger() {
    return chance(2) ? pick(INTS) : pick(leaves.get(Kind.INT));
  }

  private String real(int depth) {
    if (depth <= 0) {
      return chance(3) ? pick(FLOATS) : name(Kind.FLOAT);
    }
    return switch (random.nextInt(7)) {
      case 0 -> "(" + real(depth - 1) + pick(" + ", " - ", " * ") + real(depth - 1) + ")";
      case 1 -> "(" + number(depth - 1) + " / " + number(depth - 1) + ")";
      case 2 -> "(" + real(depth - 1) + pick(" + ", " - ", " * ") + integer(depth - 1) + ")";
      case 3 -> "(" + integer(depth - 1) + pick(" // ", " % ") + real(depth - 1) + ")";
      case 4 -> "(-" + real(depth - 1) + ")";
      case 5 ->
          "ResolveOptional(optional_value="
              + name(Kind.MAYBE_FLOAT)
              + ", default_value="
              + real(depth - 1)
              + ")";
      default -> real(0);
    };
  }

  private String number(int depth) {
    return chance(2) ? integer(depth) : real(depth);
  }

  private String bool(int depth) {
    if (depth <= 0) {
      return switch (random.nextInt(8)) {
        case 0 -> "True";
        case 1 -> "False";
        default -> name(Kind.BOOL);
      };
    }
    return switch (random.nextInt(18)) {
      case 0, 1 ->
          "(" + number(depth - 1) + pick(" < ", " <= ", " > ", " >= ") + number(depth - 1) + ")";
      case 2 -> "(" + integer(depth - 1) + pick(" == ", " != ") + integer(depth - 1) + ")";
      case 3 -> "(" + str(depth - 1) + pick(" == ", " != ") + str(depth - 1) + ")";
      case 4 -> "(" + str(depth - 1) + pick(" in ", " not in ") + str(depth - 1) + ")";
      case 5 -> "(" + str(depth - 1) + pick(" in ", " not in ") + strs(depth - 1) + ")";
      case 6 -> "(" + integer(depth - 1) + pick(" in ", " not in ") + ints(depth - 1) + ")";
      case 7, 8 -> "(" + operand(depth) + pick(" and ", " or ") + operand(depth) + ")";
      case 9 -> "(" + operand(depth) + " and " + operand(depth) + " and " + operand(depth) + ")";
      case 10 -> "(not " + operand(depth) + ")";
      case 11 -> narrowed(depth);
      case 12 -> "(" + name(maybe()) + pick(" == ", " != ") + "None)";
      case 13 -> matches(depth);
      case 14 -> "StringStartsWith(s=" + str(depth - 1) + ", start=" + str(0) + ")";
      case 15 -> "(" + same(depth) + ")";
      case 16 ->
          "HasLabel(entity="
              + name(chance(2) ? Kind.ENTITY : Kind.NUMBERED)
              + ", label='spam'"
              + (chance(3) ? ", status='removed'" : "")
              + ")";
      default -> bool(0);
    };
  }

  /** Operands of and, or and not: a rule counts as its truth. */
  private String operand(int depth) {
    List<String> rules = names.get(Kind.RULE);
    return !rules.isEmpty() && chance(4) ? pick(rules) : bool(depth - 1);
  }

  private Kind maybe() {
    return new Kind[] {Kind.MAYBE_INT, Kind.MAYBE_FLOAT, Kind.MAYBE_STR, Kind.MAYBE_BOOL}
        [random.nextInt(4)];
  }

  private String narrowed(int depth) {
    String maybe = name(Kind.MAYBE_INT);
    return chance(2)
        ? "(%s != None and (%s > %s or %s))"
            .formatted(maybe, maybe, integer(depth - 1), bool(depth - 1))
        : "(%s == None or %s + 1 <= %s)".formatted(maybe, maybe, number(depth - 1));
  }

  private String same(int depth) {
    return switch (random.nextInt(4)) {
      case 0 -> name(Kind.MAYBE_INT) + " == " + integer(depth - 1);
      case 1 -> name(Kind.MAYBE_STR) + " != " + str(depth - 1);
      case 2 -> name(Kind.ENTITY) + " == " + name(Kind.ENTITY);
      default -> name(Kind.MAYBE_BOOL) + " == " + bool(depth - 1);
    };
  }

  private String matches(int depth) {
    String insensitive = chance(2) ? ", case_insensitive=True" : "";
    return chance(3)
        ? "RegexMatchMap(pattern=%s, target=%s%s%s)"
            .formatted(
                pick(PATTERNS), strs(depth - 1), chance(2) ? ", mode='all'" : "", insensitive)
        : "RegexMatch(pattern=%s, target=%s%s)"
            .formatted(pick(PATTERNS), str(depth - 1), insensitive);
  }

  private String str(int depth) {
    if (depth <= 0) {
      return chance(3) ? pick(STRS) : name(Kind.STR);
    }
    return switch (random.nextInt(12)) {
      case 0 ->
          "("
              + str(depth - 1)
              + " + "
              + (chance(2) ? pick(STRS) : pick(leaves.get(Kind.STR)))
              + ")";
      case 1 -> format();
      case 2 -> pick("StringToLower", "StringToUpper") + "(s=" + str(depth - 1) + ")";
      case 3 -> "StringStrip(s=" + str(depth - 1) + (chance(2) ? ", chars=' a'" : "") + ")";
      case 4 -> "StringReplace(s=" + str(depth - 1) + ", old='a', new='bb')";
      case 5 ->
          "StringSlice(s=" + str(depth - 1) + ", start=1, end=" + (1 + random.nextInt(5)) + ")";
      case 6 -> "StringJoin(s=', ', iterable=" + strs(depth - 1) + ")";
      case 7 -> pick("HashSha1", "HashMd5") + "(input=" + str(depth - 1) + ")";
      case 8 -> "GetActionName()";
      case 9 -> "ListRead(list=" + strs(depth - 1) + ", index=" + random.nextInt(3) + ")";
      case 10 ->
          "ResolveOptional(optional_value="
              + name(Kind.MAYBE_STR)
              + (chance(2) ? ", default_value=" + str(depth - 1) : "")
              + ")";
      default -> str(0);
    };
  }

  private String format() {
    Kind kind =
        new Kind[] {Kind.INT, Kind.FLOAT, Kind.BOOL, Kind.ENTITY, Kind.NUMBERED}[random.nextInt(5)];
    return "f'"
        + pick("", "a ", "{{x}} ")
        + "{"
        + name(kind)
        + "}"
        + pick("", " b ")
        + (chance(2) ? "{" + pick(leaves.get(Kind.STR)) + "}" : "")
        + "'";
  }

  private String ints(int depth) {
    if (depth <= 0 || chance(3)) {
      return chance(2) ? name(Kind.INTS) : "[1, 2, 3]";
    }
    return "[" + integer(depth - 1) + (chance(2) ? ", " + integer(depth - 1) : "") + "]";
  }

  private String strs(int depth) {
    if (depth <= 0 || chance(3)) {
      return chance(2) ? name(Kind.STRS) : "['a', 'k', 'free money']";
    }
    return switch (random.nextInt(3)) {
      case 0 -> "StringSplit(s=" + str(depth - 1) + (chance(2) ? ", sep='a'" : "") + ")";
      case 1 -> "ListSort(list=" + strs(depth - 1) + ")";
      default -> "[" + str(depth - 1) + (chance(2) ? ", " + str(depth - 1) : "") + "]";
    };
  }

  // ---- choices

  private String fresh(String prefix) {
    return prefix + count++;
  }

  private String name(Kind kind) {
    return pick(names.get(kind));
  }

  private boolean chance(int oneIn) {
    return random.nextInt(oneIn) == 0;
  }

  private String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private String pick(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
