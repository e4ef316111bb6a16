package dev.harrier.sim.people;

/** What somebody means by their words. */
public enum Tone {
  CHAT,
  PRAISE,
  /** Rough words between people who mean no harm. */
  BANTER,
  /** Rough words about a thing or about somebody else. */
  ANGER_ELSEWHERE,
  DISAGREEMENT,
  /** Insults and threats to the receiver. */
  ATTACK,
  /** Meant to hurt, without a rude word. */
  INSINUATION;

  /** Whether the words are meant to hurt the one who reads them. */
  public boolean hostile() {
    return this == ATTACK || this == INSINUATION;
  }
}
