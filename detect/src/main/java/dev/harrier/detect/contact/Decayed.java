package dev.harrier.detect.contact;

import dev.harrier.feature.StateBytes;

/**
 * Count, mean and variance of numbers, older ones weighing less: 2^(−age / half-life). 32 bytes.
 */
public final class Decayed {
  private final long halfLifeMicros;
  private long time;
  private double weight;
  private double sum;
  private double squares;

  public Decayed(long halfLifeMicros) {
    this.halfLifeMicros = halfLifeMicros;
  }

  /** Adds a number; one from before the newest counts as if it came with it. */
  public void add(double value, long timeMicros) {
    if (timeMicros > time) {
      double kept = kept(timeMicros);
      weight *= kept;
      sum *= kept;
      squares *= kept;
      time = timeMicros;
    }
    weight++;
    sum += value;
    squares += value * value;
  }

  private double kept(long timeMicros) {
    return timeMicros <= time
        ? 1
        : StrictMath.exp((time - timeMicros) * (StrictMath.log(2) / halfLifeMicros));
  }

  /** How many numbers count at that time, each by its weight. */
  public double weight(long timeMicros) {
    return weight * kept(timeMicros);
  }

  /** Weighted sum at that time. */
  public double sum(long timeMicros) {
    return sum * kept(timeMicros);
  }

  /** The mean, drawn towards a prior that weighs as much as so many numbers. */
  public double mean(long timeMicros, double prior, double priorWeight) {
    return (sum(timeMicros) + prior * priorWeight) / (weight(timeMicros) + priorWeight);
  }

  /** The variance about that mean, drawn towards a prior in the same way. */
  public double variance(
      long timeMicros, double priorMean, double priorVariance, double priorWeight) {
    double mean = mean(timeMicros, priorMean, priorWeight);
    double kept = kept(timeMicros);
    double spread = kept * (squares - 2 * mean * sum + mean * mean * weight);
    double all = spread + priorWeight * (priorVariance + (priorMean - mean) * (priorMean - mean));
    return Math.max(0, all) / (weight * kept + priorWeight);
  }

  public void write(StateBytes bytes) {
    bytes.number(time).word(Double.doubleToLongBits(weight));
    bytes.word(Double.doubleToLongBits(sum)).word(Double.doubleToLongBits(squares));
  }

  /** Reads what {@link #write} wrote into this one. */
  public void read(StateBytes.Reader bytes) {
    time = bytes.number();
    weight = Double.longBitsToDouble(bytes.word());
    sum = Double.longBitsToDouble(bytes.word());
    squares = Double.longBitsToDouble(bytes.word());
  }
}
