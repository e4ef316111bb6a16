package dev.harrier.sim.people;

/** Whose words: some phrases and slot words of each tone are common, others are of one only. */
public enum Dialect {
  /** Of the worlds that text models are fitted to. */
  LEARN,
  /** Of those that thresholds are fitted to: a third of the phrases are unheard before. */
  TUNE,
  /** Of those that are only measured on: a third of the phrases are unheard before. */
  HELD_OUT
}
