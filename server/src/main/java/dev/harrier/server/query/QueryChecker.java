package dev.harrier.server.query;

import dev.harrier.lang.source.Diagnostic;
import dev.harrier.lang.source.SourceFile;
import dev.harrier.lang.source.Span;
import dev.harrier.lang.syntax.Parser;
import dev.harrier.lang.syntax.Tree;
import dev.harrier.lang.syntax.Tree.CompareOperator;
import dev.harrier.lang.syntax.Tree.Expression;
import dev.harrier.server.query.Column.Kind;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Parses a question and checks it against the columns. All that is wrong is told at once. */
final class QueryChecker {
  private static final String CODE = "query";

  /** The statement that a question is the right side of. */
  private static final String PREFIX = "Query = ";

  private final Map<String, Column> columns;
  private final List<Diagnostic> problems = new ArrayList<>();
  private final Set<String> read = new TreeSet<>();

  private QueryChecker(Map<String, Column> columns) {
    this.columns = columns;
  }

  /** Stands for a condition that has been reported. */
  private static final Condition WRONG = new Condition.Or(List.of());

  /**
   * @param condition null exactly when there are problems
   * @param features those it names, in order
   */
  record Result(@Nullable Condition condition, List<String> features, List<Diagnostic> problems) {}

  static Result check(String text, Map<String, Column> columns) {
    SourceFile file = new SourceFile("query", PREFIX + text.strip());
    Parser.Result parsed = Parser.parse(file);
    Tree.Unit unit = parsed.unit();
    if (unit == null) {
      return new Result(null, List.of(), parsed.diagnostics());
    }
    QueryChecker checker = new QueryChecker(columns);
    Condition condition = checker.statements(unit);
    return checker.problems.isEmpty()
        ? new Result(condition, List.copyOf(checker.read), List.of())
        : new Result(null, List.of(), checker.problems.stream().sorted(Diagnostic.ORDER).toList());
  }

  private Condition wrong(String message, Span span, String... hints) {
    problems.add(Diagnostic.error(CODE, message, span, hints));
    return WRONG;
  }

  private Condition statements(Tree.Unit unit) {
    if (unit.statements().size() != 1
        || !(unit.statements().getFirst() instanceof Tree.Assign assign)) {
      Span span = new Span(unit.file(), 1, PREFIX.length());
      return wrong(
          "the query must be one expression",
          span,
          "found " + unit.statements().size() + " statements");
    }
    return condition(assign.value());
  }

  private Condition condition(Expression expression) {
    return switch (expression) {
      case Tree.BooleanOperation operation -> {
        List<Condition> operands = operation.operands().stream().map(this::condition).toList();
        yield switch (operation.operator()) {
          case AND -> new Condition.And(operands);
          case OR -> new Condition.Or(operands);
        };
      }
      case Tree.Unary unary ->
          unary.operator() == Tree.UnaryOperator.NOT
              ? new Condition.Not(condition(unary.operand()))
              : unexpected(unary.span(), "arithmetic");
      case Tree.Compare compare -> compare(compare);
      case Tree.Call call -> call(call);
      case Tree.Name name -> truth(name);
      case Tree.StringLiteral literal -> literalOperand(literal.span());
      case Tree.IntLiteral literal -> literalOperand(literal.span());
      case Tree.FloatLiteral literal -> literalOperand(literal.span());
      case Tree.BoolLiteral literal -> literalOperand(literal.span());
      case Tree.NoneLiteral literal -> literalOperand(literal.span());
      case Tree.ListLiteral literal -> literalOperand(literal.span());
      case Tree.FormatString format -> unexpected(format.span(), "a format string");
      case Tree.Binary binary -> unexpected(binary.span(), "arithmetic");
      case Tree.Attribute attribute -> unexpected(attribute.span(), "an attribute");
    };
  }

  private Condition unexpected(Span span, String what) {
    return wrong(
        "unexpected node type",
        span,
        "a query is made of comparisons, `and`, `or`, `not`, features, literals and lists, not of "
            + what);
  }

  private Condition literalOperand(Span span) {
    return wrong(
        "the operand must not be a literal", span, "expected a comparison or a bool feature");
  }

  private @Nullable Column column(Tree.Name name) {
    Column column = columns.get(name.identifier());
    if (column == null) {
      String near = near(name.identifier());
      wrong(
          "unknown feature `" + name.identifier() + "`",
          name.span(),
          near.isEmpty() ? "no decision has a feature of this name" : "did you mean " + near + "?");
      return null;
    }
    read.add(column.feature());
    return column;
  }

  private String near(String name) {
    return columns.keySet().stream()
        .filter(
            known ->
                known.equalsIgnoreCase(name)
                    || known.length() > 3
                        && name.length() > 3
                        && known.startsWith(name.substring(0, 4)))
        .limit(3)
        .map(known -> "`" + known + "`")
        .reduce((one, other) -> one + ", " + other)
        .orElse("");
  }

