package dev.harrier.detect.contact;

import org.jspecify.annotations.Nullable;

/** What one account does that concerns another. */
public enum Kind {
  REPLY(Sort.CONTACT),
  MENTION(Sort.CONTACT),
  QUOTE(Sort.CONTACT),
  DM(Sort.CONTACT),
  LIKE(Sort.LINK),
  REPOST(Sort.LINK),
  FOLLOW(Sort.LINK),
  UNFOLLOW(Sort.LINK),
  BLOCK(Sort.REFUSAL),
  MUTE(Sort.REFUSAL),
  REPORT(Sort.REFUSAL),
  HIDE(Sort.REFUSAL),
  UNBLOCK(Sort.PARDON),
  UNMUTE(Sort.PARDON);

  /** What an act means between two accounts. */
  enum Sort {
    /** Words that reach the other. */
    CONTACT,
    /** An act without words. */
    LINK,
    /** The one who was reached does not want it. */
    REFUSAL,
    /** A refusal taken back. */
    PARDON
  }

  private static final Kind[] ALL = values();

  private final Sort sort;

  Kind(Sort sort) {
    this.sort = sort;
  }

  Sort sort() {
    return sort;
  }

  /** The kind of that name in lower case, which is the event's type, or null. */
  static @Nullable Kind of(String type) {
    for (Kind kind : ALL) {
      if (kind.name().equalsIgnoreCase(type)) {
        return kind;
      }
    }
    return null;
  }
}
