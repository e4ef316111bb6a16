package dev.harrier.server.http;

import dev.harrier.server.auth.Key;
import dev.harrier.server.auth.KeyRing;
import dev.harrier.server.auth.Scope;
import dev.harrier.server.http.Problem.Raised;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets requests in.
 *
 * <p>Without keys only this machine can reach the service; but a browser on it can be made to ask
 * by any page that it shows. Such requests name another host, or come from another origin, and are
 * turned away.
 */
final class Gate {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private final KeyRing keys;

  Gate(KeyRing keys) {
    this.keys = keys;
  }

  void admit(Route route, ServerRequest request) throws Raised {
    Scope scope = route.scope();
    if (!keys.asksForKeys()) {
      fromHere(request);
    } else if (scope != null) {
      Key key = key(request);
      if (!key.allows(scope)) {
        throw Problem.raised(
            403,
            "forbidden",
            "the key `" + key.id() + "` does not allow `" + scope.word() + "`, which this needs");
      }
      pay(key, 1);
    }
  }

  /** Counts what a request asks for besides itself. */
  void charge(ServerRequest request, int count) throws Raised {
    if (keys.asksForKeys() && count > 0) {
      pay(key(request), count);
    }
  }

  private void pay(Key key, int count) throws Raised {
    long seconds = keys.take(key, count);
    if (seconds > 0) {
      throw new Raised(
          new Problem(
              429,
              "too_many",
              "the key `" + key.id() + "` allows " + key.perSecond() + " a second",
              seconds));
    }
  }

  private Key key(ServerRequest request) throws Raised {
    Optional<String> header = request.headers().first(HeaderNames.AUTHORIZATION);
    if (header.isEmpty()) {
      throw Problem.raised(401, "no_key", "expected a header `Authorization: Bearer KEY`");
    }
    return keys.find(header.get())
        .orElseThrow(() -> Problem.raised(401, "bad_key", "the key is not known, or was revoked"));
  }

  private static void fromHere(ServerRequest request) throws Raised {
    String host = request.headers().first(HeaderNames.HOST).orElse("");
    Optional<String> origin = request.headers().first(HeaderNames.ORIGIN);
    if (!here(host) || origin.isPresent() && !here(authority(origin.get()))) {
      throw Problem.raised(
          403,
          "not_from_here",
          "without keys only this machine may ask: found host `" + host + "`, expected localhost");
    }
  }

  private static boolean here(@Nullable String authority) {
    return authority != null && LOOPBACK.contains(authority.replaceFirst(":\\d+$", ""));
  }

  private static @Nullable String authority(String origin) {
    try {
      return URI.create(origin).getAuthority();
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
