package dev.harrier.sim.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SpeechTest {
  private static double meanLength(Tone tone) {
    Speech speech = new Speech(Dialect.HELD_OUT);
    Dice dice = new Dice(3);
    double sum = 0;
    for (int i = 0; i < 4_000; i++) {
      sum += speech.say(tone, dice).length();
    }
    return sum / 4_000;
  }

  @Test
  void noToneIsLongerThanAnother() {
    double chat = meanLength(Tone.CHAT);

    for (Tone tone : Tone.values()) {
      assertThat(meanLength(tone)).as(tone.name()).isBetween(chat * .95, chat * 1.05);
    }
  }

  @Test
  void noSlotStaysOpen() {
    for (Dialect dialect : Dialect.values()) {
      Speech speech = new Speech(dialect);
      Dice dice = new Dice(4);
      for (int i = 0; i < 3_000; i++) {
        Tone tone = Tone.values()[i % Tone.values().length];
        assertThat(speech.say(tone, dice)).doesNotContain("{").doesNotContain("}");
      }
    }
  }

  @Test
  void aDialectHasPhrasesThatNoOtherHas() {
    for (Tone tone : Tone.values()) {
      Set<String> own = new HashSet<>(Words.spoken(Words.of(tone), Dialect.HELD_OUT));
      own.removeAll(Words.spoken(Words.of(tone), Dialect.LEARN));
      own.removeAll(Words.spoken(Words.of(tone), Dialect.TUNE));
      assertThat(own).as(tone.name()).hasSizeGreaterThan(2);
    }
  }
}
