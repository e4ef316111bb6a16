package dev.harrier.server.demo;

/** Who an account belongs to; in truth, not in the events. */
public enum Group {
  LINK_SPAM(true, "link-spam wave", "accounts made yesterday post links to three shops"),
  BRIGADE(true, "reply brigade", "strangers insult one person within half an hour"),
  ORDINARY(false, "ordinary people", "post, reply and follow all evening"),
  BAKERY(false, "a bakery", "posts a link to its own shop every ten minutes"),
  CLASS(false, "a school class", "signs up together and shares one link, once each"),
  NEWCOMERS(false, "newcomers", "joined today and post a link or two to their pictures"),
  WELL_WISHERS(false, "well-wishers", "ninety replies to one person's birthday in minutes"),
  RUDE_FRIENDS(false, "rude friends", "call each other names all evening and mean no harm"),
  WITNESS(false, "a witness", "is insulted, and quotes the insults in posts");

  private final boolean attacker;
  private final String title;
  private final String story;

  Group(boolean attacker, String title, String story) {
    this.attacker = attacker;
    this.title = title;
    this.story = story;
  }

  public boolean attacker() {
    return attacker;
  }

  public String title() {
    return title;
  }

  /** What its members do, in a few words. */
  public String story() {
    return story;
  }
}
