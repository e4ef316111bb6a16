package dev.harrier.lang.plan;

/** How compiled code holds a node's value. */
public enum Rep {
  /** An int that fits 64 bits; anything beyond leaves compiled code. */
  LONG,
  /** A float. */
  DOUBLE,
  /** An int or a float, known only at run time; held as a double where only its size matters. */
  NUMBER,
  BOOL,
  TEXT,
  /** Anything, boxed, in the representation of {@code lang.value}. */
  OBJECT;

  public boolean numeric() {
    return this == LONG || this == DOUBLE || this == NUMBER;
  }
}
