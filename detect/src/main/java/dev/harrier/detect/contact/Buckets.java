package dev.harrier.detect.contact;

import dev.harrier.feature.StateBytes;
import java.util.Arrays;

/**
 * Sums over the last while, in buckets of equal length: the far edge is off by at most one bucket.
 * What comes later than the whole window is left out.
 */
public final class Buckets {
  private final long bucketMicros;
  private final int buckets;
  private final int columns;
  private final float[] sums;
  private long newest;

  /**
   * @param columns different sums kept, told apart by their index
   */
  public Buckets(long bucketMicros, int buckets, int columns) {
    this.bucketMicros = bucketMicros;
    this.buckets = buckets;
    this.columns = columns;
    this.sums = new float[buckets * columns];
  }

  public void add(long timeMicros, int column, float amount) {
    long bucket = Math.floorDiv(timeMicros, bucketMicros);
    advance(bucket);
    if (bucket > newest - buckets) {
      sums[at(bucket) + column] += amount;
    }
  }

  private void advance(long bucket) {
    if (bucket - newest >= buckets) {
      Arrays.fill(sums, 0);
      newest = bucket;
    }
    while (newest < bucket) {
      newest++;
      Arrays.fill(sums, at(newest), at(newest) + columns, 0);
    }
  }

  private int at(long bucket) {
    return (int) Math.floorMod(bucket, (long) buckets) * columns;
  }

  /** Sum of a column over the window that ends at that time. */
  public double sum(long timeMicros, int column) {
    long last = Math.floorDiv(timeMicros, bucketMicros);
    double sum = 0;
    for (long bucket = Math.max(last, newest) - buckets + 1; bucket <= newest; bucket++) {
      sum += sums[at(bucket) + column];
    }
    return sum;
  }

  public long windowMicros() {
    return bucketMicros * buckets;
  }

  public void write(StateBytes bytes) {
    bytes.number(newest);
    int filled = 0;
    for (float sum : sums) {
      filled += sum == 0 ? 0 : 1;
    }
    bytes.number(filled);
    for (int i = 0; i < sums.length; i++) {
      if (sums[i] != 0) {
        bytes.number(i).number(Float.floatToIntBits(sums[i]));
      }
    }
  }

  /** Reads what {@link #write} wrote into this one, of the same shape. */
  public void read(StateBytes.Reader bytes) {
    newest = bytes.number();
    for (int filled = bytes.size(); filled > 0; filled--) {
      long i = bytes.number();
      if (i < 0 || i >= sums.length) {
        throw new IllegalArgumentException("a state has bucket " + i + " of " + sums.length);
      }
      sums[(int) i] = Float.intBitsToFloat((int) bytes.number());
    }
  }
}
