package dev.harrier.server.demo;

import java.util.List;

/** What people on the made-up platform say. */
final class Words {
  private Words() {}

  static final List<String> FIRST =
      List.of(
          "amber", "birch", "cloud", "delta", "ember", "fern", "grey", "hazel", "iris", "juno",
          "kite", "lark", "moss", "nova", "opal", "pine");
  static final List<String> SECOND =
      List.of(
          "walker",
          "reader",
          "baker",
          "rider",
          "singer",
          "painter",
          "gardener",
          "sailor",
          "knitter",
          "runner");
  static final List<String> SMALL_TALK =
      List.of(
          "the rain has stopped at last",
          "finished the book, what an ending",
          "who else watches the match tonight",
          "my bread did not rise again",
          "lovely light over the harbour",
          "the train is late, as ever",
          "new strings on the old guitar",
          "the cat found the one sunny spot",
          "tomatoes are coming along",
          "first swim of the year, it was cold",
          "half the street is out on bikes",
          "that concert was worth the wait");
  static final List<String> ENDINGS = List.of("", "!", " 🙂", " ☀️", "…", ", honestly", " today");
  static final List<String> NEWS =
      List.of(
          "evening-post.example",
          "harbour-news.example",
          "match-report.example",
          "weather.example");
  static final List<String> ANSWERS =
      List.of(
          "ha, same here",
          "where was that?",
          "thank you, that helped a lot",
          "I do not agree, but I see what you mean",
          "see you there",
          "beautiful",
          "tell me more",
          "not sure about this one",
          "you were right all along",
          "count me in");
  static final List<String> GRUMBLES =
      List.of(
          "what a clown take",
          "oh shut up, it was offside",
          "that is a pathetic excuse",
          "no. just no");
  static final List<String> BANTER =
      List.of(
          "you idiot 😂",
          "loser buys the drinks",
          "shut up and come over",
          "absolute clown, love you",
          "see you at eight, moron");
  static final List<String> WISHES =
      List.of(
          "happy birthday!",
          "happy birthday 🎉🎂",
          "many happy returns",
          "have a great one",
          "another year, congratulations!");
  static final List<String> PICTURES =
      List.of(
          "my first pictures here",
          "more pictures from the coast",
          "hello all, I take pictures of birds");
  static final List<String> BREAD =
      List.of(
          "fresh rye, out of the oven now",
          "two plum cakes left",
          "tomorrow: seed rolls",
          "order your Sunday bread");
  static final List<String> SCAMS =
      List.of(
          "FREE FOLLOWERS for everyone here",
          "double your money by tonight",
          "claim your prize before it is gone",
          "giveaway ends in an hour!!",
          "my best investment tip",
          "W0rk from home and earn");
  static final List<String> BAIT =
      List.of(
          "look at this",
          "I cannot believe the price",
          "everyone talks about this shop",
          "last pieces!",
          "so happy with mine",
          "wow",
          "only today 🔥🔥");
  static final List<String> SPAM_SHOPS =
      List.of("best-deals-4u.example", "luxury-outlet.example", "quick-prize.example");
  static final List<String> ATTACKS =
      List.of(
          "delete your account",
          "what a clown",
          "pathetic",
          "you are a LOSER and everyone knows",
          "nobody likes you",
          "you should be ashamed",
          "shut up already",
          "go away, we do not want you here",
          "imagine being this much of an idiot",
          "embarrassing");
}
