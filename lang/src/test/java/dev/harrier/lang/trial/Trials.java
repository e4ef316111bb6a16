package dev.harrier.lang.trial;

/**
 * Runs a check on many seeds, and says which seed failed.
 *
 * <p>{@code -Dtrials=N} sets how many trials all tests of this kind run; {@code -Dseed=S} runs seed
 * S alone.
 */
public final class Trials {
  private Trials() {}

  /** One trial; everything random in it comes from the seed. */
  @FunctionalInterface
  public interface Trial {
    void run(long seed) throws Throwable;
  }

  /**
   * @param usually how many trials run when nothing else is asked for
   * @param perSeed how many of them one seed stands for
   */
  public static void run(int usually, int perSeed, Trial trial) {
    Long only = Long.getLong("seed");
    if (only != null) {
      once(only, trial);
      return;
    }
    long seeds = (Long.getLong("trials", usually) + perSeed - 1) / perSeed;
    for (long seed = 0; seed < seeds; seed++) {
      once(seed, trial);
    }
  }

  private static void once(long seed, Trial trial) {
    try {
      trial.run(seed);
    } catch (Throwable e) {
      throw new AssertionError("trial failed: run it alone with -Dseed=" + seed + ": " + e, e);
    }
  }
}
