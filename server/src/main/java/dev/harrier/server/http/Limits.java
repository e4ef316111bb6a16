package dev.harrier.server.http;

import java.time.Duration;

/**
 * What callers may cost.
 *
 * @param connections at the same time; more wait to be taken
 * @param silence a connection that sends nothing for so long in the middle of a request is ended
 * @param idle a connection without a request is ended after so long
 * @param body a request's body has to arrive within this time
 * @param bodyBytes of bodies that are held at the same time, all requests together
 */
public record Limits(
    int connections, Duration silence, Duration idle, Duration body, long bodyBytes) {
  public static final Limits DEFAULT =
      new Limits(
          20_000,
          Duration.ofSeconds(15),
          Duration.ofSeconds(60),
          Duration.ofSeconds(60),
          Math.max(64L << 20, Runtime.getRuntime().maxMemory() / 4));

  public Limits {
    if (connections < 1 || bodyBytes < 1 || silence.isNegative() || body.isNegative()) {
      throw new IllegalArgumentException("a limit below 1");
    }
  }

  public Limits withSilence(Duration time) {
    return new Limits(connections, time, idle, body, bodyBytes);
  }

  public Limits withBody(Duration time) {
    return new Limits(connections, silence, idle, time, bodyBytes);
  }
}
