package dev.harrier.lang.emit;

import dev.harrier.event.NamedValues;
import dev.harrier.lang.function.Parameter;
import dev.harrier.lang.interpret.Calls;
import dev.harrier.lang.plan.Op;
import dev.harrier.lang.syntax.Tree.BinaryOperator;
import dev.harrier.lang.syntax.Tree.CompareOperator;
import dev.harrier.lang.value.Arithmetic;
import dev.harrier.lang.value.Comparison;
import dev.harrier.lang.value.Feature;
import dev.harrier.lang.value.NodeFailure;
import dev.harrier.lang.value.RuleValue;
import dev.harrier.lang.value.Text;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What generated code calls for values that it holds boxed: the language's own operations, and the
 * conversions at calls of functions.
 */
final class Operations {
  private Operations() {}

  static Object binary(
      BinaryOperator operator, @Nullable Object left, @Nullable Object right, boolean strict) {
    if (strict && divides(operator) && Arithmetic.isZero(right)) {
      throw NodeFailure.SILENT;
    }
    Object result =
        switch (operator) {
          case ADD -> Arithmetic.add(left, right);
          case SUBTRACT -> Arithmetic.subtract(left, right);
          case MULTIPLY -> Arithmetic.multiply(left, right);
          case DIVIDE -> Arithmetic.divide(left, right);
          case FLOOR_DIVIDE -> Arithmetic.floorDivide(left, right);
          case MODULO -> Arithmetic.modulo(left, right);
          case POWER -> Arithmetic.power(left, right);
          case LEFT_SHIFT -> Arithmetic.leftShift(left, right);
          case RIGHT_SHIFT -> Arithmetic.rightShift(left, right);
          case BIT_OR -> Arithmetic.bitOr(left, right);
          case BIT_XOR -> Arithmetic.bitXor(left, right);
          case BIT_AND -> Arithmetic.bitAnd(left, right);
        };
    return strict ? Arithmetic.strict(result) : result;
  }

  private static boolean divides(BinaryOperator operator) {
    return operator == BinaryOperator.DIVIDE
        || operator == BinaryOperator.FLOOR_DIVIDE
        || operator == BinaryOperator.MODULO;
  }

  static Object negate(@Nullable Object operand, boolean strict) {
    Object result = Arithmetic.negate(operand);
    return strict ? Arithmetic.strict(result) : result;
  }

  static boolean not(@Nullable Object operand) {
    return !Comparison.truth(operand);
  }

  static boolean compare(
      CompareOperator operator, @Nullable Object left, @Nullable Object right, boolean strict) {
    boolean order =
        switch (operator) {
          case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> true;
          case EQUAL, NOT_EQUAL, IN, NOT_IN -> false;
        };
    if (strict && order && (left == null || right == null)) {
      throw NodeFailure.SILENT;
    }
    return switch (operator) {
      case EQUAL -> Comparison.equal(left, right);
      case NOT_EQUAL -> !Comparison.equal(left, right);
      case LESS -> Comparison.less(left, right);
      case LESS_OR_EQUAL -> Comparison.lessOrEqual(left, right);
      case GREATER -> Comparison.less(right, left);
      case GREATER_OR_EQUAL -> Comparison.lessOrEqual(right, left);
      case IN -> Comparison.contains(right, left);
      case NOT_IN -> !Comparison.contains(right, left);
    };
  }

  static boolean truth(Object value) {
    return value instanceof RuleValue rule ? rule.value() : Comparison.truth(value);
  }

  static boolean allTrue(Object list) {
    for (Object item : (List<?>) list) {
      if (item == null || !truth(item)) {
        return false;
      }
    }
    return true;
  }

  static List<@Nullable Object> list(@Nullable Object[] items) {
    return Collections.unmodifiableList(Arrays.asList(items));
  }

  static String format(Op.Format format, @Nullable Object[] values) {
    return Text.format(format.template(), list(values));
  }

  static @Nullable Object unwrap(Object value) {
    return Feature.unwrap(value);
  }

  /**
   * @param failed by name of the description: whether it failed, which the strict dialect shows as
   *     a gap
   */
  static RuleValue rule(
      Op.RuleObject rule, boolean holds, @Nullable Object[] values, boolean[] failed) {
    NamedValues.Builder<String> features = new NamedValues.Builder<>(values.length);
    for (int i = 0; i < values.length; i++) {
      String text = failed[i] ? RuleValue.GAP : Text.str(Feature.unwrap(values[i]));
      features.set(rule.names().get(i), text);
    }
    return new RuleValue(rule.name(), holds, rule.template(), features.build());
  }

  // Arguments of functions.

  static long toLong(Parameter parameter, @Nullable Object value) {
    return (Long) given(Calls.passed(parameter, value, long.class));
  }

  static double toDouble(Parameter parameter, @Nullable Object value) {
    return (Double) given(Calls.passed(parameter, value, double.class));
  }

  static boolean toBool(Parameter parameter, @Nullable Object value) {
    return (Boolean) given(Calls.passed(parameter, value, boolean.class));
  }

  static @Nullable Object toObject(Parameter parameter, @Nullable Object value, Class<?> type) {
    return Calls.passed(parameter, value, type);
  }

  private static Object given(@Nullable Object value) {
    if (value == null) {
      throw new AssertionError("a primitive argument is never None");
    }
    return value;
  }

  /** Names and values of further keywords. */
  static Map<String, @Nullable Object> extras(Op.Invoke invoke, @Nullable Object[] values) {
    Map<String, @Nullable Object> extras = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i++) {
      extras.put(invoke.extraNames().get(i), values[i]);
    }
    return extras;
  }

  // Strict arithmetic: 64 bits or a counted failure.

  static long add(long a, long b) {
    long sum = a + b;
    if (((a ^ sum) & (b ^ sum)) < 0) {
      throw overflow();
    }
    return sum;
  }

  static long subtract(long a, long b) {
    long difference = a - b;
    if (((a ^ b) & (a ^ difference)) < 0) {
      throw overflow();
    }
    return difference;
  }

  static long multiply(long a, long b) {
    if (Math.multiplyHigh(a, b) != a * b >> 63) {
      throw overflow();
    }
    return a * b;
  }

  static long negate(long a) {
    if (a == Long.MIN_VALUE) {
      throw overflow();
    }
    return -a;
  }

  private static NodeFailure overflow() {
    // The language's own arithmetic says it, so that both ways of running a program give one text.
    try {
      Arithmetic.strict(BigInteger.ONE.shiftLeft(64));
    } catch (NodeFailure failure) {
      return failure;
    }
    throw new AssertionError("an int of 65 bits passed for one of 64");
  }
}
