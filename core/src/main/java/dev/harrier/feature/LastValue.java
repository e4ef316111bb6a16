package dev.harrier.feature;

import org.jspecify.annotations.Nullable;

/** The newest value, until it ends. Texts, longs, doubles and booleans are kept. */
final class LastValue extends FeatureObject {
  private static final int NULL = 0;
  private static final int TEXT = 1;
  private static final int LONG = 2;
  private static final int DOUBLE = 3;
  private static final int FALSE = 4;
  private static final int TRUE = 5;

  private @Nullable Object value;
  private long timeMicros = Long.MIN_VALUE;
  private long endMicros = Long.MIN_VALUE;

  long timeMicros() {
    return timeMicros;
  }

  void set(@Nullable Object value, long timeMicros, long endMicros) {
    this.value = value;
    this.timeMicros = timeMicros;
    this.endMicros = endMicros;
  }

  @Nullable Object at(long time) {
    return time < endMicros ? value : null;
  }

  @Override
  long bytes() {
    return 64 + (value instanceof String text ? 40 + 2L * text.length() : 16);
  }

  @Override
  long newestMicros() {
    return timeMicros == Long.MIN_VALUE ? Long.MIN_VALUE / 2 : timeMicros;
  }

  @Override
  void write(StateBytes out) {
    out.octet(LAST).number(timeMicros).number(endMicros);
    switch (value) {
      case null -> out.octet(NULL);
      case String text -> out.octet(TEXT).text(text);
      case Long whole -> out.octet(LONG).number(whole);
      case Double real -> out.octet(DOUBLE).word(Double.doubleToRawLongBits(real));
      case Boolean flag -> out.octet(flag ? TRUE : FALSE);
      default ->
          throw new IllegalArgumentException(
              "a value of " + value.getClass().getSimpleName() + " cannot be kept");
    }
  }

  static LastValue read(StateBytes.Reader in) {
    LastValue last = new LastValue();
    long time = in.number();
    long end = in.number();
    int kind = in.octet();
    Object value =
        switch (kind) {
          case NULL -> null;
          case TEXT -> in.text();
          case LONG -> in.number();
          case DOUBLE -> Double.longBitsToDouble(in.word());
          case FALSE -> false;
          case TRUE -> true;
          default -> throw new IllegalArgumentException("a value of unknown kind " + kind);
        };
    last.set(value, time, end);
    return last;
  }
}
