package dev.harrier.lang.syntax;

import dev.harrier.lang.source.SourceFile;
import dev.harrier.lang.source.Span;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The syntax tree: the whole language in one page. */
public sealed interface Tree {
  /** Where the node starts. */
  Span span();

  /** A file and its statements in order. */
  record Unit(SourceFile file, List<Statement> statements) {
    public Unit {
      statements = List.copyOf(statements);
    }
  }

  sealed interface Statement extends Tree {}

  /** {@code target: annotation = value}. */
  record Assign(Span span, Name target, @Nullable Annotation annotation, Expression value)
      implements Statement {}

  /** A call that stands alone. */
  record CallStatement(Span span, Call call) implements Statement {}

  sealed interface Annotation extends Tree {}

  /** {@code str}, {@code None}, or a generic's bare name. */
  record SimpleAnnotation(Span span, String name) implements Annotation {}

  /**
   * {@code List[str]}; a union {@code a | b} is {@code Union[a, b]}, or, if its last member is
   * None, {@code Optional[a, b, None]} with all members; a generic in the first place stands for
   * its own arguments, so that {@code List[str] | None} is {@code Optional[str, None]}.
   */
  record GenericAnnotation(Span span, String name, List<Annotation> arguments)
      implements Annotation {
    public GenericAnnotation {
      arguments = List.copyOf(arguments);
    }
  }

  sealed interface Expression extends Tree {}

  record Name(Span span, String identifier) implements Expression {
    /** Whether the name is visible in its own file only. */
    public boolean local() {
      return identifier.startsWith("_");
    }
  }

  record StringLiteral(Span span, String value) implements Expression {}

  record IntLiteral(Span span, BigInteger value) implements Expression {}

  record FloatLiteral(Span span, double value) implements Expression {}

  record BoolLiteral(Span span, boolean value) implements Expression {}

  record NoneLiteral(Span span) implements Expression {}

  /**
   * {@code f'…{Name}…'}.
   *
   * @param template text with the names in braces; doubled braces stay doubled
   * @param names interpolated names in order
   */
  record FormatString(Span span, String template, List<Name> names) implements Expression {
    public FormatString {
      names = List.copyOf(names);
    }
  }

  record ListLiteral(Span span, List<Expression> items) implements Expression {
    public ListLiteral {
      items = List.copyOf(items);
    }
  }

  /**
   * {@code Function(name=value, …)}; all keywords as written, of duplicated ones the last counts.
   */
  record Call(Span span, Expression function, List<Argument> arguments) implements Expression {
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  /** One keyword argument; the span is that of the keyword. */
  record Argument(Span span, String name, Expression value) {}

  /** {@code target.name}: parsed, and refused later. */
  record Attribute(Span span, Expression target, String name) implements Expression {}

  record Binary(Span span, BinaryOperator operator, Expression left, Expression right)
      implements Expression {}

  record Unary(Span span, UnaryOperator operator, Expression operand) implements Expression {}

  record Compare(Span span, CompareOperator operator, Expression left, Expression right)
      implements Expression {}

  /** {@code a and b and c}: n-ary, as written. */
  record BooleanOperation(Span span, BooleanOperator operator, List<Expression> operands)
      implements Expression {
    public BooleanOperation {
      operands = List.copyOf(operands);
    }
  }

  enum BinaryOperator {
    ADD("+"),
    SUBTRACT("-"),
    MULTIPLY("*"),
    DIVIDE("/"),
    FLOOR_DIVIDE("//"),
    MODULO("%"),
    POWER("**"),
    LEFT_SHIFT("<<"),
    RIGHT_SHIFT(">>"),
    BIT_OR("|"),
    BIT_XOR("^"),
    BIT_AND("&");

    private final String symbol;

    BinaryOperator(String symbol) {
      this.symbol = symbol;
    }

    public String symbol() {
      return symbol;
    }
  }

  enum UnaryOperator {
    NEGATE("-"),
    NOT("not");

    private final String symbol;

    UnaryOperator(String symbol) {
      this.symbol = symbol;
    }

    public String symbol() {
      return symbol;
    }
  }

  enum CompareOperator {
    EQUAL("=="),
    NOT_EQUAL("!="),
    LESS("<"),
    LESS_OR_EQUAL("<="),
    GREATER(">"),
    GREATER_OR_EQUAL(">="),
    IN("in"),
    NOT_IN("not in");

    private final String symbol;

    CompareOperator(String symbol) {
      this.symbol = symbol;
    }

    public String symbol() {
      return symbol;
    }
  }

  enum BooleanOperator {
    AND("and"),
    OR("or");

    private final String symbol;

    BooleanOperator(String symbol) {
      this.symbol = symbol;
    }

    public String symbol() {
      return symbol;
    }
  }
}
