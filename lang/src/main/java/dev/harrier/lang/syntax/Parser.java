package dev.harrier.lang.syntax;

import dev.harrier.lang.source.Diagnostic;
import dev.harrier.lang.source.SourceFile;
import dev.harrier.lang.source.Span;
import dev.harrier.lang.syntax.Python.At;
import dev.harrier.lang.syntax.Tree.Annotation;
import dev.harrier.lang.syntax.Tree.Argument;
import dev.harrier.lang.syntax.Tree.BinaryOperator;
import dev.harrier.lang.syntax.Tree.BooleanOperator;
import dev.harrier.lang.syntax.Tree.CompareOperator;
import dev.harrier.lang.syntax.Tree.Expression;
import dev.harrier.lang.syntax.Tree.Statement;
import dev.harrier.lang.syntax.Tree.UnaryOperator;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parses one file: Python's own grammar first, then what the language takes from it.
 *
 * <p>The first thing that is not in the language ends the file; its author is told what Python
 * calls it.
 */
public final class Parser {
  private static final String[] SUBSET = {
    "the Osprey rule language is a simplified subset of python",
    "not all Python is valid osprey rule syntax"
  };
  private static final String ANNOTATION_FORM =
      "annotation must be in the form of `Target: Annotation = Value`, where `Annotation` is a"
          + " `Name` or `Name[Name, ...]`";

  /** Deepest nesting of expressions in the tree; {@code a + b + c} is two deep. */
  static final int MAX_DEPTH = 200;

  private final SourceFile file;
  private int depth;

  private Parser(SourceFile file) {
    this.file = file;
  }

  /**
   * A tree, or why there is none.
   *
   * @param unit null exactly when there are diagnostics
   */
  public record Result(Tree.@Nullable Unit unit, List<Diagnostic> diagnostics) {
    public Result {
      diagnostics = List.copyOf(diagnostics);
    }
  }

  /** What ends the parse of a file. */
  private static final class Refused extends RuntimeException {
    final Diagnostic diagnostic;

    Refused(Diagnostic diagnostic) {
      super(diagnostic.message(), null, false, false);
      this.diagnostic = diagnostic;
    }
  }

  public static Result parse(SourceFile file) {
    Parser parser = new Parser(file);
    try {
      refuseWhatIsNoText(file.text());
      List<Statement> statements = new ArrayList<>();
      for (Python.Statement statement : new PythonParser(Lexer.read(file.text())).file()) {
        statements.add(parser.statement(statement));
      }
      return new Result(new Tree.Unit(file, statements), List.of());
    } catch (SyntaxFault fault) {
      Span span = new Span(file, fault.line, fault.column);
      String message = String.valueOf(fault.getMessage());
      return new Result(null, List.of(Diagnostic.error("syntax", message, span)));
    } catch (Refused refused) {
      return new Result(null, List.of(refused.diagnostic));
    }
  }

