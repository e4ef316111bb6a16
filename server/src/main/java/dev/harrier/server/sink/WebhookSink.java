package dev.harrier.server.sink;

import dev.harrier.runtime.dispatch.OutboxRow;
import dev.harrier.runtime.dispatch.Outcome;
import dev.harrier.runtime.dispatch.Sink;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Posts each effect to an address.
 *
 * <p>Headers: {@code Idempotency-Key}; where there is a secret {@code Harrier-Timestamp} (seconds
 * since the epoch) and {@code Harrier-Signature}: {@code v1=} and {@link Signature}.
 *
 * <p>2xx is taken. 408, 425, 429, 5xx, redirections and failures of the network are repeated, not
 * before {@code Retry-After} where it is sent; any other 4xx says that the effect is not wanted.
 */
final class WebhookSink implements Sink {
  /** A receiver may not silence Harrier for longer at a time. */
  private static final Duration LONGEST_RETRY_AFTER = Duration.ofHours(1);

  /** Client errors that say nothing about the effect. */
  private static final Set<Integer> PASSING = Set.of(408, 425, 429);

  private final URI address;
  private final @Nullable String secret;
  private final Duration timeout;
  private final InstantSource clock;
  private final HttpClient client;

  /**
   * @param secret signs what is sent; null to sign nothing
   * @param timeout of connecting, and of the answer
   */
  WebhookSink(URI address, @Nullable String secret, Duration timeout, InstantSource clock) {
    this.address = address;
    this.secret = secret;
    this.timeout = timeout;
    this.clock = clock;
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(timeout)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  @Override
  public CompletableFuture<Outcome> deliver(OutboxRow row) {
    byte[] body = Payload.of(row);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .timeout(timeout)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", row.idempotencyKey())
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    if (secret != null) {
      String timestamp = Long.toString(clock.instant().getEpochSecond());
      request.header("Harrier-Timestamp", timestamp);
      request.header("Harrier-Signature", "v1=" + Signature.of(secret, timestamp, body));
    }
    return client
        .sendAsync(request.build(), HttpResponse.BodyHandlers.discarding())
        .orTimeout(2 * timeout.toMillis(), TimeUnit.MILLISECONDS)
        .thenApply(this::outcome);
  }

  private Outcome outcome(HttpResponse<?> response) {
    int status = response.statusCode();
    String said = address.getHost() + " answered " + status;
    if (status >= 200 && status < 300) {
      return new Outcome.Delivered();
    }
    return status >= 400 && status < 500 && !PASSING.contains(status)
        ? new Outcome.Poison(said)
        : new Outcome.Retry(said, retryAfter(response));
  }

  /** Seconds, or a date (RFC 9110, section 10.2.3); null if there is neither. */
  private @Nullable Long retryAfter(HttpResponse<?> response) {
    String text = response.headers().firstValue("Retry-After").orElse("");
    Duration wait;
    if (text.matches("\\d{1,9}")) {
      wait = Duration.ofSeconds(Long.parseLong(text));
    } else {
      try {
        Instant until = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
        wait = Duration.between(clock.instant(), until);
      } catch (DateTimeException e) {
        return null;
      }
    }
    Duration bounded = wait.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : wait;
    return Math.max(0, bounded.toNanos() / 1_000);
  }

  @Override
  public void close() {
    client.shutdownNow();
    client.close();
  }
}
