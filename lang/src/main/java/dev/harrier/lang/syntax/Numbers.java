package dev.harrier.lang.syntax;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Numbers as Python reads and writes them. */
final class Numbers {
  private Numbers() {}

  /**
   * The number of the digits, each of so many bits; in linear time, which {@link BigInteger} does
   * not promise.
   */
  static BigInteger powerOfTwo(String digits, int bits) {
    byte[] bytes = new byte[(digits.length() * bits + 7) / 8];
    int place = 0;
    for (int i = digits.length() - 1; i >= 0; i--) {
      int digit = Character.digit(digits.charAt(i), 1 << bits);
      for (int bit = 0; bit < bits; bit++, place++) {
        bytes[bytes.length - 1 - place / 8] |= (byte) ((digit >> bit & 1) << place % 8);
      }
    }
    return new BigInteger(1, bytes);
  }

  /** How Python writes the number in a complex literal that it quotes back. */
  static String repr(double value) {
    if (Double.isInfinite(value)) {
      return "inf";
    }
    double size = Math.abs(value);
    BigDecimal digits = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    if (value == 0) {
      return "0.0";
    }
    if (size >= 1e16 || size < 1e-4) {
      String unscaled = digits.unscaledValue().toString();
      int exponent = unscaled.length() - 1 - digits.scale();
      String mantissa =
          unscaled.length() == 1 ? unscaled : unscaled.charAt(0) + "." + unscaled.substring(1);
      return "%se%s%02d".formatted(mantissa, exponent < 0 ? "-" : "+", Math.abs(exponent));
    }
    String plain = digits.toPlainString();
    return plain.contains(".") ? plain : plain + ".0";
  }
}
