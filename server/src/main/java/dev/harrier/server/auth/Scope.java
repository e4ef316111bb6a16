package dev.harrier.server.auth;

import java.util.Locale;
import java.util.Optional;

/** What a key allows. */
public enum Scope {
  /** Sending events. */
  DECIDE,
  /** Looking at decisions, entities, bundles, lists and figures. */
  READ,
  /** Setting and taking away labels by hand. */
  LABEL,
  /** Installing bundles and putting them in force. */
  BUNDLE,
  /** Changing lists. */
  LIST,
  /** All of these. */
  ADMIN;

  /** As it is written in files and options. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The scope that is written so; empty if there is none. */
  public static Optional<Scope> of(String word) {
    for (Scope scope : values()) {
      if (scope.word().equals(word)) {
        return Optional.of(scope);
      }
    }
    return Optional.empty();
  }
}
