package dev.harrier.server.auth;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * A key, without its secret.
 *
 * @param id by which it is found and revoked
 * @param name what it is for, in words
 * @param hash SHA-256 of the secret, hexadecimal
 * @param perSecond events and other requests a second that it allows in the long run; 0 for any
 */
public record Key(
    String id, String name, String hash, Set<Scope> scopes, int perSecond, Instant created) {
  public Key {
    EnumSet<Scope> copy = EnumSet.noneOf(Scope.class);
    copy.addAll(scopes);
    scopes = Collections.unmodifiableSet(copy);
  }

  /** Whether it allows what the scope names. */
  public boolean allows(Scope scope) {
    return scopes.contains(Scope.ADMIN) || scopes.contains(scope);
  }
}
