package dev.harrier.lang.check;

import dev.harrier.lang.syntax.Tree;
import dev.harrier.lang.syntax.Tree.Assign;
import dev.harrier.lang.syntax.Tree.Expression;
import dev.harrier.lang.syntax.Tree.Name;
import dev.harrier.lang.syntax.Tree.UnaryOperator;
import dev.harrier.lang.type.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Constant arguments: a literal, a list of literals, a negated number, or a name that is assigned
 * one of these in the same file or in an imported one. A mistake is told where the literal stands,
 * not where its name is used.
 */
final class Constants {
  /**
   * A known constant.
   *
   * @param value of the right kind; a float where an int is wanted is left to the type check
   * @param literal the literal; the operand of a negated number
   */
  record Known(@Nullable Object value, Expression literal) {}

  private final Project project;
  private final Findings findings;

  Constants(Project project, Findings findings) {
    this.project = project;
    this.findings = findings;
  }

  /** Returns the constant, or null after saying why there is none. */
  @Nullable Known resolve(Expression argument, Type expected, String path) {
    if (argument instanceof Name name) {
      Assign definition = project.definition(name, path);
      if (definition == null) {
        unresolved(name);
        return read(name, expected);
      }
      return read(definition.value(), expected);
    }
    return read(argument, expected);
  }

  private void unresolved(Name name) {
    findings.error(
        Checks.CALL_ARGUMENTS,
        "name `" + name.identifier() + "` could not be resolved to a `Literal",
        name.span(),
        "currently literal resolutions are only one layer deep so you can't do a = b = c = 1",
        "perhaps variable `" + name.identifier() + "` is undefined?");
  }

  private @Nullable Known read(Expression value, Type expected) {
    if (value instanceof Tree.Unary unary) {
      Expression operand = unary.operand();
      boolean number = operand instanceof Tree.IntLiteral || operand instanceof Tree.FloatLiteral;
      if (unary.operator() == UnaryOperator.NEGATE && number) {
        Known positive = read(operand, expected);
        return positive == null ? null : new Known(Literals.value(value), operand);
      }
      badUnary(unary);
    }
    if (expected instanceof Type.Union union) {
      if (value instanceof Tree.NoneLiteral && union.admitsNone()) {
        return new Known(null, value);
      }
      return read(value, union.members().getFirst());
    }
    if (expected instanceof Type.Any && Literals.isPlain(value)) {
      return new Known(Literals.value(value), value);
    }
    String kind = kind(expected);
    if (!Literals.nodeName(value).equals(kind)) {
      findings.error(
          Checks.CALL_ARGUMENTS,
          "invalid argument type: `" + Literals.nodeName(value) + "`",
          value.span(),
          "expected type `" + kind + "`");
      return null;
    }
    return value instanceof Tree.ListLiteral list && expected instanceof Type.ListOf type
        ? readList(list, type)
        : new Known(Literals.value(value), value);
  }

  private @Nullable Known readList(Tree.ListLiteral list, Type.ListOf type) {
    List<@Nullable Object> values = new ArrayList<>();
    boolean complete = true;
    for (Expression item : list.items()) {
      Known known = read(item, type.item());
      complete &= known != null;
      if (known != null) {
        values.add(known.value());
      }
    }
    return complete ? new Known(Collections.unmodifiableList(values), list) : null;
  }

  private void badUnary(Tree.Unary unary) {
    String operator = unary.operator() == UnaryOperator.NEGATE ? "USub()" : "Not()";
    findings.error(
        Checks.CALL_ARGUMENTS,
        "`" + operator + "` not supported\nor " + shown(unary.operand()) + " is incorrect type",
        unary.span(),
        "currently only the USub UnaryOperation is supported in arguments",
        "the operand must be of type `int` or `float`");
  }

  private static String shown(Expression operand) {
    return switch (operand) {
      case Tree.StringLiteral e -> "String(value=" + SourceText.quoted(e.value()) + ")";
      case Tree.BoolLiteral e -> "Boolean(value=" + SourceText.of(e) + ")";
      case Tree.NoneLiteral e -> "None_()";
      case Tree.IntLiteral e -> "Number(value=" + e.value() + ")";
      case Tree.FloatLiteral e -> "Number(value=" + SourceText.of(e) + ")";
      case Tree.Name e -> "Name(identifier=" + SourceText.quoted(e.identifier()) + ")";
      default -> Literals.nodeName(operand) + "(" + SourceText.of(operand) + ")";
    };
  }

  private static String kind(Type expected) {
    if (expected == Type.STR) {
      return "String";
    }
    if (expected == Type.INT || expected == Type.FLOAT) {
      return "Number";
    }
    if (expected == Type.BOOL) {
      return "Boolean";
    }
    return expected instanceof Type.ListOf ? "List" : "Literal";
  }
}
