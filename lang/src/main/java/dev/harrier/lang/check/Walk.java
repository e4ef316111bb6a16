package dev.harrier.lang.check;

import dev.harrier.lang.syntax.Tree;
import dev.harrier.lang.syntax.Tree.Argument;
import dev.harrier.lang.syntax.Tree.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Visits expressions, each before its parts, in the order of the text. */
final class Walk {
  private Walk() {}

  static Expression value(Tree.Statement statement) {
    return switch (statement) {
      case Tree.Assign assign -> assign.value();
      case Tree.CallStatement call -> call.call();
    };
  }

  static void each(Expression root, Consumer<Expression> visitor) {
    visitor.accept(root);
    for (Expression part : parts(root)) {
      each(part, visitor);
    }
  }

  /** The direct parts; a called function's name is none, unless it is no plain name. */
  static List<? extends Expression> parts(Expression expression) {
    return switch (expression) {
      case Tree.Name e -> List.of();
      case Tree.StringLiteral e -> List.of();
      case Tree.IntLiteral e -> List.of();
      case Tree.FloatLiteral e -> List.of();
      case Tree.BoolLiteral e -> List.of();
      case Tree.NoneLiteral e -> List.of();
      case Tree.FormatString e -> e.names();
      case Tree.ListLiteral e -> e.items();
      case Tree.Call e -> {
        List<Expression> parts = new ArrayList<>();
        if (!(e.function() instanceof Tree.Name)) {
          parts.add(e.function());
        }
        for (Argument argument : e.arguments()) {
          parts.add(argument.value());
        }
        yield parts;
      }
      case Tree.Attribute e -> List.of(e.target());
      case Tree.Binary e -> List.of(e.left(), e.right());
      case Tree.Unary e -> List.of(e.operand());
      case Tree.Compare e -> List.of(e.left(), e.right());
      case Tree.BooleanOperation e -> e.operands();
    };
  }
}
