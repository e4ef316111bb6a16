package dev.harrier.lang.syntax;

import java.math.BigDecimal;

/** How Python writes the number in a complex literal that it quotes back. */
final class Numbers {
  private Numbers() {}

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
