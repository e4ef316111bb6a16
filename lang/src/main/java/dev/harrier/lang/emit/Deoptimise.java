package dev.harrier.lang.emit;

/**
 * Compiled code met a value that it does not handle, such as an int beyond 64 bits; the event is
 * decided by the interpreter instead. Stackless.
 */
final class Deoptimise extends RuntimeException {
  static final Deoptimise NOW = new Deoptimise();

  private Deoptimise() {
    super(null, null, false, false);
  }
}
