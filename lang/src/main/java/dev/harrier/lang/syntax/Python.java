package dev.harrier.lang.syntax;

import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part of Python's own syntax tree that the language is cut from. Whatever the language has no
 * use for is an {@link Other} with the name that Python gives to the node, which is all that its
 * author has to be told.
 */
sealed interface Python {
  /** A place: line from 1, column from 0 in UTF-8 bytes. */
  record At(int line, int column) {}

  At at();

  /** Python's name of the node. */
  String type();

  sealed interface Expression extends Python {}

  record Name(At at, String name) implements Expression {
    @Override
    public String type() {
      return "Name";
    }
  }

  /** A text, int, float, bool or None. */
  record Constant(At at, @Nullable Object value) implements Expression {
    @Override
    public String type() {
      return "Constant";
    }
  }

  /** Bytes, a complex number, or an ellipsis, as Python writes them. */
  record OddConstant(At at, String text) implements Expression {
    @Override
    public String type() {
      return "Constant";
    }
  }

  /** A format string: texts, braces in them not doubled, and values in turn. */
  record Joined(At at, List<Piece> pieces) implements Expression {
    @Override
    public String type() {
      return "JoinedStr";
    }
  }

  /**
   * A part of a format string.
   *
   * @param text null for a value
   * @param value null for a text
   * @param formatted whether the value has a conversion or a format specification
   */
  record Piece(@Nullable String text, @Nullable Expression value, boolean formatted) {}

  record ListDisplay(At at, List<Expression> items) implements Expression {
    @Override
    public String type() {
      return "List";
    }
  }

  record Tuple(At at, List<Expression> items) implements Expression {
    @Override
    public String type() {
      return "Tuple";
    }
  }

  /**
   * A call.
   *
   * @param positional whether there are arguments without keyword
   */
  record Call(At at, Expression function, boolean positional, List<Keyword> keywords)
      implements Expression {
    @Override
    public String type() {
      return "Call";
    }
  }

  /** A keyword argument; the name is null for {@code **}. */
  record Keyword(At at, @Nullable String name, Expression value) {}

  record Attribute(At at, Expression target, String name) implements Expression {
    @Override
    public String type() {
      return "Attribute";
    }
  }

  record Subscript(At at, Expression target, Expression index) implements Expression {
    @Override
    public String type() {
      return "Subscript";
    }
  }

  /** An operator between two operands, by its symbol. */
  record Binary(At at, String operator, Expression left, Expression right) implements Expression {
    @Override
    public String type() {
      return "BinOp";
    }
  }

  record Unary(At at, String operator, Expression operand) implements Expression {
    @Override
    public String type() {
      return "UnaryOp";
    }
  }

  record Comparison(At at, Expression left, List<String> operators, List<Expression> right)
      implements Expression {
    @Override
    public String type() {
      return "Compare";
    }
  }

  record Logical(At at, String operator, List<Expression> operands) implements Expression {
    @Override
    public String type() {
      return "BoolOp";
    }
  }

  /** Any other expression. */
  record OtherExpression(At at, String type) implements Expression {}

  sealed interface Statement extends Python {}

  record Assignment(At at, List<Expression> targets, Expression value) implements Statement {
    @Override
    public String type() {
      return "Assign";
    }
  }

  /**
   * {@code target: annotation = value}.
   *
   * @param simple whether the target is a name without brackets
   */
  record AnnotatedAssignment(
      At at, Expression target, boolean simple, Expression annotation, @Nullable Expression value)
      implements Statement {
    @Override
    public String type() {
      return "AnnAssign";
    }
  }

  record Bare(At at, Expression expression) implements Statement {
    @Override
    public String type() {
      return "Expr";
    }
  }

  /** Any other statement. */
  record OtherStatement(At at, String type) implements Statement {}

  /** An int literal's value is kept as {@link BigInteger}. */
  static Constant integer(At at, BigInteger value) {
    return new Constant(at, value);
  }
}
