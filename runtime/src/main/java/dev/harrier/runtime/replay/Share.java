package dev.harrier.runtime.replay;

/**
 * A part of a whole, such as a precision, with how far it can be trusted.
 *
 * @param part 0..whole
 */
public record Share(long part, long whole) {
  /** Two-sided 95 % point of the normal distribution. */
  private static final double Z = 1.959963984540054;

  public Share {
    if (part < 0 || part > whole) {
      throw new IllegalArgumentException(part + " of " + whole);
    }
  }

  /** 0..1; NaN of nothing. */
  public double value() {
    return whole == 0 ? Double.NaN : (double) part / whole;
  }

  /**
   * Lower end of the 95 % interval (Wilson 1927, eq. 4 without continuity correction); 0 of
   * nothing.
   */
  public double low() {
    return part == 0 ? 0 : centre() - half();
  }

  /** Upper end of the 95 % interval; 1 of nothing. */
  public double high() {
    return part == whole ? 1 : centre() + half();
  }

  private double centre() {
    return (value() + Z * Z / (2 * whole)) / (1 + Z * Z / whole);
  }

  private double half() {
    double p = value();
    return Z * Math.sqrt((p * (1 - p) + Z * Z / (4.0 * whole)) / whole) / (1 + Z * Z / whole);
  }
}