  private Condition truth(Tree.Name name) {
    Column column = column(name);
    if (column == null) {
      return WRONG;
    }
    return column.kind() == Kind.BOOL
        ? new Condition.Truth(column)
        : wrong(
            "`" + name.identifier() + "` is " + column.kind().word() + ", expected bool",
            name.span(),
            "compare it with something");
  }

  // Comparisons.

  private Condition compare(Tree.Compare compare) {
    boolean leftName = compare.left() instanceof Tree.Name;
    boolean rightName = compare.right() instanceof Tree.Name;
    if (!leftName && !rightName) {
      return literal(compare.left()) && literal(compare.right())
          ? wrong(
              "cannot compare a literal to another literal",
              compare.span(),
              "one side must be a feature")
          : unexpected(compare.span(), "other expressions");
    }
    Condition condition =
        switch (compare.operator()) {
          case IN -> membership(compare);
          case NOT_IN -> new Condition.Not(membership(compare));
          default -> relation(compare);
        };
    return condition;
  }

  private static boolean literal(Expression expression) {
    return switch (expression) {
      case Tree.StringLiteral t -> true;
      case Tree.IntLiteral t -> true;
      case Tree.FloatLiteral t -> true;
      case Tree.BoolLiteral t -> true;
      case Tree.NoneLiteral t -> true;
      case Tree.ListLiteral t -> true;
      case Tree.Unary unary ->
          unary.operator() == Tree.UnaryOperator.NEGATE && literal(unary.operand());
      default -> false;
    };
  }

  private Condition relation(Tree.Compare compare) {
    if (compare.left() instanceof Tree.Name left && compare.right() instanceof Tree.Name right) {
      return columns(compare, column(left), column(right));
    }
    boolean nameFirst = compare.left() instanceof Tree.Name;
    Tree.Name name = (Tree.Name) (nameFirst ? compare.left() : compare.right());
    Expression other = nameFirst ? compare.right() : compare.left();
    CompareOperator operator = nameFirst ? compare.operator() : mirrored(compare.operator());
    Column column = column(name);
    if (!scalar(other)) {
      return other instanceof Tree.ListLiteral
          ? wrong("a list is compared with `in`", other.span(), "found `" + operator.symbol() + "`")
          : unexpected(other.span(), "other expressions");
    }
    Object value = value(other);
    if (column == null || value == WRONG) {
      return WRONG;
    }
    return goTogether(column.kind(), value, operator)
        ? new Condition.Compare(column, operator, value)
        : mismatch(compare, column, word(value));
  }

  private static CompareOperator mirrored(CompareOperator operator) {
    return switch (operator) {
      case LESS -> CompareOperator.GREATER;
      case LESS_OR_EQUAL -> CompareOperator.GREATER_OR_EQUAL;
      case GREATER -> CompareOperator.LESS;
      case GREATER_OR_EQUAL -> CompareOperator.LESS_OR_EQUAL;
      case EQUAL, NOT_EQUAL, IN, NOT_IN -> operator;
    };
  }

  private static boolean equality(CompareOperator operator) {
    return operator == CompareOperator.EQUAL || operator == CompareOperator.NOT_EQUAL;
  }

  private static boolean goTogether(Kind kind, @Nullable Object value, CompareOperator operator) {
    return switch (value) {
      case null -> equality(operator);
      case Boolean flag -> kind == Kind.BOOL && equality(operator);
      case Long number -> kind.number();
      case Double number -> kind.number();
      default -> kind == Kind.STR;
    };
  }

  private Condition mismatch(Tree.Compare compare, Column column, String other) {
    return wrong(
        "`"
            + column.feature()
            + "` is "
            + column.kind().word()
            + ", which `"
            + compare.operator().symbol()
            + "` does not compare with "
            + other,
        compare.span());
  }

  private Condition columns(Tree.Compare compare, @Nullable Column left, @Nullable Column right) {
    if (left == null || right == null) {
      return WRONG;
    }
    boolean numbers = left.kind().number() && right.kind().number();
    boolean ordered = numbers || left.kind() == Kind.STR;
    boolean same = left.kind() == right.kind() || numbers;
    return same && (ordered || equality(compare.operator()))
        ? new Condition.CompareColumns(left, compare.operator(), right)
        : mismatch(compare, left, "`" + right.feature() + "`, which is " + right.kind().word());
  }

  private Condition membership(Tree.Compare compare) {
    if (compare.left() instanceof Tree.Name name) {
      return compare.right() instanceof Tree.ListLiteral list
          ? oneOf(compare, name, list)
          : wrong(
              "one value must be a literal", compare.right().span(), "expected a list of literals");
    }
    Column column = column((Tree.Name) compare.right());
    Object value = scalar(compare.left()) ? value(compare.left()) : WRONG;
    if (value == WRONG && !scalar(compare.left())) {
      return wrong(
          "one value must be a literal", compare.left().span(), "expected a text or a number");
    }
    if (column == null || value == WRONG) {
      return WRONG;
    }
    Kind kind = column.kind();
    if (value instanceof String part && kind.item() == Kind.STR) {
      return new Condition.Contains(column, part);
    }
    return value != null && kind.list() && goTogether(kind.item(), value, CompareOperator.EQUAL)
        ? new Condition.Holds(column, value)
        : mismatch(compare, column, word(value));
  }

