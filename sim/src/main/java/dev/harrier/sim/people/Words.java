package dev.harrier.sim.people;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Phrases by tone. Of each list every other one is common; of the rest of the first half one in two
 * is of the dialect that text models learn from, the other of that which is tuned on; the rest of
 * the last half is held out. {@code {insult}}, {@code {bad}}, {@code {good}} and {@code {thing}}
 * stand for a word of that kind.
 */
final class Words {
  private static final List<String> CHAT =
      List.of(
          "where did you take this",
          "did you see the {thing} yesterday",
          "i was there last year",
          "which {thing} do you use",
          "same here to be honest",
          "it rained here all day",
          "is there a longer version of this",
          "my sister said the same",
          "what time does it start",
          "saving this for the weekend",
          "we had that {thing} at home",
          "does it come in blue",
          "i have a question about the {thing}",
          "just read the whole thing",
          "not sure i follow",
          "this reminds me of the {thing} in my town",
          "how long did it take you",
          "the bus was late again",
          "can you share the recipe",
          "my dog does that as well",
          "back from the {thing} just now",
          "have you tried the other {thing}",
          "who else is going tomorrow",
          "i thought it was on thursday",
          "reading this at work",
          "the {thing} broke again",
          "what happened to the old {thing}",
          "first time i see this");
  private static final List<String> PRAISE =
      List.of(
          "this is {good}",
          "you made my day",
          "love this so much",
          "so happy for you",
          "what a {good} {thing}",
          "congratulations, you earned it",
          "thank you for this",
          "i cried, this is {good}",
          "best {thing} of the year",
          "you are {good}",
          "keep going, we are with you",
          "never stop making these",
          "crying in the good way",
          "proud of you",
          "this deserves more love",
          "we adore you",
          "that was {good} to watch",
          "you absolute legend",
          "all the best to you and yours",
          "what a {good} day for you",
          "my whole family loves it",
          "sending love from far away",
          "you did it",
          "the {thing} was {good}, thank you",
          "so well deserved",
          "everyone here is smiling");
  private static final List<String> BANTER =
      List.of(
          "your {thing} is {bad} and you know it, haha", "we will destroy you on saturday",
          "you {insult}, i cannot believe you said that, haha", "shut up, i am laughing so hard",
          "you lot are {bad} at this, see you sunday", "damn, that is {bad}, i love it",
          "cry more, see you next season", "what a {insult} you are, never change",
          "we are coming for you tonight, haha", "go home, the {thing} was ours",
          "you will lose again, bring tissues", "hell of a {thing}, you {insult}",
          "that was {bad}, even for us", "you owe me a beer, {insult}",
          "get lost with your {thing}, haha", "your side is {bad}, sorry not sorry",
          "i hate you for this, in a nice way", "killing it tonight, you monster");
  private static final List<String> ANGER =
      List.of(
          "that referee is a {insult}",
          "those people at the {thing} are {bad}",
          "what a {bad} {thing} they made of it",
          "the council should be ashamed",
          "whoever did this is a {insult}",
          "they lied to all of us",
          "this {thing} is a disgrace",
          "fire the {insult} who decided this",
          "the ministry is {bad}, as always",
          "sick of these {insult}s in charge",
          "how could they let this happen",
          "somebody must pay for this",
          "the {thing} company are {insult}s",
          "they should resign today",
          "it is {bad} what they did to you",
          "shame on everyone who signed that",
          "nobody in office cares",
          "hateful, what they did");
  private static final List<String> DISAGREEMENT =
      List.of(
          "i think you are wrong about the {thing}",
          "that is not how the {thing} works",
          "respectfully, no",
          "the numbers say otherwise",
          "you left out half of the story",
          "this ages badly",
          "i expected better of you here",
          "the opposite is true",
          "you should read the {thing} first",
          "i do not buy this argument",
          "this is a weak point",
          "you changed your mind since last year",
          "disagree, and here is why",
          "that comparison is {bad}",
          "please correct the {thing}",
          "no source, no story",
          "you cannot mean that",
          "this is the worst take on the {thing}");
  private static final List<String> ATTACK =
      List.of(
          "you are a {insult}",
          "what a {bad} {insult} you are",
          "nobody likes you, {insult}",
          "delete your account, {insult}",
          "go away and never come back",
          "you make me sick",
          "shut your mouth, {insult}",
          "you {bad} piece of nothing",
          "i hope you lose everything",
          "you will regret this, {insult}",
          "everyone knows you are a {insult}",
          "crawl back to your hole",
          "the world is better without you",
          "you deserve all of it",
          "we will find you",
          "look at this {insult}",
          "you are {bad} and you look {bad}",
          "get off this site, {insult}",
          "do us a favour and disappear",
          "you should never have been born",
          "what is wrong with you, {insult}",
          "your kind makes me sick",
          "stupid {insult}",
          "you disgust me",
          "burn in hell, {insult}",
          "you are done here, {insult}",
          "hang your head, you {bad} {insult}",
          "we do not want you here");
  private static final List<String> INSINUATION =
      List.of(
          "we know what you did",
          "hope you are proud of yourself",
          "people like you never learn",
          "everyone is watching you now",
          "enjoy it while it lasts",
          "your boss will love to read this",
          "so this is who you really are",
          "you always do this, do you not",
          "ask your friends what they say behind your back",
          "we took screenshots",
          "funny how you went quiet",
          "i would be careful if i were you",
          "how do you sleep",
          "some of us remember",
          "your mother must be so proud",
          "we see you",
          "tick tock",
          "you had it coming",
          "is this the best you can do",
          "nobody asked for you",
          "imagine being you",
          "still here? interesting",
          "you know exactly why",
          "say it again, we dare you",
          "your poor family",
          "this will follow you",
          "the mask is off",
          "they should know where you work");
  private static final List<String> AMBIGUOUS =
      List.of(
          "well, well, look who is here",
          "you again",
          "i remember this",
          "wow, just wow",
          "who let you out",
          "are you serious",
          "this says it all",
          "nice try",
          "and there it is",
          "look at you",
          "what did you expect",
          "good luck with that",
          "you must be joking",
          "read that again, slowly",
          "someone had to say it",
          "bless your heart",
          "do you ever stop",
          "here we go again",
          "unbelievable",
          "so this is the {thing}",
          "you really did that",
          "we all saw it",
          "no words",
          "think before you post",
          "sure, if you say so",
          "is that all",
          "keep talking",
          "ask yourself why");
  private static final List<String> FILLER =
      List.of(
          "honestly",
          "today",
          "for what it is worth",
          "this morning",
          "again",
          "as ever",
          "right now",
          "after all",
          "in the end",
          "from what i saw",
          "by the way",
          "once more",
          "at last",
          "so",
          "well",
          "i mean",
          "really",
          "you know",
          "this week",
          "on the train",
          "just saying",
          "over here",
          "as far as i know",
          "to be fair",
          "no more words",
          "all day",
          "since monday");

