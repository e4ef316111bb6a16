package dev.harrier.sim.attack;

import dev.harrier.sim.people.Days;
import dev.harrier.sim.people.Dice;

/**
 * One brigade before it sets out.
 *
 * @param attackers accounts
 * @param seconds from the first word to the last, about
 * @param explicit share of its words that are insults; of the rest most insinuate
 * @param idle share of its words that say nothing hostile
 * @param puppets share of accounts made for it
 * @param audience share of the others who acted on the instigator's posts before
 * @param wordsEach words of one attacker, at most
 */
record Plan(
    int attackers,
    double seconds,
    double explicit,
    double idle,
    double puppets,
    double audience,
    int wordsEach) {

  private static final double MINUTE = 60;

  static Plan of(Family family, Dice dice) {
    int few = (int) dice.scale(20, 60);
    int many = (int) dice.scale(20, 200);
    double quick = dice.scale(5 * MINUTE, Days.HOUR);
    double evening = dice.scale(20 * MINUTE, 8 * Days.HOUR);
    double idle = dice.between(.05, .2);
    double rude = dice.between(.2, .6);
    return switch (family) {
      case RALLY -> new Plan(many, quick, rude, idle, 0, dice.between(.5, .9), 2);
      case SOCKPUPPETS -> new Plan(few, evening, rude, idle, 1, 0, 4);
      case GRUDGE ->
          new Plan(many, dice.scale(8, 48) * Days.HOUR, rude, idle, 0, dice.between(.4, .8), 3);
      case ELSEWHERE -> new Plan(many, evening, rude, idle, dice.between(0, .2), 0, 2);
      case MESSAGES -> new Plan(few, evening, rude, idle, 0, dice.between(.2, .8), 2);
      case WAVES -> new Plan(many, evening, rude, idle, dice.between(.2, .6), .5, 3);
      case INSINUATION ->
          new Plan(many, evening, dice.between(0, .15), idle, 0, dice.between(.3, .9), 2);
      case SERIAL -> new Plan(few, quick, rude, idle, 0, dice.between(.4, .8), 2);
      case DROWNED -> new Plan(many, quick, rude, idle, 0, dice.between(.3, .8), 2);
    };
  }
}
