package dev.harrier.lang.check;

import dev.harrier.lang.syntax.Tree;
import dev.harrier.lang.syntax.Tree.Call;
import dev.harrier.lang.syntax.Tree.Expression;
import dev.harrier.lang.syntax.Tree.Statement;
import dev.harrier.lang.value.Text;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes parts of a program back as hints suggest them: on one line, operators in parentheses, one
 * call replaced by a name.
 */
final class SourceText {
  private final @Nullable Call replaced;
  private final String replacement;

  private SourceText(@Nullable Call replaced, String replacement) {
    this.replaced = replaced;
    this.replacement = replacement;
  }

  static String of(Expression expression) {
    return new SourceText(null, "").expression(expression);
  }

  /** The statement, with a name in place of one of its calls. */
  static String of(Statement statement, Call replaced, String replacement) {
    SourceText text = new SourceText(replaced, replacement);
    return switch (statement) {
      case Tree.Assign assign ->
          assign.target().identifier()
              + (assign.annotation() == null ? "" : ": " + annotation(assign.annotation()))
              + " = "
              + text.expression(assign.value());
      case Tree.CallStatement call -> text.expression(call.call());
    };
  }

  static String annotation(Tree.Annotation annotation) {
    return switch (annotation) {
      case Tree.SimpleAnnotation simple -> simple.name();
      case Tree.GenericAnnotation generic ->
          generic.name()
              + generic.arguments().stream()
                  .map(SourceText::annotation)
                  .collect(Collectors.joining(", ", "[", "]"));
    };
  }

  private String expression(Expression expression) {
    return switch (expression) {
      case Tree.Name e -> e.identifier();
      case Tree.StringLiteral e -> quoted(e.value());
      case Tree.IntLiteral e -> e.value().toString();
      case Tree.FloatLiteral e -> Text.real(e.value());
      case Tree.BoolLiteral e -> e.value() ? "True" : "False";
      case Tree.NoneLiteral e -> "None";
      case Tree.FormatString e -> "f" + quoted(e.template());
      case Tree.ListLiteral e -> "[" + all(e.items()) + "]";
      case Tree.Call e -> call(e);
      case Tree.Attribute e -> expression(e.target()) + "." + e.name();
      case Tree.Binary e ->
          "("
              + expression(e.left())
              + " "
              + e.operator().symbol()
              + " "
              + expression(e.right())
              + ")";
      case Tree.Unary e ->
          e.operator() == Tree.UnaryOperator.NOT
              ? "(not " + expression(e.operand()) + ")"
              : "(-" + expression(e.operand()) + ")";
      case Tree.Compare e ->
          expression(e.left()) + " " + e.operator().symbol() + " " + expression(e.right());
      case Tree.BooleanOperation e ->
          e.operands().stream()
              .map(this::expression)
              .collect(Collectors.joining(" " + e.operator().symbol() + " ", "(", ")"));
    };
  }

  private String call(Call call) {
    if (call == replaced) {
      return replacement;
    }
    return expression(call.function())
        + call.arguments().stream()
            .map(a -> a.name() + "=" + expression(a.value()))
            .collect(Collectors.joining(", ", "(", ")"));
  }

  private String all(List<Expression> items) {
    return items.stream().map(this::expression).collect(Collectors.joining(", "));
  }

  /** A Python string literal: single quotes unless the text has them and no double ones. */
  static String quoted(String text) {
    StringBuilder out = new StringBuilder();
    Text.quote(text, out);
    return out.toString();
  }
}
