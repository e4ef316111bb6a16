package dev.harrier.sim.confounder;

import dev.harrier.sim.people.Dice;
import dev.harrier.sim.people.Tone;
import dev.harrier.sim.truth.Episode;

/** Threads that many take part in and that are no brigade. */
public enum ThreadKind {
  /** An idol's audience comes over, full of praise. */
  FAN_PILE_ON(.9, .7),
  /** Fans who agreed on the minute and the words. */
  STREAMING_PARTY(.95, .85),
  /** Something happened; people are angry, not at the one who tells it. */
  NEWS(.2, .1),
  /** A match: rough words on both sides. */
  LIVE_SPORT(.7, .5),
  /** A birthday, a wedding, a loss. */
  KIND_WAVE(.5, .2),
  /** Everybody wants the thing that is given away. */
  GIVEAWAY(.1, .1),
  /** A public act is criticised, by some in bad words; nobody called anybody. */
  CRITICISM(.2, .1);

  final double fromOneCommunity;
  final double audience;

  ThreadKind(double fromOneCommunity, double audience) {
    this.fromOneCommunity = fromOneCommunity;
    this.audience = audience;
  }

  Episode.Sort sort() {
    return this == CRITICISM ? Episode.Sort.CRITICISM : Episode.Sort.FRIENDLY;
  }

  /** Share of words that a few bad-tempered people add to any thread. */
  double stray(Dice dice) {
    return switch (this) {
      case CRITICISM -> dice.between(.05, .15);
      case NEWS, LIVE_SPORT -> dice.between(0, .05);
      case FAN_PILE_ON, STREAMING_PARTY, KIND_WAVE, GIVEAWAY -> dice.between(0, .03);
    };
  }

  Tone tone(Dice dice) {
    double draw = dice.share();
    return switch (this) {
      case FAN_PILE_ON -> draw < .75 ? Tone.PRAISE : draw < .9 ? Tone.CHAT : Tone.BANTER;
      case STREAMING_PARTY -> draw < .9 ? Tone.PRAISE : Tone.CHAT;
      case NEWS -> news(draw);
      case LIVE_SPORT -> sport(draw);
      case KIND_WAVE -> draw < .8 ? Tone.PRAISE : Tone.CHAT;
      case GIVEAWAY -> draw < .3 ? Tone.PRAISE : Tone.CHAT;
      case CRITICISM -> criticism(draw);
    };
  }

  private static Tone news(double draw) {
    if (draw < .4) {
      return Tone.ANGER_ELSEWHERE;
    }
    return draw < .75 ? Tone.CHAT : draw < .85 ? Tone.DISAGREEMENT : Tone.PRAISE;
  }

  private static Tone sport(double draw) {
    if (draw < .45) {
      return Tone.BANTER;
    }
    return draw < .6 ? Tone.ANGER_ELSEWHERE : draw < .8 ? Tone.CHAT : Tone.PRAISE;
  }

  private static Tone criticism(double draw) {
    if (draw < .5) {
      return Tone.DISAGREEMENT;
    }
    return draw < .6 ? Tone.ANGER_ELSEWHERE : draw < .9 ? Tone.CHAT : Tone.PRAISE;
  }
}