  private static final Map<String, List<String>> SLOTS =
      Map.of(
          "insult",
          List.of(
              "clown",
              "loser",
              "idiot",
              "fraud",
              "coward",
              "liar",
              "moron",
              "rat",
              "pig",
              "freak",
              "fool",
              "creep",
              "snake",
              "parasite",
              "hack",
              "worm",
              "cheat",
              "dimwit",
              "halfwit",
              "leech",
              "swine",
              "weasel",
              "crook",
              "numpty"),
          "bad",
          List.of(
              "pathetic",
              "disgusting",
              "worthless",
              "terrible",
              "awful",
              "miserable",
              "rotten",
              "useless",
              "filthy",
              "dreadful",
              "vile",
              "shameful",
              "hideous",
              "lousy"),
          "good",
          List.of(
              "wonderful",
              "brilliant",
              "gorgeous",
              "amazing",
              "perfect",
              "stunning",
              "lovely",
              "splendid",
              "superb",
              "magical",
              "beautiful",
              "fantastic"),
          "thing",
          List.of(
              "song",
              "match",
              "picture",
              "story",
              "goal",
              "video",
              "cake",
              "garden",
              "speech",
              "concert",
              "recipe",
              "game",
              "book",
              "train",
              "festival",
              "drawing",
              "interview",
              "season",
              "jacket",
              "bridge"));

  private Words() {}

  /** The list of a tone. */
  static List<String> of(Tone tone) {
    return switch (tone) {
      case CHAT -> CHAT;
      case PRAISE -> PRAISE;
      case BANTER -> BANTER;
      case ANGER_ELSEWHERE -> ANGER;
      case DISAGREEMENT -> DISAGREEMENT;
      case ATTACK -> ATTACK;
      case INSINUATION -> INSINUATION;
    };
  }

  /** What anybody may say, kindly or not. */
  static List<String> ambiguous() {
    return AMBIGUOUS;
  }

  static List<String> filler() {
    return FILLER;
  }

  static List<String> slot(String name) {
    return SLOTS.getOrDefault(name, List.of(name));
  }

  /** What one dialect uses of a list. */
  static List<String> spoken(List<String> all, Dialect dialect) {
    List<String> spoken = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if (spoken(i, i < all.size() / 2, dialect)) {
        spoken.add(all.get(i));
      }
    }
    return spoken;
  }

  private static boolean spoken(int i, boolean firstHalf, Dialect dialect) {
    boolean common = i % 2 == 0;
    return switch (dialect) {
      case LEARN -> common || firstHalf && i % 4 == 1;
      case TUNE -> firstHalf ? i % 4 == 3 : common;
      case HELD_OUT -> common || !firstHalf;
    };
  }
}
