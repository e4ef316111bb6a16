package dev.harrier.lang.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Random;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ArithmeticTest {
  private static final int TRIALS = 20_000;

  /** Results as Python defines them, worked out by hand. */
  @ParameterizedTest
  @CsvSource({
    "7, //, 2, 3",
    "-7, //, 2, -4",
    "7, //, -2, -4",
    "-7, //, -2, 3",
    "7, %, -2, -1",
    "-7, %, 2, 1",
    "-7.5, //, 2, -4.0",
    "-7.5, %, 2, 0.5",
    "7.5, %, -2, -0.5",
    "-0.0, %, 3, 0.0",
    "6, %, -3.0, -0.0",
    "1, /, 2, 0.5",
    "6, /, 3, 2.0",
    "0, /, -5, -0.0",
    "1, /, 0, 0",
    "1, //, 0, 0",
    "1.5, %, 0, 0",
    "9007199254740993, /, 1, 9007199254740992.0",
    "9007199254740995, /, 1, 9007199254740996.0",
    "2, **, 10, 1024",
    "2, **, 63, 9223372036854775808",
    "-2, **, 63, -9223372036854775808",
    "2, **, -1, 0.5",
    "0, **, 0, 1",
    "-1, **, 1000001, -1",
    "-1, **, 1000000000000, 1",
    "2.0, **, 0.5, 1.4142135623730951",
    "9223372036854775807, +, 1, 9223372036854775808",
    "-9223372036854775808, -, 1, -9223372036854775809",
    "9223372036854775808, -, 1, 9223372036854775807",
    "4294967296, *, 4294967296, 18446744073709551616",
    "-9223372036854775808, //, -1, 9223372036854775808",
    "1, <<, 70, 1180591620717411303424",
    "-5, >>, 1, -3",
    "-5, >>, 1000000000000, -1",
    "5, >>, 1000000000000, 0",
    "-6, &, 3, 2",
    "-6, |, 3, -5",
    "-6, ^, 3, -7",
    "0.1, +, 0.2, 0.30000000000000004",
  })
  void operatorsGiveWhatPythonGives(String left, String operator, String right, String result) {
    Object found = operator(operator).apply(number(left), number(right));
    assertThat(Text.repr(found)).isEqualTo(result);
    assertThat(found).isEqualTo(number(result));
  }

  @Test
  void anIntIsALongExactlyWhenItFits() {
    assertThat(Arithmetic.integer(BigInteger.valueOf(Long.MAX_VALUE))).isEqualTo(Long.MAX_VALUE);
    assertThat(Arithmetic.integer(BigInteger.TWO.pow(63))).isInstanceOf(BigInteger.class);
  }

  @Test
  void quotientAndRemainderMakeTheDividend() {
    trials(
        random -> {
          Object a = anyInt(random);
          Object b = anyInt(random);
          if (!Arithmetic.isZero(b)) {
            Object quotient = Arithmetic.floorDivide(a, b);
            Object remainder = Arithmetic.modulo(a, b);
            assertThat(Arithmetic.add(Arithmetic.multiply(quotient, b), remainder)).isEqualTo(a);
            assertThat(Comparison.less(remainder, 0L)).isIn(Comparison.less(b, 0L), false);
            assertThat(Comparison.less(size(remainder), size(b))).isTrue();
          }
        });
  }

  @Test
  void ringLawsHoldAcrossTheBorderOfSixtyFourBits() {
    trials(
        random -> {
          Object a = anyInt(random);
          Object b = anyInt(random);
          Object c = anyInt(random);
          assertThat(Arithmetic.add(a, b)).isEqualTo(Arithmetic.add(b, a));
          assertThat(Arithmetic.subtract(Arithmetic.add(a, b), b)).isEqualTo(a);
          assertThat(Arithmetic.multiply(a, Arithmetic.add(b, c)))
              .isEqualTo(Arithmetic.add(Arithmetic.multiply(a, b), Arithmetic.multiply(a, c)));
          assertThat(Arithmetic.add(a, Arithmetic.negate(a))).isEqualTo(0L);
        });
  }

  @Test
  void bitOperatorsAgreeWithTheirDefinitions() {
    trials(
        random -> {
          Object a = anyInt(random);
          Object b = anyInt(random);
          Object shift = (long) random.nextInt(80);
          assertThat(Arithmetic.add(Arithmetic.bitAnd(a, b), Arithmetic.bitOr(a, b)))
              .isEqualTo(Arithmetic.add(a, b));
          assertThat(Arithmetic.bitXor(Arithmetic.bitXor(a, b), b)).isEqualTo(a);
          assertThat(Arithmetic.rightShift(a, shift))
              .isEqualTo(Arithmetic.floorDivide(a, Arithmetic.power(2L, shift)));
          assertThat(Arithmetic.leftShift(a, shift))
              .isEqualTo(Arithmetic.multiply(a, Arithmetic.power(2L, shift)));
        });
  }

  @Test
  void trueDivisionIsTheNearestFloat() {
    trials(
        random -> {
          Object a = anyInt(random);
          Object b = anyInt(random);
          if (!Arithmetic.isZero(b)) {
            double found = (Double) Arithmetic.divide(a, b);
            java.math.BigDecimal exact =
                new java.math.BigDecimal(Arithmetic.big(a))
                    .divide(
                        new java.math.BigDecimal(Arithmetic.big(b)),
                        new java.math.MathContext(400));
            assertThat(found == 0 ? 0.0 : found).isEqualTo(exact.doubleValue());
          }
        });
  }

  @Test
  void whatDoesNotFitFailsInsteadOfEatingMemory() {
    assertCounted("OverflowError", () -> Arithmetic.power(10L, 1_000_000_000L));
    assertCounted("OverflowError", () -> Arithmetic.power(10L, 1L << 40));
    assertCounted("OverflowError", () -> Arithmetic.leftShift(1L, 1L << 40));
    assertCounted("MemoryError", () -> Arithmetic.multiply("ab", 1L << 40));
    assertCounted("OverflowError", () -> Arithmetic.power(1e300, 2L));
    assertCounted("OverflowError", () -> Arithmetic.add(BigInteger.TWO.pow(2000), 1.0));
    assertThat(Arithmetic.multiply("ab", -1L)).isEqualTo("");
    assertThat(Arithmetic.leftShift(0L, 1L << 40)).isEqualTo(0L);
  }

  @Test
  void whatPythonRefusesIsACountedFailure() {
    assertCounted("ValueError", () -> Arithmetic.leftShift(1L, -1L));
    assertCounted("ValueError", () -> Arithmetic.rightShift(1L, -1L));
    assertCounted("ZeroDivisionError", () -> Arithmetic.power(0L, -1L));
    assertCounted("TypeError", () -> Arithmetic.add(null, 1L));
    assertCounted("TypeError", () -> Arithmetic.add("a", 1L));
    assertCounted("TypeError", () -> Arithmetic.negate("a"));
  }

  @Test
  void aRootOfANegativeNumberIsComplex() {
    assertThat(Arithmetic.power(-8L, 0.5)).isInstanceOf(Arithmetic.Complex.class);
  }

  @Test
  void strictIntsHaveSixtyFourBits() {
    assertThat(Arithmetic.strict(Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
    assertCounted("OverflowError", () -> Arithmetic.strict(Arithmetic.add(Long.MAX_VALUE, 1L)));
  }

  private static void assertCounted(
      String kind, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            NodeFailure.class, failure -> assertThat(failure.kind()).isEqualTo(kind));
  }

  private static Object size(Object number) {
    return Comparison.less(number, 0L) ? Arithmetic.negate(number) : number;
  }

  private static Object anyInt(Random random) {
    int bits = random.nextInt(3) == 0 ? random.nextInt(130) : random.nextInt(66);
    BigInteger value = new BigInteger(bits, random);
    return Arithmetic.integer(random.nextBoolean() ? value : value.negate());
  }

  private static void trials(java.util.function.Consumer<Random> trial) {
    for (int seed = 0; seed < TRIALS; seed++) {
      try {
        trial.accept(new Random(seed * 0x9e3779b97f4a7c15L));
      } catch (AssertionError | NodeFailure e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }

  private static Object number(String text) {
    return text.contains(".") || text.contains("e")
        ? (Object) Double.valueOf(text)
        : Arithmetic.integer(new BigInteger(text));
  }

  private static BinaryOperator<Object> operator(String symbol) {
    return switch (symbol) {
      case "+" -> Arithmetic::add;
      case "-" -> Arithmetic::subtract;
      case "*" -> Arithmetic::multiply;
      case "/" -> Arithmetic::divide;
      case "//" -> Arithmetic::floorDivide;
      case "%" -> Arithmetic::modulo;
      case "**" -> Arithmetic::power;
      case "<<" -> Arithmetic::leftShift;
      case ">>" -> Arithmetic::rightShift;
      case "&" -> Arithmetic::bitAnd;
      case "|" -> Arithmetic::bitOr;
      case "^" -> Arithmetic::bitXor;
      default -> throw new AssertionError(symbol);
    };
  }
}
