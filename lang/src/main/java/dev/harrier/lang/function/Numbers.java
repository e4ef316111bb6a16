package dev.harrier.lang.function;

import java.math.BigInteger;

/** Integers of the language that may exceed 64 bits. */
final class Numbers {
  private static final BigInteger MIN = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);

  private Numbers() {}

  /** The nearest 64-bit integer. */
  static long saturated(Number value) {
    if (value instanceof BigInteger big) {
      return big.max(MIN).min(MAX).longValue();
    }
    return value.longValue();
  }

  static BigInteger big(Object value) {
    return value instanceof BigInteger big ? big : BigInteger.valueOf((Long) value);
  }

  /** The integer as a value of the language: a Long where it fits. */
  static Object value(BigInteger value) {
    return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
  }
}
