package dev.harrier.lang.syntax;

import dev.harrier.lang.syntax.Tree.Annotation;
import dev.harrier.lang.syntax.Tree.Argument;
import dev.harrier.lang.syntax.Tree.BinaryOperator;
import dev.harrier.lang.syntax.Tree.BooleanOperator;
import dev.harrier.lang.syntax.Tree.Expression;
import dev.harrier.lang.syntax.Tree.Statement;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;

/**
 * Source text of a tree, with brackets only where the tree needs them: parsing the text gives the
 * tree back, places aside. Each statement is one line. Comments, and what the parser drops from the
 * tree, are not in it.
 */
public final class Printer {
  /** How tightly a form holds together; Python's order. */
  private static final int OR = 1;

  private static final int AND = 2;
  private static final int NOT = 3;
  private static final int COMPARE = 4;
  private static final int BIT_OR = 5;
  private static final int BIT_XOR = 6;
  private static final int BIT_AND = 7;
  private static final int SHIFT = 8;
  private static final int SUM = 9;
  private static final int PRODUCT = 10;
  private static final int SIGN = 11;
  private static final int POWER = 12;
  private static final int ATOM = 13;

  /** Longest number that Python reads in decimal digits, in bits, rounded down. */
  private static final int MAX_DECIMAL_BITS = 14_000;

  private final StringBuilder out = new StringBuilder();

  private Printer() {}

  /** The text of a file, its last line ended. */
  public static String print(Tree.Unit unit) {
    Printer printer = new Printer();
    for (Statement statement : unit.statements()) {
      printer.statement(statement);
      printer.out.append('\n');
    }
    return printer.out.toString();
  }

  /** The text of an expression. */
  public static String print(Expression expression) {
    Printer printer = new Printer();
    printer.expression(expression, 0);
    return printer.out.toString();
  }

  private void statement(Statement statement) {
    switch (statement) {
      case Tree.CallStatement call -> expression(call.call(), 0);
      case Tree.Assign assign -> {
        out.append(assign.target().identifier());
        if (assign.annotation() != null) {
          out.append(": ");
          annotation(assign.annotation());
        }
        out.append(" = ");
        expression(assign.value(), 0);
      }
    }
  }

  // Annotations.

  private void annotation(Annotation annotation) {
    switch (annotation) {
      case Tree.SimpleAnnotation simple -> out.append(simple.name());
      case Tree.GenericAnnotation generic -> {
        if (union(generic)) {
          members(generic.arguments());
        } else {
          generic(generic);
        }
      }
    }
  }

  private void generic(Tree.GenericAnnotation generic) {
    out.append(generic.name()).append('[');
    String comma = "";
    for (Annotation argument : generic.arguments()) {
      out.append(comma);
      annotation(argument);
      comma = ", ";
    }
    out.append(']');
  }

  /**
   * Whether the tree is that of {@code a | b}: a union, or what ends in None, which no list of
   * arguments may hold.
   */
  private static boolean union(Tree.GenericAnnotation generic) {
    List<Annotation> arguments = generic.arguments();
    return arguments.size() > 1
        && (generic.name().equals("Union")
            || generic.name().equals("Optional")
                && arguments.getLast() instanceof Tree.SimpleAnnotation last
                && last.name().equals("None"));
  }

  /**
   * A generic in the first place would stand for its own arguments, so it is given as the argument
   * of another.
   */
  private void members(List<Annotation> members) {
    first(members.getFirst());
    for (Annotation member : members.subList(1, members.size())) {
      out.append(" | ");
      boolean brackets = member instanceof Tree.GenericAnnotation generic && union(generic);
      out.append(brackets ? "(" : "");
      annotation(member);
      out.append(brackets ? ")" : "");
    }
  }

  private void first(Annotation member) {
    boolean generic = member instanceof Tree.GenericAnnotation;
    out.append(generic ? "Optional[" : "");
    annotation(member);
    out.append(generic ? "]" : "");
  }

  // Expressions.

  private void expression(Expression expression, int least) {
    boolean brackets = strength(expression) < least;
    if (brackets) {
      out.append('(');
    }
    form(expression);
    if (brackets) {
      out.append(')');
    }
  }

