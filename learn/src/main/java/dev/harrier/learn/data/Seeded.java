package dev.harrier.learn.data;

/**
 * Pseudo-random numbers that depend on the seed and on nothing else, in every version of Java
 * (SplitMix64: Steele, Lea and Flood, OOPSLA 2014, figure 14).
 */
public final class Seeded {
  private static final long GAMMA = 0x9e3779b97f4a7c15L;

  private long state;

  public Seeded(long seed) {
    state = seed;
  }

  /** The generator of part {@code part} of what is seeded, independent of the other parts. */
  public static Seeded of(long seed, long part) {
    return new Seeded(mix(seed + mix(part + GAMMA)));
  }

  /** 64 random bits. */
  public long nextLong() {
    state += GAMMA;
    return mix(state);
  }

  /** Uniform in 0..bound−1; the bias is below bound / 2^31. */
  public int nextInt(int bound) {
    return (int) (((nextLong() >>> 33) * bound) >>> 31);
  }

  /** Uniform in [0, 1). */
  public double nextDouble() {
    return (nextLong() >>> 11) * 0x1p-53;
  }

  /** Standard normal (Box and Muller, 1958). */
  public double nextGaussian() {
    double radius = Math.sqrt(-2 * StrictMath.log(1 - nextDouble()));
    return radius * StrictMath.cos(2 * Math.PI * nextDouble());
  }

  /** 0..n−1 in random order (Fisher and Yates). */
  public int[] permutation(int n) {
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      int j = nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  /** The finaliser of SplitMix64, a bijection of 64 bits. */
  public static long mix(long bits) {
    long z = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
