package dev.harrier.lang.check;

import dev.harrier.lang.syntax.Tree.BinaryOperator;
import dev.harrier.lang.type.Type;
import java.util.List;

/** What arithmetic accepts and gives. */
final class Operators {
  /** One accepted pair of operand types; the first that fits counts. */
  record Overload(Type left, Type right, Type result) {}

  private static final Overload TEXTS = new Overload(Type.STR, Type.STR, Type.STR);
  private static final Overload REPEAT = new Overload(Type.STR, Type.INT, Type.STR);
  private static final Overload REPEATED = new Overload(Type.INT, Type.STR, Type.STR);
  private static final Overload INTS = new Overload(Type.INT, Type.INT, Type.INT);
  private static final Overload FLOATS = new Overload(Type.FLOAT, Type.FLOAT, Type.FLOAT);

  private Operators() {}

  static List<Overload> overloads(BinaryOperator operator) {
    return switch (operator) {
      case ADD -> List.of(TEXTS, INTS, FLOATS);
      case MULTIPLY -> List.of(INTS, FLOATS, REPEAT, REPEATED);
      case SUBTRACT, FLOOR_DIVIDE, MODULO, POWER -> List.of(INTS, FLOATS);
      case DIVIDE -> List.of(FLOATS);
      case LEFT_SHIFT, RIGHT_SHIFT, BIT_OR, BIT_XOR, BIT_AND -> List.of(INTS);
    };
  }
}