  private static int strength(Expression expression) {
    return switch (expression) {
      case Tree.BooleanOperation e -> e.operator() == BooleanOperator.OR ? OR : AND;
      case Tree.Compare e -> COMPARE;
      case Tree.Binary e -> strength(e.operator());
      case Tree.Unary e -> e.operator() == Tree.UnaryOperator.NOT ? NOT : SIGN;
      case Tree.Name e -> ATOM;
      case Tree.StringLiteral e -> ATOM;
      case Tree.IntLiteral e -> ATOM;
      case Tree.FloatLiteral e -> ATOM;
      case Tree.BoolLiteral e -> ATOM;
      case Tree.NoneLiteral e -> ATOM;
      case Tree.FormatString e -> ATOM;
      case Tree.ListLiteral e -> ATOM;
      case Tree.Call e -> ATOM;
      case Tree.Attribute e -> ATOM;
    };
  }

  private static int strength(BinaryOperator operator) {
    return switch (operator) {
      case BIT_OR -> BIT_OR;
      case BIT_XOR -> BIT_XOR;
      case BIT_AND -> BIT_AND;
      case LEFT_SHIFT, RIGHT_SHIFT -> SHIFT;
      case ADD, SUBTRACT -> SUM;
      case MULTIPLY, DIVIDE, FLOOR_DIVIDE, MODULO -> PRODUCT;
      case POWER -> POWER;
    };
  }

  private void form(Expression expression) {
    switch (expression) {
      case Tree.Name e -> out.append(e.identifier());
      case Tree.StringLiteral e -> quoted("", e.value());
      case Tree.IntLiteral e -> out.append(number(e.value()));
      case Tree.FloatLiteral e -> out.append(number(e.value()));
      case Tree.BoolLiteral e -> out.append(e.value() ? "True" : "False");
      case Tree.NoneLiteral e -> out.append("None");
      case Tree.FormatString e -> quoted("f", e.template());
      case Tree.ListLiteral e -> list(e);
      case Tree.Call e -> call(e);
      case Tree.Attribute e -> attribute(e);
      case Tree.Binary e -> binary(e);
      case Tree.Unary e -> unary(e);
      case Tree.Compare e -> compare(e);
      case Tree.BooleanOperation e -> logical(e);
    }
  }

  private void list(Tree.ListLiteral list) {
    out.append('[');
    String comma = "";
    for (Expression item : list.items()) {
      out.append(comma);
      expression(item, 0);
      comma = ", ";
    }
    out.append(']');
  }

  private void call(Tree.Call call) {
    expression(call.function(), ATOM);
    out.append('(');
    String comma = "";
    for (Argument argument : call.arguments()) {
      out.append(comma).append(argument.name()).append('=');
      expression(argument.value(), 0);
      comma = ", ";
    }
    out.append(')');
  }

  private void attribute(Tree.Attribute attribute) {
    expression(attribute.target(), ATOM);
    out.append('.').append(attribute.name());
  }

  private void binary(Tree.Binary binary) {
    int own = strength(binary.operator());
    boolean power = binary.operator() == BinaryOperator.POWER;
    expression(binary.left(), power ? ATOM : own);
    out.append(' ').append(binary.operator().symbol()).append(' ');
    expression(binary.right(), power ? SIGN : own + 1);
  }

  private void unary(Tree.Unary unary) {
    boolean not = unary.operator() == Tree.UnaryOperator.NOT;
    out.append(not ? "not " : "-");
    expression(unary.operand(), not ? NOT : SIGN);
  }

  private void compare(Tree.Compare compare) {
    expression(compare.left(), BIT_OR);
    out.append(' ').append(compare.operator().symbol()).append(' ');
    expression(compare.right(), BIT_OR);
  }

  private void logical(Tree.BooleanOperation operation) {
    int own = operation.operator() == BooleanOperator.OR ? OR : AND;
    String between = "";
    for (Expression operand : operation.operands()) {
      out.append(between);
      expression(operand, own + 1);
      between = " " + operation.operator().symbol() + " ";
    }
  }

  // Literals.

  private static String number(BigInteger value) {
    return value.bitLength() > MAX_DECIMAL_BITS ? "0x" + value.toString(16) : value.toString();
  }

  private static String number(double value) {
    return Double.isInfinite(value) ? "1e999" : Double.toString(value).toLowerCase(Locale.ROOT);
  }

  private void quoted(String prefix, String text) {
    out.append(prefix).append('\'');
    text.codePoints().forEach(this::character);
    out.append('\'');
  }

  private void character(int point) {
    switch (point) {
      case '\\', '\'' -> out.append('\\').append((char) point);
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        if (point < ' ' || point == 0x7f) {
          out.append("\\x%02x".formatted(point));
        } else if (Character.getType(point) == Character.SURROGATE) {
          out.append("\\u%04x".formatted(point));
        } else {
          out.appendCodePoint(point);
        }
      }
    }
  }
}
