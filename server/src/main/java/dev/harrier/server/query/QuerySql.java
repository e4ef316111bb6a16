package dev.harrier.server.query;

import dev.harrier.lang.syntax.Tree.CompareOperator;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Conditions as SQL. Whatever their author wrote becomes a parameter, never a part of the text. */
final class QuerySql {
  private final StringBuilder sql = new StringBuilder();
  private final List<Object> parameters = new ArrayList<>();

  /** A statement's text and its parameters in order. */
  record Clause(String sql, List<Object> parameters) {}

  static Clause of(Condition condition) {
    QuerySql writer = new QuerySql();
    writer.write(condition);
    return new Clause(writer.sql.toString(), List.copyOf(writer.parameters));
  }

  private void write(Condition condition) {
    switch (condition) {
      case Condition.And and -> joined(and.operands(), " AND ");
      case Condition.Or or -> joined(or.operands(), " OR ");
      case Condition.Not not -> {
        sql.append("(NOT ");
        write(not.operand());
        sql.append(')');
      }
      case Condition.Truth truth -> sql.append("coalesce(" + truth.column().sql() + ", false)");
      case Condition.Compare compare -> compare(compare);
      case Condition.CompareColumns compare ->
          compare(compare.left().sql(), compare.operator(), compare.right().sql());
      case Condition.OneOf oneOf -> oneOf(oneOf);
      case Condition.Contains contains -> contains(contains.column(), contains.part());
      case Condition.Holds holds -> {
        sql.append("coalesce(list_contains(" + holds.column().sql() + ", ");
        parameter(holds.item(), holds.column().kind().item());
        sql.append("), false)");
      }
      case Condition.Matches matches -> {
        sql.append("coalesce(regexp_matches(" + matches.column().sql() + ", ");
        parameter(matches.pattern(), Column.Kind.STR);
        sql.append("), false)");
      }
      case Condition.Changed changed -> listed("labels", changed.change());
      case Condition.Declared declared -> listed("verdicts", declared.verdict());
    }
  }

  private void joined(List<Condition> operands, String word) {
    sql.append('(');
    for (int i = 0; i < operands.size(); i++) {
      sql.append(i == 0 ? "" : word);
      write(operands.get(i));
    }
    sql.append(')');
  }

  private void parameter(Object value, Column.Kind kind) {
    sql.append("CAST(? AS ").append(kind.sql()).append(')');
    parameters.add(value);
  }

  private void literal(@Nullable Object value) {
    switch (value) {
      case null -> sql.append("NULL");
      case Boolean flag -> parameter(flag, Column.Kind.BOOL);
      case Long number -> parameter(number, Column.Kind.INT);
      case Double number -> parameter(number, Column.Kind.FLOAT);
      default -> parameter(value, Column.Kind.STR);
    }
  }

  private void compare(Condition.Compare compare) {
    Column column = compare.column();
    switch (compare.operator()) {
      case EQUAL, NOT_EQUAL -> {
        boolean equal = compare.operator() == CompareOperator.EQUAL;
        sql.append('(' + column.sql() + (equal ? " IS NOT DISTINCT FROM " : " IS DISTINCT FROM "));
        literal(compare.literal());
        sql.append(')');
      }
      default -> {
        sql.append("coalesce(" + column.sql() + " " + compare.operator().symbol() + " ");
        literal(compare.literal());
        sql.append(", false)");
      }
    }
  }

  private void compare(String left, CompareOperator operator, String right) {
    switch (operator) {
      case EQUAL -> sql.append("(" + left + " IS NOT DISTINCT FROM " + right + ")");
      case NOT_EQUAL -> sql.append("(" + left + " IS DISTINCT FROM " + right + ")");
      default ->
          sql.append("coalesce(" + left + " " + operator.symbol() + " " + right + ", false)");
    }
  }

  private void oneOf(Condition.OneOf oneOf) {
    sql.append("(false");
    for (Object item : oneOf.items()) {
      sql.append(" OR " + oneOf.column().sql() + " IS NOT DISTINCT FROM ");
      literal(item);
    }
    sql.append(')');
  }

  private void contains(Column column, String part) {
    if (column.kind().list()) {
      // The parameter is part of the lambda: DuckDB binds it there as anywhere.
      sql.append(
          "coalesce(len(list_filter(" + column.sql() + ", lambda x: contains(lower(x), lower(");
      parameter(part, Column.Kind.STR);
      sql.append(")))) > 0, false)");
    } else {
      sql.append("coalesce(contains(lower(" + column.sql() + "), lower(");
      parameter(part, Column.Kind.STR);
      sql.append(")), false)");
    }
  }

  private void listed(String column, String text) {
    sql.append("coalesce(list_contains(" + column + ", ");
    parameter(text, Column.Kind.STR);
    sql.append("), false)");
  }
}
