package dev.harrier.json;

/** What a node of a {@link JsonDocument} holds. */
public enum JsonKind {
  NULL,
  FALSE,
  TRUE,
  /** An integer that fits 64 bits. */
  INT,
  /** An integer beyond 64 bits. */
  BIG_INT,
  /** A number with a point or an exponent. */
  FLOAT,
  STRING,
  ARRAY,
  OBJECT
}
