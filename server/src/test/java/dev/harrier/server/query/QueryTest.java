package dev.harrier.server.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harrier.lang.source.DiagnosticPrinter;
import dev.harrier.lang.syntax.Tree.CompareOperator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Questions about decisions: what they find, what is refused, and what hostile ones cannot do. */
class QueryTest {
  private static final List<String> WORDS =
      List.of("spam", "Spam.Example", "ÉTÉ", "été", "a'b", "x\"y", "%", "_", "\\", "", "?", "ΣΣ");

  private static StoredDecision decision(int id, Map<String, @Nullable Object> features) {
    return new StoredDecision(
        "e" + id,
        "web",
        "post",
        1_788_000_000_000_000L + id * 600_000_000L,
        "ALLOW",
        id % 2 == 0 ? List.of("hold") : List.of(),
        List.of(),
        "[]",
        id % 3 == 0 ? List.of("User/spam/1") : List.of("User/spam/0"),
        "sha256:0",
        features);
  }

  private static Map<String, @Nullable Object> features(@Nullable Object... pairs) {
    Map<String, @Nullable Object> features = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      features.put(String.valueOf(pairs[i]), pairs[i + 1]);
    }
    return features;
  }

  private static final List<StoredDecision> THREE =
      List.of(
          decision(
              0,
              features(
                  "N",
                  25L,
                  "Text",
                  "hello",
                  "Big",
                  true,
                  "Domains",
                  List.of("a.example", "Spam.Example"))),
          decision(1, features("N", 3L, "Text", null, "Big", false, "Domains", List.of())),
          decision(
              2,
              features(
                  "N", null, "Text", "HELLO there", "Big", null, "Domains", List.of("b.example"))));

  private static StoredDecisions stored(List<StoredDecision> decisions) {
    return each -> {
      for (StoredDecision decision : decisions) {
        each.decision(decision);
      }
    };
  }

  private static List<Long> found(String question) throws Exception {
    try (DecisionTable table = DecisionTable.load(stored(THREE))) {
      return switch (Query.of(question, table)) {
        case Query.Ready ready -> ready.query().places();
        case Query.Rejected rejected ->
            throw new AssertionError(DiagnosticPrinter.print(rejected.diagnostics()));
      };
    }
  }

  private static String refused(String question) throws Exception {
    try (DecisionTable table = DecisionTable.load(stored(THREE))) {
      return switch (Query.of(question, table)) {
        case Query.Ready ready -> throw new AssertionError(question + " was taken");
        case Query.Rejected rejected -> DiagnosticPrinter.print(rejected.diagnostics());
      };
    }
  }

  @Test
  void boundsAreNotReachedByWhatIsAbsent() throws Exception {
    assertThat(found("N > 2")).containsExactly(0L, 1L);
    assertThat(found("20 < N")).containsExactly(0L);
    assertThat(found("not N > 2")).containsExactly(2L);
  }

  @Test
  void absenceEqualsNoneAlone() throws Exception {
    assertThat(found("N == None")).containsExactly(2L);
    assertThat(found("N != 3")).containsExactly(0L, 2L);
    assertThat(found("N in [3, None]")).containsExactly(1L, 2L);
    assertThat(found("N not in [3, None]")).containsExactly(0L);
  }

  @Test
  void aTextOrAnItemContainsWhateverItsCase() throws Exception {
    assertThat(found("'hello' in Text")).containsExactly(0L, 2L);
    assertThat(found("\"spam.example\" in Domains")).containsExactly(0L);
    assertThat(found("N > 20 and \"spam.example\" in Domains")).containsExactly(0L);
  }

  @Test
  void labelsAndVerdictsAreAskedByFunctions() throws Exception {
    assertThat(found("DidAddLabel(entity_type='User', label_name='spam')")).containsExactly(0L);
    assertThat(found("DidRemoveLabel(entity_type='User', label_name='spam')"))
        .containsExactly(1L, 2L);
    assertThat(found("DidDeclareVerdict(verdict='hold') and Big")).containsExactly(0L);
    assertThat(found("RegexMatch(target=Text, pattern='^h.*o$')")).containsExactly(0L);
  }

  @Test
  void whatIsWrongIsToldInABox() throws Exception {
    assertThat(refused("Nn > 2"))
        .isEqualTo(
            """
            error: unknown feature `Nn`
            --> query:1:8
                 |
               1 | Query = Nn > 2
                 |         ^ no decision has a feature of this name""");
    assertThat(refused("N > 'x'")).contains("`N` is int, which `>` does not compare with a str");
    assertThat(refused("1 == 2")).contains("cannot compare a literal to another literal");
    assertThat(refused("N + 1 > 2")).contains("unexpected node type");
    assertThat(refused("Text")).contains("`Text` is str, expected bool");
    assertThat(refused("3")).contains("the operand must not be a literal");
    assertThat(refused("RegexMatch(target=Text, pattern='(')")).contains("invalid pattern");
    assertThat(refused("N >")).startsWith("error: ");
    assertThat(refused("N > 1 and Nn > 2 and Mm > 3")).startsWith("2 errors");
  }

  @Test
  void whatAnAuthorWritesIsNeverSql() throws Exception {
    for (String hostile :
        List.of(
            "' OR 1=1 --",
            "'; DROP TABLE decisions; --",
            "\\'; COPY decisions TO 'x.csv'; --",
            "$1",
            "?",
            "\u0000",
            "\" OR \"\"=\"")) {
      String literal =
          "'" + hostile.replace("\\", "\\\\").replace("'", "\\'").replace("\u0000", "\\x00") + "'";
      assertThat(found("Text == " + literal)).isEmpty();
      assertThat(found(literal + " in Text")).isEmpty();
      assertThat(found("DidAddLabel(entity_type=" + literal + ", label_name='x')")).isEmpty();
      assertThat(found("N > 2 or Text in [" + literal + "]")).containsExactly(0L, 1L);
    }
  }

  @Test
  void decisionsAreCountedOverTimeAndByValue() throws Exception {
    try (DecisionTable table = DecisionTable.load(stored(THREE))) {
      Query query = ((Query.Ready) Query.of("Big == True or N != 25", table)).query();

      assertThat(query.count()).isEqualTo(3);
      assertThat(
              query.countBy(Duration.ofDays(1)).stream().mapToLong(Query.Bucket::decisions).sum())
          .isEqualTo(3);
      assertThat(query.countBy(Duration.ofMinutes(10))).hasSize(3);
      assertThat(query.top("Domains", 9))
          .containsExactly(
              new Query.Value("Spam.Example", 1),
              new Query.Value("a.example", 1),
              new Query.Value("b.example", 1));
      assertThat(query.rows(1).getFirst().id()).isEqualTo("e2");
    }
  }

  // Random questions against plain evaluation.

  private static final Map<String, Column> COLUMNS = new LinkedHashMap<>();

  static {
    for (Column column :
        List.of(
            new Column("I", "I", Column.Kind.INT),
            new Column("J", "J", Column.Kind.INT),
            new Column("F", "F", Column.Kind.FLOAT),
            new Column("S", "S", Column.Kind.STR),
            new Column("T", "T", Column.Kind.STR),
            new Column("B", "B", Column.Kind.BOOL),
            new Column("L", "L", Column.Kind.STRS),
            new Column("K", "K", Column.Kind.INTS))) {
      COLUMNS.put(column.feature(), column);
    }
  }

  @Test
  void aQuestionFindsWhatPlainEvaluationFinds() throws Exception {
    List<StoredDecision> rows = randomRows(new Random(1), 400);
    try (DecisionTable table = DecisionTable.load(stored(rows))) {
      assertThat(table.columns()).isEqualTo(COLUMNS);
      int neither = 0;
      for (int seed = 0; seed < 300; seed++) {
        Condition condition = randomCondition(new Random(seed), 3);
        String text = text(condition);
        Query query = ((Query.Ready) Query.of(text, table)).query();
        List<Long> expected = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
          if (holds(condition, rows.get(i))) {
            expected.add((long) i);
          }
        }
        assertThat(query.places()).as("seed %d: %s", seed, text).isEqualTo(expected);
        neither += expected.isEmpty() || expected.size() == rows.size() ? 1 : 0;
      }
      assertThat(neither).as("questions that find nothing or all").isLessThan(150);
    }
  }

  private static List<StoredDecision> randomRows(Random random, int count) {
    List<StoredDecision> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Map<String, @Nullable Object> features = new LinkedHashMap<>();
      for (Column column : COLUMNS.values()) {
        features.put(
            column.feature(),
            random.nextInt(6) == 0 && i > 5 ? null : value(column.kind(), random));
      }
      rows.add(decision(i, features));
    }
    return rows;
  }

  private static Object value(Column.Kind kind, Random random) {
    return switch (kind) {
      case INT -> (long) random.nextInt(7) - 3;
      case FLOAT -> (random.nextInt(13) - 6) / 2.0;
      case STR -> WORDS.get(random.nextInt(WORDS.size())) + (random.nextBoolean() ? " spam" : "");
      case BOOL -> random.nextBoolean();
      default -> {
        List<Object> items = new ArrayList<>(List.of(value(kind.item(), random)));
        while (random.nextBoolean()) {
          items.add(value(kind.item(), random));
        }
        yield items;
      }
    };
  }

  private static Condition randomCondition(Random random, int depth) {
    if (depth > 0 && random.nextInt(3) > 0) {
      List<Condition> operands =
          List.of(randomCondition(random, depth - 1), randomCondition(random, depth - 1));
      return switch (random.nextInt(3)) {
        case 0 -> new Condition.And(operands);
        case 1 -> new Condition.Or(operands);
        default -> new Condition.Not(operands.getFirst());
      };
    }
    CompareOperator any = CompareOperator.values()[random.nextInt(6)];
    Column scalar = COLUMNS.get(List.of("I", "F", "S").get(random.nextInt(3)));
    return switch (random.nextInt(9)) {
      case 0, 1 -> new Condition.Compare(scalar, any, value(scalar.kind(), random));
      case 2 ->
          new Condition.Compare(
              scalar,
              random.nextBoolean() ? CompareOperator.EQUAL : CompareOperator.NOT_EQUAL,
              null);
      case 3 ->
          random.nextBoolean()
              ? new Condition.CompareColumns(COLUMNS.get("I"), any, COLUMNS.get("F"))
              : new Condition.CompareColumns(COLUMNS.get("S"), any, COLUMNS.get("T"));
      case 4 -> {
        List<@Nullable Object> items =
            new ArrayList<>(List.of(value(scalar.kind(), random), value(scalar.kind(), random)));
        if (random.nextBoolean()) {
          items.add(null);
        }
        yield new Condition.OneOf(scalar, items);
      }
      case 5 ->
          new Condition.Contains(
              COLUMNS.get(random.nextBoolean() ? "S" : "L"),
              WORDS.get(random.nextInt(WORDS.size())));
      case 6 -> new Condition.Holds(COLUMNS.get("K"), value(Column.Kind.INT, random));
      case 7 ->
          random.nextBoolean()
              ? new Condition.Truth(COLUMNS.get("B"))
              : new Condition.Matches(COLUMNS.get("S"), "^[a-zÉ]");
      default ->
          random.nextBoolean()
              ? new Condition.Changed("User/spam/1")
              : new Condition.Declared("hold");
    };
  }

  /** The condition as an author writes it. */
  private static String text(Condition condition) {
    return switch (condition) {
      case Condition.And and ->
          "(" + text(and.operands().get(0)) + " and " + text(and.operands().get(1)) + ")";
      case Condition.Or or ->
          "(" + text(or.operands().get(0)) + " or " + text(or.operands().get(1)) + ")";
      case Condition.Not not -> "(not " + text(not.operand()) + ")";
      case Condition.Truth truth -> truth.column().feature();
      case Condition.Compare c ->
          c.column().feature() + " " + c.operator().symbol() + " " + literal(c.literal());
      case Condition.CompareColumns c ->
          c.left().feature() + " " + c.operator().symbol() + " " + c.right().feature();
      case Condition.OneOf o ->
          o.column().feature()
              + " in ["
              + String.join(", ", o.items().stream().map(QueryTest::literal).toList())
              + "]";
      case Condition.Contains c -> literal(c.part()) + " in " + c.column().feature();
      case Condition.Holds h -> literal(h.item()) + " in " + h.column().feature();
      case Condition.Matches m ->
          "RegexMatch(target=" + m.column().feature() + ", pattern=" + literal(m.pattern()) + ")";
      case Condition.Changed c -> "DidAddLabel(entity_type='User', label_name='spam')";
      case Condition.Declared d -> "DidDeclareVerdict(verdict='" + d.verdict() + "')";
    };
  }

  private static String literal(@Nullable Object value) {
    return switch (value) {
      case null -> "None";
      case String text -> "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
      default -> value.toString();
    };
  }

  /** The meaning of a condition, without a database. */
  private static boolean holds(Condition condition, StoredDecision row) {
    return switch (condition) {
      case Condition.And and -> and.operands().stream().allMatch(each -> holds(each, row));
      case Condition.Or or -> or.operands().stream().anyMatch(each -> holds(each, row));
      case Condition.Not not -> !holds(not.operand(), row);
      case Condition.Truth truth -> Boolean.TRUE.equals(of(truth.column(), row));
      case Condition.Compare c -> compare(of(c.column(), row), c.operator(), c.literal());
      case Condition.CompareColumns c ->
          compare(of(c.left(), row), c.operator(), of(c.right(), row));
      case Condition.OneOf o ->
          o.items().stream()
              .anyMatch(item -> compare(of(o.column(), row), CompareOperator.EQUAL, item));
      case Condition.Contains c ->
          switch (of(c.column(), row)) {
            case null -> false;
            case List<?> items ->
                items.stream().anyMatch(item -> folded(item.toString()).contains(folded(c.part())));
            case Object text -> folded(text.toString()).contains(folded(c.part()));
          };
      case Condition.Holds h ->
          of(h.column(), row) instanceof List<?> items && items.contains(h.item());
      case Condition.Matches m ->
          of(m.column(), row) instanceof String text
              && Pattern.compile(m.pattern()).matcher(text).find();
      case Condition.Changed c -> row.labels().contains(c.change());
      case Condition.Declared d -> row.verdicts().contains(d.verdict());
    };
  }

  private static @Nullable Object of(Column column, StoredDecision row) {
    return row.features().get(column.feature());
  }

  private static String folded(String text) {
    return text.codePoints()
        .map(Character::toLowerCase)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static boolean compare(
      @Nullable Object left, CompareOperator operator, @Nullable Object right) {
    if (left == null || right == null) {
      return operator == CompareOperator.EQUAL && left == right
          || operator == CompareOperator.NOT_EQUAL && left != right;
    }
    int order =
        left instanceof Number one && right instanceof Number other
            ? Double.compare(one.doubleValue(), other.doubleValue())
            : left.toString().compareTo(right.toString());
    return switch (operator) {
      case EQUAL -> order == 0;
      case NOT_EQUAL -> order != 0;
      case LESS -> order < 0;
      case LESS_OR_EQUAL -> order <= 0;
      case GREATER -> order > 0;
      case GREATER_OR_EQUAL -> order >= 0;
      case IN, NOT_IN -> throw new AssertionError(operator);
    };
  }

  // Parquet.

  @Test
  void everyFeatureIsAColumnOfItsType(@TempDir Path folder) throws Exception {
    assertThat(DecisionTable.export(stored(THREE), folder)).hasSize(1);

    assertThat(parquet(folder, "SELECT id, N, Text, Big, Domains FROM %s ORDER BY id"))
        .containsExactly(
            "e0|25|hello|true|[a.example, Spam.Example]",
            "e1|3|null|false|[]",
            "e2|null|HELLO there|null|[b.example]");
    assertThat(parquet(folder, "SELECT typeof(N), typeof(time), typeof(Domains) FROM %s LIMIT 1"))
        .containsExactly("BIGINT|TIMESTAMP|VARCHAR[]");
  }

  @Test
  void onlyDaysThatGrewAreWrittenAgain(@TempDir Path folder) throws Exception {
    List<StoredDecision> first = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      first.add(decision(i, features("N", (long) i)));
    }
    int days = DecisionTable.export(stored(first), folder).size();
    assertThat(days).isGreaterThan(1);
    assertThat(DecisionTable.export(stored(first), folder)).isEmpty();

    first.add(decision(300, features("N", 300L)));
    assertThat(DecisionTable.export(stored(first), folder)).hasSize(1);
    assertThat(parquet(folder, "SELECT count(*), sum(N) FROM %s"))
        .containsExactly("301|" + 300 * 301 / 2);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).allMatch(file -> file.toString().endsWith(".parquet"));
    }
  }

  @Test
  void featuresWhoseNamesDifferInCaseOnlyAreTwoColumns(@TempDir Path folder) throws Exception {
    DecisionTable.export(
        stored(List.of(decision(0, features("Text", "a", "TEXT", "b", "Id", 1L)))), folder);

    assertThat(parquet(folder, "SELECT id, Text, TEXT_2, Id_2 FROM %s"))
        .containsExactly("e0|a|b|1");
  }

  private static List<String> parquet(Path folder, String sql) throws Exception {
    String files = "read_parquet('" + folder.toString().replace("'", "''") + "/*.parquet')";
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet results = statement.executeQuery(sql.formatted(files))) {
      List<String> rows = new ArrayList<>();
      while (results.next()) {
        List<String> cells = new ArrayList<>();
        for (int i = 1; i <= results.getMetaData().getColumnCount(); i++) {
          cells.add(String.valueOf(results.getObject(i)));
        }
        rows.add(String.join("|", cells));
      }
      return rows;
    }
  }
}
