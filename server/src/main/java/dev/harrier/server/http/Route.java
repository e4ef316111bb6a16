package dev.harrier.server.http;

import java.util.List;

/**
 * One thing that the service answers.
 *
 * @param path with names of its variable parts in braces
 * @param summary one line for people
 */
public record Route(String method, String path, String summary) {
  /** All of them, in the order of the documentation. */
  public static final List<Route> ALL =
      List.of(
          new Route("POST", "/v1/decide", "Decides one event."),
          new Route("POST", "/v1/events", "Decides events, one JSON object a line."),
          new Route("GET", "/v1/decisions/{id}", "A decision, with what the rules read."),
          new Route("POST", "/v1/decisions/{id}/rederive", "Derives a decision again."),
          new Route("GET", "/v1/entities/{type}/{id}", "What is known of an entity."),
          new Route("POST", "/v1/labels", "Sets or takes away a label, by a person."),
          new Route("GET", "/v1/bundles", "The versions of the rules."),
          new Route("POST", "/v1/bundles", "Checks and keeps a version, a zip archive."),
          new Route("POST", "/v1/bundles/{version}/activate", "Puts a version in force."),
          new Route("POST", "/v1/rollback", "Puts the version before in force again."),
          new Route("GET", "/v1/stream", "Decisions as they are made, as server-sent events."),
          new Route("GET", "/v1/live", "The figures of the live page."),
          new Route("GET", "/", "The live page."),
          new Route("GET", "/health/live", "Whether the process runs."),
          new Route("GET", "/health/ready", "Whether it can decide."),
          new Route("GET", "/metrics", "Counters, in the Prometheus text format."));
}
