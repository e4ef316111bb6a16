package dev.harrier.lang.check;

import dev.harrier.lang.syntax.Tree;
import dev.harrier.lang.syntax.Tree.Expression;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Literals, and the values they stand for in the representation of {@code lang.value}. */
final class Literals {
  private Literals() {}

  /**
   * A literal, or a list of literals: a value that needs no event and is no output feature by
   * itself.
   */
  static boolean isPlain(Expression expression) {
    return switch (expression) {
      case Tree.StringLiteral e -> true;
      case Tree.IntLiteral e -> true;
      case Tree.FloatLiteral e -> true;
      case Tree.BoolLiteral e -> true;
      case Tree.NoneLiteral e -> true;
      case Tree.ListLiteral e -> e.items().stream().allMatch(Literals::isPlain);
      case Tree.Name e -> false;
      case Tree.FormatString e -> false;
      case Tree.Call e -> false;
      case Tree.Attribute e -> false;
      case Tree.Binary e -> false;
      case Tree.Unary e -> false;
      case Tree.Compare e -> false;
      case Tree.BooleanOperation e -> false;
    };
  }

  /** The value of a plain literal, or of a negated number. */
  static @Nullable Object value(Expression expression) {
    return switch (expression) {
      case Tree.StringLiteral e -> e.value();
      case Tree.IntLiteral e -> integer(e.value());
      case Tree.FloatLiteral e -> e.value();
      case Tree.BoolLiteral e -> e.value();
      case Tree.NoneLiteral e -> null;
      case Tree.ListLiteral e -> {
        List<@Nullable Object> items = new ArrayList<>();
        e.items().forEach(item -> items.add(value(item)));
        yield Collections.unmodifiableList(items);
      }
      case Tree.Unary e when e.operand() instanceof Tree.IntLiteral number ->
          integer(number.value().negate());
      case Tree.Unary e when e.operand() instanceof Tree.FloatLiteral number -> -number.value();
      default -> throw new AssertionError("no literal: " + expression);
    };
  }

  private static Object integer(BigInteger value) {
    return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
  }

  /** The name of the syntax node, as messages show it. */
  static String nodeName(Expression expression) {
    return switch (expression) {
      case Tree.Name e -> "Name";
      case Tree.StringLiteral e -> "String";
      case Tree.IntLiteral e -> "Number";
      case Tree.FloatLiteral e -> "Number";
      case Tree.BoolLiteral e -> "Boolean";
      case Tree.NoneLiteral e -> "None_";
      case Tree.FormatString e -> "FormatString";
      case Tree.ListLiteral e -> "List";
      case Tree.Call e -> "Call";
      case Tree.Attribute e -> "Attribute";
      case Tree.Binary e -> "BinaryOperation";
      case Tree.Unary e -> "UnaryOperation";
      case Tree.Compare e -> "BinaryComparison";
      case Tree.BooleanOperation e -> "BooleanOperation";
    };
  }
}
