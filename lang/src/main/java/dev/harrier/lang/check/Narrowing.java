package dev.harrier.lang.check;

import dev.harrier.lang.syntax.Tree;
import dev.harrier.lang.syntax.Tree.BooleanOperator;
import dev.harrier.lang.syntax.Tree.CompareOperator;
import dev.harrier.lang.syntax.Tree.Expression;
import dev.harrier.lang.syntax.Tree.Name;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Names that cannot be None here: an earlier operand of the same {@code and} says {@code Name !=
 * None}, or one of the same {@code or} says {@code Name == None}.
 */
record Narrowing(Set<String> names) {
  static final Narrowing NONE = new Narrowing(Set.of());

  Narrowing {
    names = Set.copyOf(names);
  }

  /** What holds after an operand of a boolean operation, for the operands that follow. */
  Narrowing after(Expression operand, BooleanOperator operator, boolean strict) {
    boolean present = operator == BooleanOperator.AND;
    Name name = tested(operand, present, strict);
    if (name == null) {
      return this;
    }
    Set<String> more = new HashSet<>(names);
    more.add(name.identifier());
    return new Narrowing(more);
  }

  /**
   * The name that the expression compares with None, so that where it is {@code present} the name
   * has a value.
   */
  private static @Nullable Name tested(Expression expression, boolean present, boolean strict) {
    if (strict
        && expression instanceof Tree.Unary not
        && not.operator() == Tree.UnaryOperator.NOT) {
      return tested(not.operand(), !present, true);
    }
    CompareOperator wanted = present ? CompareOperator.NOT_EQUAL : CompareOperator.EQUAL;
    if (!(expression instanceof Tree.Compare compare) || compare.operator() != wanted) {
      return null;
    }
    if (compare.left() instanceof Name name && compare.right() instanceof Tree.NoneLiteral) {
      return name;
    }
    if (compare.right() instanceof Name name && compare.left() instanceof Tree.NoneLiteral) {
      return name;
    }
    return null;
  }
}
