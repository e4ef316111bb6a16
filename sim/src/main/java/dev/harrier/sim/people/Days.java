package dev.harrier.sim.people;

/** When people are awake: few acts at night, most in the evening. */
public final class Days {
  public static final double HOUR = 3_600;
  public static final double DAY = 24 * HOUR;

  private Days() {}

  /** A second of that day, drawn by how much goes on in each hour. */
  public static double second(int day, Dice dice) {
    while (true) {
      double hour = dice.share() * 24;
      double busy = .55 - .45 * StrictMath.cos((hour - 4) / 24 * 2 * Math.PI);
      if (dice.chance(busy)) {
        return day * DAY + hour * HOUR;
      }
    }
  }
}
