package dev.harrier.runtime.embed;

/** When an event counts as answered. */
public enum Ack {
  /** Its decision and all that follows from it are on disk and survive a power cut. */
  DURABLE,
  /** It is decided; what it changed is on disk a moment later, and is lost with a crash before. */
  DECIDED
}
