package dev.harrier.sim.people;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Writes what somebody says. The length is drawn first, from one distribution for every tone, and
 * filled up with words that mean nothing, so that length alone tells nothing.
 */
public final class Speech {
  private static final double MEDIAN_CHARS = 70;
  private static final double SIGMA = .45;
  private static final double TYPO_PER_TEXT = .25;

  /** Share of words that could be meant either way, by those who mean harm and by the others. */
  private static final double HOSTILE_AMBIGUOUS = .25;

  private static final double FRIENDLY_AMBIGUOUS = .06;

  /**
   * Share of texts with a second phrase of another tone: mockery in praise, a question in anger.
   */
  private static final double MIXED = .15;

  private static final List<Tone> MIXED_IN = List.of(Tone.CHAT, Tone.PRAISE, Tone.DISAGREEMENT);

  private final Map<Tone, List<String>> phrases = new EnumMap<>(Tone.class);
  private final Map<String, List<String>> slots = new HashMap<>();
  private final List<String> ambiguous;

  public Speech(Dialect dialect) {
    ambiguous = Words.spoken(Words.ambiguous(), dialect);
    for (Tone tone : Tone.values()) {
      phrases.put(tone, Words.spoken(Words.of(tone), dialect));
    }
    for (String slot : List.of("insult", "bad", "good", "thing")) {
      slots.put(slot, Words.spoken(Words.slot(slot), dialect));
    }
  }

  /** Words of that tone. */
  public String say(Tone tone, Dice dice) {
    double length = Math.clamp(dice.spread(MEDIAN_CHARS, SIGMA), 56, 220);
    boolean either = dice.chance(tone.hostile() ? HOSTILE_AMBIGUOUS : FRIENDLY_AMBIGUOUS);
    List<String> own = either ? ambiguous : phrases(tone);
    StringBuilder text = new StringBuilder(phrase(own, dice));
    if (dice.chance(MIXED)) {
      text.append(", ").append(phrase(phrases(dice.pick(MIXED_IN)), dice));
    }
    while (text.length() < length) {
      boolean more = dice.chance(.25) && length - text.length() > 30;
      String part = more ? phrase(own, dice) : dice.pick(Words.filler());
      if (dice.chance(.5)) {
        text.append(dice.chance(.5) ? ", " : " ").append(part);
      } else {
        text.insert(0, part + (dice.chance(.5) ? ", " : " "));
      }
    }
    return dice.chance(TYPO_PER_TEXT) ? mistyped(text, dice) : text.toString();
  }

  private List<String> phrases(Tone tone) {
    return Objects.requireNonNull(phrases.get(tone));
  }

  private String phrase(List<String> from, Dice dice) {
    String phrase = dice.pick(from);
    for (int open = phrase.indexOf('{'); open >= 0; open = phrase.indexOf('{')) {
      int close = phrase.indexOf('}', open);
      String word = dice.pick(Objects.requireNonNull(slots.get(phrase.substring(open + 1, close))));
      phrase = phrase.substring(0, open) + word + phrase.substring(close + 1);
    }
    return phrase;
  }

  private static String mistyped(StringBuilder text, Dice dice) {
    int at = dice.below(text.length() - 1);
    char one = text.charAt(at);
    text.setCharAt(at, text.charAt(at + 1));
    text.setCharAt(at + 1, one);
    return text.toString();
  }
}