  private static void refuseWhatIsNoText(String text) {
    if (text.indexOf('\0') >= 0) {
      throw new SyntaxFault(
          SyntaxFault.Kind.LEXICAL, "source code string cannot contain null bytes", 1, 0);
    }
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (Character.charCount(text.codePointAt(i)) < 2) {
          throw new SyntaxFault(
              SyntaxFault.Kind.LEXICAL, "source code string cannot contain lone surrogates", 1, 0);
        }
        i++;
      }
    }
  }

  private Span span(At at) {
    return new Span(file, at.line(), at.column());
  }

  private Refused refused(String message, At at, String... hints) {
    return new Refused(Diagnostic.error("parse", message, span(at), hints));
  }

  private Refused notInTheLanguage(Python node) {
    return refused("unexpected node type `" + node.type() + "`", node.at(), SUBSET);
  }

  // Statements.

  private Statement statement(Python.Statement statement) {
    return switch (statement) {
      case Python.Assignment assignment -> assignment(assignment);
      case Python.AnnotatedAssignment assignment -> annotated(assignment);
      case Python.Bare bare -> bare(bare);
      case Python.OtherStatement other -> throw notInTheLanguage(other);
    };
  }

  private Statement assignment(Python.Assignment assignment) {
    if (assignment.targets().size() != 1) {
      throw refused("an assignment can only have a single target", assignment.at());
    }
    Tree.Name target = target(assignment.targets().getFirst());
    return new Tree.Assign(span(assignment.at()), target, null, expression(assignment.value()));
  }

  private Tree.Name target(Python.Expression target) {
    Expression name = expression(target);
    if (name instanceof Tree.Name found) {
      return found;
    }
    throw refused(
        "expected `Name`, got `" + nodeName(name) + "`",
        target.at(),
        "you can only assign to a Name, e.g. `Foo = Bar`");
  }

  private Statement annotated(Python.AnnotatedAssignment assignment) {
    At at = assignment.at();
    if (!assignment.simple()) {
      throw refused("expected simple Annotated Assignment", at);
    }
    if (assignment.value() == null) {
      throw refused("assignment must have a value", at);
    }
    Tree.Name target = target(assignment.target());
    Annotation annotation = annotation(assignment.annotation(), at);
    Expression value = expression(assignment.value());
    if (annotation instanceof Tree.GenericAnnotation generic
        && generic.name().equals("ExtractLiteral")
        && !literalOrFormat(value)) {
      throw refused(
          "expected `Literal` or `FormatString`, got `" + nodeName(value) + "`",
          assignment.value().at(),
          "`ExtractLiteral` assignment expects an rvalue of type `Literal | FormatString`");
    }
    return new Tree.Assign(span(at), target, annotation, value);
  }

  private static boolean literalOrFormat(Expression value) {
    return switch (value) {
      case Tree.StringLiteral e -> true;
      case Tree.IntLiteral e -> true;
      case Tree.FloatLiteral e -> true;
      case Tree.BoolLiteral e -> true;
      case Tree.NoneLiteral e -> true;
      case Tree.ListLiteral e -> true;
      case Tree.FormatString e -> true;
      case Tree.Name e -> false;
      case Tree.Call e -> false;
      case Tree.Attribute e -> false;
      case Tree.Binary e -> false;
      case Tree.Unary e -> false;
      case Tree.Compare e -> false;
      case Tree.BooleanOperation e -> false;
    };
  }

  private Statement bare(Python.Bare bare) {
    if (bare.expression() instanceof Python.Call call) {
      return new Tree.CallStatement(span(bare.at()), call(call));
    }
    throw refused(
        "a bare expression is not allowed, unless it is a function call",
        bare.at(),
        "consider prefixing this with a variable assignment: `Foo =`");
  }

  // Annotations.

  private Annotation annotation(Python.Expression node, At statement) {
    enter(node);
    Annotation annotation = annotationOf(node, statement);
    depth--;
    return annotation;
  }

  private Annotation annotationOf(Python.Expression node, At statement) {
    return switch (node) {
      case Python.Name name -> new Tree.SimpleAnnotation(span(name.at()), name.name());
      case Python.Constant constant when constant.value() == null ->
          new Tree.SimpleAnnotation(span(constant.at()), "None");
      case Python.Subscript subscript -> generic(subscript, statement);
      case Python.Binary union -> union(union, statement);
      default ->
          throw refused("unexpected node: `" + node.type() + "`", statement, ANNOTATION_FORM);
    };
  }

  private Annotation generic(Python.Subscript subscript, At statement) {
    String name = annotationName(subscript.target());
    List<Annotation> arguments = new ArrayList<>();
    if (subscript.index() instanceof Python.Tuple tuple) {
      for (Python.Expression item : tuple.items()) {
        arguments.add(new Tree.SimpleAnnotation(span(item.at()), annotationName(item)));
      }
    } else {
      arguments.add(annotation(subscript.index(), statement));
    }
    return new Tree.GenericAnnotation(span(subscript.at()), name, arguments);
  }

  private String annotationName(Python.Expression node) {
    if (node instanceof Python.Name name) {
      return name.name();
    }
    throw refused("expected `Name`, got `" + node.type() + "`", node.at(), ANNOTATION_FORM);
  }

  /**
   * Any binary operator stands for a union; a generic on its left stands for its own arguments, one
   * on its right stays, to be refused by the checker.
   */
  private Annotation union(Python.Binary union, At statement) {
    List<Annotation> members = new ArrayList<>();
    members.addAll(members(annotation(union.left(), statement)));
    Annotation last = annotation(union.right(), statement);
    members.add(last);
    boolean optional = last instanceof Tree.SimpleAnnotation simple && simple.name().equals("None");
    return new Tree.GenericAnnotation(span(union.at()), optional ? "Optional" : "Union", members);
  }

  private static List<Annotation> members(Annotation annotation) {
    return annotation instanceof Tree.GenericAnnotation generic
        ? generic.arguments()
        : List.of(annotation);
  }

  // Expressions.

  private void enter(Python.Expression node) {
    if (++depth > MAX_DEPTH) {
      throw refused("expressions are nested more than " + MAX_DEPTH + " deep", node.at());
    }
  }

  private Expression expression(Python.Expression node) {
    enter(node);
    Expression expression = expressionOf(node);
    depth--;
    return expression;
  }

  private Expression expressionOf(Python.Expression node) {
    Span span = span(node.at());
    return switch (node) {
      case Python.Name name -> new Tree.Name(span, name.name());
      case Python.Constant constant -> literal(span, constant);
      case Python.OddConstant odd ->
          throw refused("unexpected constant `" + odd.text() + "`", odd.at());
      case Python.Joined joined -> format(span, joined);
      case Python.ListDisplay list -> new Tree.ListLiteral(span, expressions(list.items()));
      case Python.Call call -> call(call);
      case Python.Attribute attribute -> attribute(span, attribute);
      case Python.Binary binary -> binary(span, binary);
      case Python.Unary unary -> unary(span, unary);
      case Python.Comparison comparison -> comparison(span, comparison);
      case Python.Logical logical ->
          new Tree.BooleanOperation(
              span,
              logical.operator().equals("and") ? BooleanOperator.AND : BooleanOperator.OR,
              expressions(logical.operands()));
      case Python.Tuple tuple -> throw notInTheLanguage(tuple);
      case Python.Subscript subscript -> throw notInTheLanguage(subscript);
      case Python.OtherExpression other -> throw notInTheLanguage(other);
    };
  }

  private List<Expression> expressions(List<Python.Expression> nodes) {
    List<Expression> expressions = new ArrayList<>();
    for (Python.Expression node : nodes) {
      expressions.add(expression(node));
    }
    return expressions;
  }

  private static Expression literal(Span span, Python.Constant constant) {
    return switch (constant.value()) {
      case null -> new Tree.NoneLiteral(span);
      case String text -> new Tree.StringLiteral(span, text);
      case Boolean flag -> new Tree.BoolLiteral(span, flag);
      case BigInteger number -> new Tree.IntLiteral(span, number);
      case Double number -> new Tree.FloatLiteral(span, number);
      default -> throw new AssertionError(constant);
    };
  }

  private Expression format(Span span, Python.Joined joined) {
    StringBuilder template = new StringBuilder();
    List<Tree.Name> names = new ArrayList<>();
    for (Python.Piece piece : joined.pieces()) {
      if (piece.value() == null) {
        template.append(Strings.doubled(piece.text()));
      } else {
        Tree.Name name = interpolated(piece, piece.value());
        names.add(name);
        template.append('{').append(name.identifier()).append('}');
      }
    }
    return new Tree.FormatString(span, template.toString(), names);
  }

  private Tree.Name interpolated(Python.Piece piece, Python.Expression value) {
    if (piece.formatted()) {
      throw refused(
          "a format string cannot have a format spec",
          value.at(),
          "format strings must be simple, for example:",
          " - `{Foo}` is OK, but:",
          " - `{Foo!r}` is not, as it has a `!r` or format spec attached");
    }
    if (value instanceof Python.Name name) {
      return new Tree.Name(span(name.at()), name.name());
    }
    throw refused(
        "a format string can only interpolate a `Name`",
        value instanceof Python.Tuple tuple && !tuple.items().isEmpty()
            ? tuple.items().getFirst().at()
            : value.at(),
        "format strings are simple, and only interpolate names, for example:",
        " - `{Foo}` is OK, but:",
        " - `{1 + 1}`, `{\"hello\"}` or `{SomeFunc(bar=\"baz\")}` is not!");
  }

  private Tree.Call call(Python.Call call) {
    if (call.positional()) {
      throw refused("functions with non-keyword arguments are not supported", call.at());
    }
    Expression function = expression(call.function());
    if (!(function instanceof Tree.Name || function instanceof Tree.Attribute)) {
      throw refused("expected `Attribute` or `Name`, got `" + nodeName(function) + "`", call.at());
    }
    List<Argument> arguments = new ArrayList<>();
    for (Python.Keyword keyword : call.keywords()) {
      Expression value = keyword.name() == null ? null : expression(keyword.value());
      if (keyword.name() != null && value != null) {
        arguments.add(new Argument(span(keyword.at()), keyword.name(), value));
      }
    }
    return new Tree.Call(span(call.at()), function, arguments);
  }

  private Expression attribute(Span span, Python.Attribute attribute) {
    Expression target = expression(attribute.target());
    if (target instanceof Tree.Name) {
      return new Tree.Attribute(span, target, attribute.name());
    }
    throw refused(
        "expected `Name`, got `" + nodeName(target) + "`",
        attribute.at(),
        "you can only access attributes one level deep",
        "for example:",
        " - `Foo.Bar` is OK",
        " - `Foo.Bar.Baz` is not OK");
  }

  private Expression binary(Span span, Python.Binary binary) {
    Expression left = expression(binary.left());
    for (BinaryOperator operator : BinaryOperator.values()) {
      if (operator.symbol().equals(binary.operator())) {
        return new Tree.Binary(span, operator, left, expression(binary.right()));
      }
    }
    throw refused("unsupported operator `MatMult` encountered", binary.at());
  }

  private Expression unary(Span span, Python.Unary unary) {
    UnaryOperator operator =
        switch (unary.operator()) {
          case "-" -> UnaryOperator.NEGATE;
          case "not" -> UnaryOperator.NOT;
          default ->
              throw refused(
                  "unsupported unary operator `%s` encountered"
                      .formatted(unary.operator().equals("+") ? "UAdd" : "Invert"),
                  unary.at());
        };
    return new Tree.Unary(span, operator, expression(unary.operand()));
  }

  private Expression comparison(Span span, Python.Comparison comparison) {
    if (comparison.operators().size() != 1) {
      throw refused(
          "only binary comparisons are supported",
          comparison.at(),
          "instead of `a < b < c`, consider: `a < b and b < c`");
    }
    String symbol = comparison.operators().getFirst();
    for (CompareOperator operator : CompareOperator.values()) {
      if (operator.symbol().equals(symbol)) {
        Expression left = expression(comparison.left());
        return new Tree.Compare(span, operator, left, expression(comparison.right().getFirst()));
      }
    }
    throw refused(
        "unsupported comparator `" + (symbol.equals("is") ? "Is" : "IsNot") + "` encountered",
        comparison.at());
  }

  /** The reference's name of a node. */
  private static String nodeName(Expression expression) {
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
