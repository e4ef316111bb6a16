package dev.harrier.lang.value;

/** A length of time as a value of the language; as a feature it is its seconds as a float. */
public record TimeDeltaValue(long micros) implements Comparable<TimeDeltaValue> {
  public double seconds() {
    return micros / 1e6;
  }

  @Override
  public int compareTo(TimeDeltaValue other) {
    return Long.compare(micros, other.micros);
  }
}
