package dev.harrier.detect.burst;

import dev.harrier.feature.StateBytes;
import java.util.concurrent.TimeUnit;

/**
 * How many first contacts a receiver usually has in one period: mean and variance with a half-life
 * of seven days, empty periods included, in closed form. A period counts for no more than {@link
 * #learnable} allows, so that one burst does not make the next one usual.
 */
final class RateHabit {
  private static final double HALF_LIFE = TimeUnit.DAYS.toMicros(7);
  private static final double DEVIATIONS_LEARNT = 4;
  private static final double ALWAYS_LEARNT = 8;

  private final long periodMicros;
  private final double keep;
  private long period = Long.MIN_VALUE;
  private double count;
  private double weight;
  private double sum;
  private double squares;

  RateHabit(long periodMicros) {
    this.periodMicros = periodMicros;
    this.keep = StrictMath.exp(-StrictMath.log(2) * periodMicros / HALF_LIFE);
  }

  /** One more first contact; {@code learn} is false while a limit stands. */
  void add(long timeMicros, boolean learn) {
    close(timeMicros);
    if (learn) {
      count++;
    }
  }

  /** Ends the periods before that time. */
  void close(long timeMicros) {
    long now = Math.floorDiv(timeMicros, periodMicros);
    if (period == Long.MIN_VALUE) {
      period = now;
    }
    if (now <= period) {
      return;
    }
    fold(Math.min(count, learnable()));
    double idle = StrictMath.exp(StrictMath.log(keep) * (now - period - 1));
    sum *= idle;
    squares *= idle;
    weight = 1 - (1 - weight) * idle;
    period = now;
    count = 0;
  }

  private void fold(double value) {
    weight = keep * weight + (1 - keep);
    sum = keep * sum + (1 - keep) * value;
    squares = keep * squares + (1 - keep) * value * value;
  }

  private double learnable() {
    return mean() + DEVIATIONS_LEARNT * Math.sqrt(variance()) + ALWAYS_LEARNT;
  }

  /** Mean of a period; 0 before the first one ends. */
  double mean() {
    return weight == 0 ? 0 : sum / weight;
  }

  double variance() {
    return weight == 0 ? 0 : Math.max(0, squares / weight - mean() * mean());
  }

  /** How far a count lies above the habit: (r − μ) / √(max(μ, σ²) + 1). */
  double surprise(double rate) {
    return (rate - mean()) / Math.sqrt(Math.max(mean(), variance()) + 1);
  }

  void write(StateBytes bytes) {
    bytes.number(period).word(Double.doubleToLongBits(count));
    bytes.word(Double.doubleToLongBits(weight));
    bytes.word(Double.doubleToLongBits(sum)).word(Double.doubleToLongBits(squares));
  }

  void read(StateBytes.Reader bytes) {
    period = bytes.number();
    count = Double.longBitsToDouble(bytes.word());
    weight = Double.longBitsToDouble(bytes.word());
    sum = Double.longBitsToDouble(bytes.word());
    squares = Double.longBitsToDouble(bytes.word());
  }
}
