package dev.harrier.server.http;

import dev.harrier.server.auth.Scope;
import org.jspecify.annotations.Nullable;

/** What the service answers, in the order of the documentation. */
public enum Route {
  DECIDE("POST", "/v1/decide", Scope.DECIDE),
  EVENTS("POST", "/v1/events", Scope.DECIDE),
  DECISION("GET", "/v1/decisions/{id}", Scope.READ),
  REDERIVE("POST", "/v1/decisions/{id}/rederive", Scope.READ),
  ENTITY("GET", "/v1/entities/{type}/{id}", Scope.READ),
  QUERY("POST", "/v1/query", Scope.READ),
  LABEL("POST", "/v1/labels", Scope.LABEL),
  LIST("GET", "/v1/lists/{name}", Scope.READ),
  EDIT_LIST("POST", "/v1/lists/{name}", Scope.LIST),
  BUNDLES("GET", "/v1/bundles", Scope.READ),
  INSTALL("POST", "/v1/bundles", Scope.BUNDLE),
  ACTIVATE("POST", "/v1/bundles/{version}/activate", Scope.BUNDLE),
  ROLL_BACK("POST", "/v1/rollback", Scope.BUNDLE),
  SOURCES("GET", "/v1/sources", Scope.READ),
  SINKS("GET", "/v1/sinks", Scope.READ),
  DEAD_LETTERS("GET", "/v1/dead-letters", Scope.READ),
  REDRIVE_ALL("POST", "/v1/dead-letters/redrive", Scope.ADMIN),
  REDRIVE_ONE("POST", "/v1/dead-letters/{key}/redrive", Scope.ADMIN),
  STREAM("GET", "/v1/stream", Scope.READ),
  FIGURES("GET", "/v1/live", Scope.READ),
  PAGE("GET", "/", null),
  ALIVE("GET", "/health/live", null),
  READY("GET", "/health/ready", null),
  METRICS("GET", "/metrics", Scope.READ),
  OPENAPI("GET", "/openapi.json", null);

  private final String method;
  private final String path;
  private final @Nullable Scope scope;

  Route(String method, String path, @Nullable Scope scope) {
    this.method = method;
    this.path = path;
    this.scope = scope;
  }

  public String method() {
    return method;
  }

  /** With names of its variable parts in braces. */
  public String path() {
    return path;
  }

  /** What a key needs to allow; null for what anybody may ask. */
  public @Nullable Scope scope() {
    return scope;
  }
}