  private Condition oneOf(Tree.Compare compare, Tree.Name name, Tree.ListLiteral list) {
    Column column = column(name);
    List<@Nullable Object> items = new ArrayList<>();
    boolean sound = column != null;
    for (Expression item : list.items()) {
      if (!scalar(item)) {
        return wrong("one value must be a literal", item.span(), "expected a list of literals");
      }
      Object value = value(item);
      if (value == WRONG) {
        sound = false;
      } else if (column != null && !goTogether(column.kind(), value, CompareOperator.EQUAL)) {
        mismatch(compare, column, word(value));
        sound = false;
      }
      items.add(value);
    }
    return column != null && sound ? new Condition.OneOf(column, items) : WRONG;
  }

  // Literals.

  private static boolean scalar(Expression expression) {
    return literal(expression) && !(expression instanceof Tree.ListLiteral);
  }

  /** The literal's value; {@link #WRONG} if it has been reported. */
  private @Nullable Object value(Expression literal) {
    return switch (literal) {
      case Tree.StringLiteral text -> text.value();
      case Tree.BoolLiteral flag -> flag.value();
      case Tree.FloatLiteral real -> real.value();
      case Tree.NoneLiteral none -> null;
      case Tree.IntLiteral number -> whole(number.value(), number.span());
      case Tree.Unary unary when unary.operand() instanceof Tree.IntLiteral number ->
          whole(number.value().negate(), unary.span());
      case Tree.Unary unary when unary.operand() instanceof Tree.FloatLiteral real -> -real.value();
      default -> wrong("unexpected node type", literal.span(), "expected a literal");
    };
  }

  private Object whole(BigInteger number, Span span) {
    return number.bitLength() < Long.SIZE
        ? (Object) number.longValue()
        : wrong("the int is beyond 64 bits", span);
  }

  private static String word(@Nullable Object value) {
    return switch (value) {
      case null -> "None";
      case Boolean flag -> "a bool";
      case Long number -> "an int";
      case Double number -> "a float";
      default -> "a str";
    };
  }

  // Calls.

  private Condition call(Tree.Call call) {
    String name = call.function() instanceof Tree.Name function ? function.identifier() : "";
    return switch (name) {
      case "RegexMatch" -> regex(call);
      case "DidAddLabel" -> label(call, 1);
      case "DidRemoveLabel" -> label(call, 0);
      case "DidDeclareVerdict" -> {
        Map<String, Expression> arguments = arguments(call, "verdict");
        String verdict = text(arguments, "verdict");
        yield verdict == null ? WRONG : new Condition.Declared(verdict);
      }
      default ->
          wrong(
              "unknown function `" + name + "`",
              call.span(),
              "expected RegexMatch, DidAddLabel, DidRemoveLabel or DidDeclareVerdict");
    };
  }

  private Condition label(Tree.Call call, int status) {
    Map<String, Expression> arguments = arguments(call, "entity_type", "label_name");
    String type = text(arguments, "entity_type");
    String label = text(arguments, "label_name");
    return type == null || label == null
        ? WRONG
        : new Condition.Changed(type + "/" + label + "/" + status);
  }

  private Condition regex(Tree.Call call) {
    Map<String, Expression> arguments = arguments(call, "target", "pattern");
    String pattern = text(arguments, "pattern");
    Expression target = arguments.get("target");
    if (target == null || pattern == null) {
      return WRONG;
    }
    if (!(target instanceof Tree.Name name)) {
      return wrong("expected variable", target.span(), "`target` must be a feature");
    }
    Column column = column(name);
    if (column == null) {
      return WRONG;
    }
    String fault = PatternCheck.fault(pattern);
    if (fault != null) {
      return wrong(
          "invalid pattern: " + fault,
          Objects.requireNonNull(arguments.get("pattern")).span(),
          "expected RE2's syntax");
    }
    return column.kind() == Kind.STR
        ? new Condition.Matches(column, pattern)
        : wrong(
            "`" + column.feature() + "` is " + column.kind().word() + ", expected str",
            target.span());
  }

  private Map<String, Expression> arguments(Tree.Call call, String... names) {
    Map<String, Expression> found = new LinkedHashMap<>();
    for (Tree.Argument argument : call.arguments()) {
      if (List.of(names).contains(argument.name())) {
        found.put(argument.name(), argument.value());
      } else {
        wrong(
            "unknown argument `" + argument.name() + "`",
            argument.span(),
            "expected " + String.join(", ", names));
      }
    }
    for (String name : names) {
      if (!found.containsKey(name)) {
        wrong("argument `" + name + "` is missing", call.span());
      }
    }
    return found;
  }

  private @Nullable String text(Map<String, Expression> arguments, String name) {
    Expression value = arguments.get(name);
    if (value == null) {
      return null;
    }
    if (value instanceof Tree.StringLiteral text) {
      return text.value();
    }
    wrong("`" + name + "` must be a text", value.span());
    return null;
  }
}
