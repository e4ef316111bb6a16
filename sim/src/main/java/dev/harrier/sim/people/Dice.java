package dev.harrier.sim.people;

import java.util.List;

/** Random numbers that follow from the seed alone (SplitMix64; Steele, Lea, Flood, OOPSLA 2014). */
public final class Dice {
  private static final long GAMMA = 0x9e3779b97f4a7c15L;

  private long state;

  public Dice(long seed) {
    state = mix(seed + GAMMA);
  }

  /** The dice of one part of a world, independent of the other parts. */
  public Dice part(long part) {
    return new Dice(mix(state ^ mix(part + GAMMA)));
  }

  public long bits() {
    state += GAMMA;
    return mix(state);
  }

  private static long mix(long bits) {
    long z = (bits ^ bits >>> 30) * 0xbf58476d1ce4e5b9L;
    z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
    return z ^ z >>> 31;
  }

  /** Uniform in [0, 1). */
  public double share() {
    return (bits() >>> 11) * 0x1p-53;
  }

  public boolean chance(double probability) {
    return share() < probability;
  }

  /** Uniform in 0..bound−1. */
  public int below(int bound) {
    return (int) (share() * bound);
  }

  public double between(double least, double most) {
    return least + share() * (most - least);
  }

  /** Log-uniform: each factor as likely as any other. */
  public double scale(double least, double most) {
    return StrictMath.exp(between(StrictMath.log(least), StrictMath.log(most)));
  }

  public double normal() {
    double radius = Math.sqrt(-2 * StrictMath.log(1 - share()));
    return radius * StrictMath.cos(2 * Math.PI * share());
  }

  /** Log-normal with that median. */
  public double spread(double median, double sigma) {
    return median * StrictMath.exp(sigma * normal());
  }

  /** Exponential with that mean. */
  public double wait(double mean) {
    return -mean * StrictMath.log(1 - share());
  }

  public <T> T pick(List<T> from) {
    return from.get(below(from.size()));
  }

  /** Sixteen hexadecimal digits: identifiers tell nothing. */
  public String identifier() {
    return Long.toHexString(bits() | 1L << 63).substring(1);
  }
}
