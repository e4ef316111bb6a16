package dev.harrier.server.http;

/** Lets at most so many through in a second, spread over it. Owned by one thread. */
final class Pace {
  private static final long SECOND = 1_000_000_000;

  private final long gapNanos;
  private long nextNanos;
  private boolean begun;

  /**
   * @param most in a second; 0 lets all through
   */
  Pace(int most) {
    this.gapNanos = most == 0 ? 0 : SECOND / most;
  }

  boolean admits(long nowNanos) {
    if (begun && nowNanos - nextNanos < 0) {
      return false;
    }
    begun = true;
    nextNanos = nowNanos + gapNanos;
    return true;
  }
}
