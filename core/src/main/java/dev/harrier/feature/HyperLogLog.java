package dev.harrier.feature;

/**
 * What every HyperLogLog needs (Flajolet, Fusy, Gandouet, Meunier 2007), however it keeps its
 * registers: where a hash goes, how rare it is, and the number of distinct values that registers
 * stand for. With m registers the standard error is 1.04/√m.
 *
 * <p>The estimate is that of Ertl ("New cardinality estimation algorithms for HyperLogLog
 * sketches", 2017, algorithm 6), which has no bias where the first one passes from counting empty
 * registers to averaging ranks.
 */
public final class HyperLogLog {
  /** Of infinitely many registers: 1 / (2 ln 2). */
  private static final double ALPHA = 0.5 / Math.log(2);

  private HyperLogLog() {}

  /** The register, of {@code 2^bits}, of a well mixed hash. */
  public static int register(long hash, int bits) {
    return (int) (hash >>> 64 - bits);
  }

  /** Zeros before the first one in the rest of the hash, plus one: 1 to {@link #rankMax}. */
  public static int rank(long hash, int bits) {
    return Long.numberOfLeadingZeros(hash << bits | 1L << bits - 1) + 1;
  }

  /** The largest rank: all other bits of the hash are zero. */
  public static int rankMax(int bits) {
    return 64 - bits + 1;
  }

  /**
   * Number of distinct values.
   *
   * @param withRank number of registers whose largest rank is the index, 0 for empty ones, up to
   *     {@link #rankMax}
   */
  public static long estimate(int[] withRank) {
    int rankMax = withRank.length - 1;
    double m = 0;
    for (int registers : withRank) {
      m += registers;
    }
    double sum = m * tau(1 - withRank[rankMax] / m);
    for (int rank = rankMax - 1; rank >= 1; rank--) {
      sum = 0.5 * (sum + withRank[rank]);
    }
    sum += m * sigma(withRank[0] / m);
    return Math.round(ALPHA * m * m / sum);
  }

  /** x + Σ x^(2^k) 2^(k−1) over k ≥ 1: what registers that are empty add. */
  private static double sigma(double empty) {
    if (empty == 1) {
      return Double.POSITIVE_INFINITY;
    }
    double x = empty;
    double y = 1;
    double sum = x;
    for (double before = -1; sum != before; ) {
      before = sum;
      x *= x;
      sum += x * y;
      y += y;
    }
    return sum;
  }

  /** (1 − x − Σ (1 − x^(2^−k))² 2^−k over k ≥ 1) / 3: what registers that are full add. */
  private static double tau(double notFull) {
    if (notFull == 0 || notFull == 1) {
      return 0;
    }
    double x = notFull;
    double y = 1;
    double sum = 1 - x;
    for (double before = -1; sum != before; ) {
      before = sum;
      x = Math.sqrt(x);
      y *= 0.5;
      sum -= (1 - x) * (1 - x) * y;
    }
    return sum / 3;
  }
}
