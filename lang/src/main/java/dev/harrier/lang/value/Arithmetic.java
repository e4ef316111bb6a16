package dev.harrier.lang.value;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * The operators {@code + - * / // % ** << >> | ^ &} and unary minus on values, as Python defines
 * them.
 *
 * <p>Ints are unbounded (up to {@link #MAX_INT_BITS}), division by zero yields 0, and a negative
 * base with a fractional exponent yields a complex number, which has no other use than to exist.
 * Every method is total: what Python refuses is a counted {@link NodeFailure}. {@link #strict}
 * narrows a result to the strict dialect's 64 bits.
 */
public final class Arithmetic {
  /**
   * Longest int that is computed; beyond it the node fails rather than eat the memory of the
   * process.
   */
  public static final int MAX_INT_BITS = 1 << 20;

  /** Longest text that is built, in UTF-16 units. */
  public static final int MAX_TEXT = 1 << 22;

  /** A complex number: the one value that nothing can be done with. */
  public record Complex(double real, double imaginary) {}

  private Arithmetic() {}

  /** The int as a value: a {@link Long} whenever it fits. */
  public static Object integer(BigInteger value) {
    if (value.bitLength() <= 63) {
      return value.longValue();
    }
    if (value.bitLength() > MAX_INT_BITS) {
      throw NodeFailure.counted(
          "OverflowError",
          "an int of " + value.bitLength() + " bits, at most " + MAX_INT_BITS + " are computed");
    }
    return value;
  }

  /** Whether the value is an int of either width (a bool is not). */
  public static boolean isInt(@Nullable Object value) {
    return value instanceof Long || value instanceof BigInteger;
  }

  static BigInteger big(Object value) {
    return value instanceof BigInteger big ? big : BigInteger.valueOf((Long) value);
  }

  /** The result, unless it is an int beyond 64 bits, which the strict dialect does not have. */
  public static Object strict(Object result) {
    if (result instanceof BigInteger) {
      throw NodeFailure.counted("OverflowError", "the result does not fit an int of 64 bits");
    }
    return result;
  }

  /** Whether dividing by this value divides by zero. */
  public static boolean isZero(@Nullable Object divisor) {
    return divisor instanceof Long l && l == 0
        || divisor instanceof Double d && d == 0
        || divisor instanceof Boolean b && !b;
  }

  public static Object add(@Nullable Object left, @Nullable Object right) {
    if (left instanceof String l && right instanceof String r) {
      return concatenate(l, r);
    }
    Object a = number("+", left, left, right);
    Object b = number("+", right, left, right);
    if (a instanceof Long x && b instanceof Long y) {
      long sum = x + y;
      return ((x ^ sum) & (y ^ sum)) < 0 ? big(a).add(big(b)) : (Object) sum;
    }
    return isInt(a) && isInt(b) ? integer(big(a).add(big(b))) : (Object) (real(a) + real(b));
  }

  public static Object subtract(@Nullable Object left, @Nullable Object right) {
    Object a = number("-", left, left, right);
    Object b = number("-", right, left, right);
    if (a instanceof Long x && b instanceof Long y) {
      long difference = x - y;
      return ((x ^ y) & (x ^ difference)) < 0 ? big(a).subtract(big(b)) : (Object) difference;
    }
    return isInt(a) && isInt(b) ? integer(big(a).subtract(big(b))) : (Object) (real(a) - real(b));
  }

  public static Object multiply(@Nullable Object left, @Nullable Object right) {
    if (left instanceof String text && right != null && isInt(right)) {
      return repeat(text, right);
    }
    if (right instanceof String text && left != null && isInt(left)) {
      return repeat(text, left);
    }
    Object a = number("*", left, left, right);
    Object b = number("*", right, left, right);
    if (a instanceof Long x && b instanceof Long y) {
      long high = Math.multiplyHigh(x, y);
      long low = x * y;
      return high == low >> 63 ? (Object) low : big(a).multiply(big(b));
    }
    if (isInt(a) && isInt(b)) {
      return integer(big(a).multiply(big(b)));
    }
    return real(a) * real(b);
  }

  /** True division: always a float, correctly rounded; 0 when the divisor is zero. */
  public static Object divide(@Nullable Object left, @Nullable Object right) {
    Object a = number("/", left, left, right);
    Object b = number("/", right, left, right);
    if (isZero(b)) {
      return 0L;
    }
    return isInt(a) && isInt(b) ? (Object) Quotient.of(a, b) : (Object) (real(a) / real(b));
  }

  /** Division rounded towards negative infinity; 0 when the divisor is zero. */
  public static Object floorDivide(@Nullable Object left, @Nullable Object right) {
    Object a = number("//", left, left, right);
    Object b = number("//", right, left, right);
    if (isZero(b)) {
      return 0L;
    }
    if (a instanceof Long x && b instanceof Long y && !(x == Long.MIN_VALUE && y == -1)) {
      return Math.floorDiv(x, y);
    }
    if (isInt(a) && isInt(b)) {
      return integer(floorDivide(big(a), big(b)));
    }
    return floorDivide(real(a), real(b));
  }

  /** Remainder with the divisor's sign; 0 when the divisor is zero. */
  public static Object modulo(@Nullable Object left, @Nullable Object right) {
    Object a = number("%", left, left, right);
    Object b = number("%", right, left, right);
    if (isZero(b)) {
      return 0L;
    }
    if (a instanceof Long x && b instanceof Long y) {
      return Math.floorMod(x, y);
    }
    if (isInt(a) && isInt(b)) {
      BigInteger divisor = big(b);
      return integer(big(a).subtract(floorDivide(big(a), divisor).multiply(divisor)));
    }
    return modulo(real(a), real(b));
  }

  /** Floor division of floats, {@code divisor} not zero. */
  public static double floorDivide(double dividend, double divisor) {
    double remainder = dividend % divisor;
    double quotient = (dividend - remainder) / divisor;
    if (remainder != 0 && (divisor < 0) != (remainder < 0)) {
      quotient -= 1;
    }
    if (quotient == 0) {
      return Math.copySign(0.0, dividend / divisor);
    }
    double floor = Math.floor(quotient);
    return quotient - floor > 0.5 ? floor + 1 : floor;
  }

  /** Remainder of floats with the divisor's sign, {@code divisor} not zero. */
  public static double modulo(double dividend, double divisor) {
    double remainder = dividend % divisor;
    if (remainder == 0) {
      return Math.copySign(0.0, divisor);
    }
    return (divisor < 0) != (remainder < 0) ? remainder + divisor : remainder;
  }

  public static Object power(@Nullable Object left, @Nullable Object right) {
    Object a = number("**", left, left, right);
    Object b = number("**", right, left, right);
    if (isInt(a) && isInt(b) && big(b).signum() >= 0) {
      return integerPower(big(a), big(b));
    }
    return realPower(real(a), real(b));
  }

  private static Object integerPower(BigInteger base, BigInteger exponent) {
    if (exponent.signum() == 0) {
      return 1L;
    }
    if (base.signum() == 0 || base.equals(BigInteger.ONE)) {
      return integer(base);
    }
    if (base.equals(BigInteger.ONE.negate())) {
      return exponent.testBit(0) ? -1L : 1L;
    }
    long bits =
        exponent.bitLength() > 31
            ? Long.MAX_VALUE
            : (base.abs().bitLength() - 1L) * exponent.longValue();
    if (bits > MAX_INT_BITS) {
      throw NodeFailure.counted(
          "OverflowError",
          "`**` needs an int of more than "
              + MAX_INT_BITS
              + " bits, at most that many are computed");
    }
    return integer(base.pow(exponent.intValue()));
  }

  private static Object realPower(double base, double exponent) {
    if (exponent == 0 || base == 1) {
      return 1.0;
    }
    if (base == -1 && Double.isInfinite(exponent)) {
      return 1.0;
    }
    if (base == 0 && exponent < 0) {
      throw NodeFailure.counted("ZeroDivisionError", "0.0 cannot be raised to a negative power");
    }
    boolean finite = Double.isFinite(base) && Double.isFinite(exponent);
    if (finite && base < 0 && exponent != Math.rint(exponent)) {
      double length = Math.pow(-base, exponent);
      if (Double.isInfinite(length)) {
        throw NodeFailure.counted("OverflowError", "the result of `**` is too large for a complex");
      }
      return new Complex(
          length * Math.cos(Math.PI * exponent), length * Math.sin(Math.PI * exponent));
    }
    double power = Math.pow(base, exponent);
    if (finite && Double.isInfinite(power)) {
      throw NodeFailure.counted("OverflowError", "the result of `**` is too large for a float");
    }
    return power;
  }

  public static Object leftShift(@Nullable Object left, @Nullable Object right) {
    BigInteger a = bits("<<", left, left, right);
    BigInteger b = bits("<<", right, left, right);
    if (b.signum() < 0) {
      throw negativeShift();
    }
    if (a.signum() == 0) {
      return 0L;
    }
    if (b.bitLength() > 31 || a.bitLength() + b.longValue() > MAX_INT_BITS) {
      throw NodeFailure.counted(
          "OverflowError",
          "`<<` needs an int of more than "
              + MAX_INT_BITS
              + " bits, at most that many are computed");
    }
    return integer(a.shiftLeft(b.intValue()));
  }

  public static Object rightShift(@Nullable Object left, @Nullable Object right) {
    BigInteger a = bits(">>", left, left, right);
    BigInteger b = bits(">>", right, left, right);
    if (b.signum() < 0) {
      throw negativeShift();
    }
    return integer(
        b.bitLength() > 31
            ? (a.signum() < 0 ? BigInteger.ONE.negate() : BigInteger.ZERO)
            : a.shiftRight(b.intValue()));
  }

  private static NodeFailure negativeShift() {
    return NodeFailure.counted("ValueError", "negative shift count");
  }

  public static Object bitOr(@Nullable Object left, @Nullable Object right) {
    return integer(bits("|", left, left, right).or(bits("|", right, left, right)));
  }

  public static Object bitXor(@Nullable Object left, @Nullable Object right) {
    return integer(bits("^", left, left, right).xor(bits("^", right, left, right)));
  }

  public static Object bitAnd(@Nullable Object left, @Nullable Object right) {
    return integer(bits("&", left, left, right).and(bits("&", right, left, right)));
  }

  public static Object negate(@Nullable Object operand) {
    return switch (operand) {
      case Long value when value != Long.MIN_VALUE -> -value;
      case Long value -> BigInteger.valueOf(value).negate();
      case BigInteger value -> integer(value.negate());
      case Double value -> -value;
      case Boolean value -> value ? -1L : 0L;
      case Complex value -> new Complex(-value.real(), -value.imaginary());
      case null, default ->
          throw NodeFailure.counted(
              "TypeError", "bad operand type for unary -: `" + Text.typeName(operand) + "`");
    };
  }

  /** The two texts one after the other; a counted failure beyond {@link #MAX_TEXT}. */
  public static String concatenate(String left, String right) {
    if ((long) left.length() + right.length() > MAX_TEXT) {
      throw tooLong();
    }
    return left.concat(right);
  }

  /**
   * The text repeated; empty for a count of zero or less, a counted failure beyond {@link
   * #MAX_TEXT}.
   */
  public static String repeat(String text, Object count) {
    BigInteger times = big(count);
    if (times.signum() <= 0 || text.isEmpty()) {
      return "";
    }
    if (times.bitLength() > 31 || times.longValue() * text.length() > MAX_TEXT) {
      throw tooLong();
    }
    return text.repeat(times.intValue());
  }

  private static NodeFailure tooLong() {
    return NodeFailure.counted(
        "MemoryError",
        "the text is longer than " + MAX_TEXT + " characters, at most that many are built");
  }

  /** The int or float as a double; an int too large for one is a counted failure. */
  public static double real(Object number) {
    return switch (number) {
      case Double value -> value;
      case Long value -> value;
      case BigInteger value -> {
        double result = value.doubleValue();
        if (Double.isInfinite(result)) {
          throw NodeFailure.counted("OverflowError", "int too large to convert to float");
        }
        yield result;
      }
      default -> throw new AssertionError(number);
    };
  }

  private static Object number(
      String operator, @Nullable Object operand, @Nullable Object left, @Nullable Object right) {
    return switch (operand) {
      case Long value -> value;
      case Double value -> value;
      case BigInteger value -> value;
      case Boolean value -> value ? 1L : 0L;
      case null, default -> throw unsupported(operator, left, right);
    };
  }

  private static BigInteger bits(
      String operator, @Nullable Object operand, @Nullable Object left, @Nullable Object right) {
    return switch (operand) {
      case Long value -> BigInteger.valueOf(value);
      case BigInteger value -> value;
      case Boolean value -> value ? BigInteger.ONE : BigInteger.ZERO;
      case null, default -> throw unsupported(operator, left, right);
    };
  }

  private static NodeFailure unsupported(
      String operator, @Nullable Object left, @Nullable Object right) {
    return NodeFailure.counted(
        "TypeError",
        "unsupported operand types for `%s`: `%s` and `%s`"
            .formatted(operator, Text.typeName(left), Text.typeName(right)));
  }

  private static BigInteger floorDivide(BigInteger dividend, BigInteger divisor) {
    BigInteger[] parts = dividend.divideAndRemainder(divisor);
    boolean down = parts[1].signum() != 0 && parts[1].signum() != divisor.signum();
    return down ? parts[0].subtract(BigInteger.ONE) : parts[0];
  }

  /** Quotient of two ints as the nearest float, ties to even. */
  private static final class Quotient {
    private static final long EXACT = 1L << 53;

    static double of(Object dividend, Object divisor) {
      if (dividend instanceof Long a && divisor instanceof Long b && exact(a) && exact(b)) {
        return (double) a / b;
      }
      return of(big(dividend), big(divisor));
    }

    private static boolean exact(long value) {
      return -EXACT <= value && value <= EXACT;
    }

    /**
     * Scales the dividend so that the quotient has 64 bits or more, keeps what is lost in a sticky
     * bit, and lets {@link BigInteger#doubleValue} round once.
     */
    private static double of(BigInteger dividend, BigInteger divisor) {
      int shift = Math.max(0, 66 - (dividend.bitLength() - divisor.bitLength()));
      BigInteger[] parts = dividend.abs().shiftLeft(shift).divideAndRemainder(divisor.abs());
      BigInteger quotient = parts[0].shiftLeft(1);
      if (parts[1].signum() != 0) {
        quotient = quotient.setBit(0);
      }
      double magnitude = scale(quotient, -(shift + 1));
      if (Double.isInfinite(magnitude)) {
        throw NodeFailure.counted("OverflowError", "integer division result too large for a float");
      }
      return (dividend.signum() < 0) != (divisor.signum() < 0) ? -magnitude : magnitude;
    }

    private static double scale(BigInteger value, int exponent) {
      if (value.bitLength() + exponent > 1024) {
        return Double.POSITIVE_INFINITY;
      }
      int drop = Math.max(0, value.bitLength() - 66);
      boolean lost = drop > 0 && value.getLowestSetBit() < drop;
      BigInteger top = value.shiftRight(drop);
      return Math.scalb((lost ? top.setBit(0) : top).doubleValue(), exponent + drop);
    }
  }
}
