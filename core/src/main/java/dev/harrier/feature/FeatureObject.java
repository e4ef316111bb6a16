package dev.harrier.feature;

/** What a feature keeps that is not a list of numbers. */
abstract sealed class FeatureObject
    permits SlidingDistinct, TopTexts, LastValue, FeatureObject.None {
  /** Stands where an object was dropped. */
  static final FeatureObject NONE = new None();

  static final int DISTINCT = 1;
  static final int TOP = 2;
  static final int LAST = 3;

  /** Bytes of memory, about. */
  abstract long bytes();

  /** Time of the newest thing it knows. */
  abstract long newestMicros();

  /** Writes its tag and itself. */
  abstract void write(StateBytes out);

  static FeatureObject read(StateBytes.Reader in) {
    int tag = in.octet();
    return switch (tag) {
      case DISTINCT -> SlidingDistinct.read(in);
      case TOP -> TopTexts.read(in);
      case LAST -> LastValue.read(in);
      default -> throw new IllegalArgumentException("a feature of unknown tag " + tag);
    };
  }

  static final class None extends FeatureObject {
    @Override
    long bytes() {
      return 0;
    }

    @Override
    long newestMicros() {
      return Long.MIN_VALUE / 2;
    }

    @Override
    void write(StateBytes out) {
      throw new AssertionError("a dropped feature is not written");
    }
  }
}
