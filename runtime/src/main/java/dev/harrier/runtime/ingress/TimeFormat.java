package dev.harrier.runtime.ingress;

/** How a time is written. */
public enum TimeFormat {
  /** {@code 2026-09-01T10:40:00.000001Z}; without an offset it is read as UTC. */
  ISO,
  /** {@code Wed Jan 07 11:06:08 +0000 2015}. */
  TWITTER,
  EPOCH_S,
  EPOCH_MS,
  EPOCH_US
}
