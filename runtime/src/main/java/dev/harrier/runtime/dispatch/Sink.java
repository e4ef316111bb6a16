package dev.harrier.runtime.dispatch;

import java.util.concurrent.CompletableFuture;

/**
 * Somewhere that effects are delivered to. Called by one thread; several deliveries may be under
 * way at once, never two on the same entity.
 *
 * <p>A delivery may come again after a crash, or where the answer got lost: always with the same
 * {@link OutboxRow#idempotencyKey()}, by which the receiver tells.
 */
public interface Sink extends AutoCloseable {
  /**
   * Begins to deliver an effect.
   *
   * @return completes when the receiver has taken it, or has not. A failure of the future counts as
   *     {@link Outcome.Retry}
   */
  CompletableFuture<Outcome> deliver(OutboxRow row);

  /** Lets go of what it holds; what is under way may fail, and is delivered again later. */
  @Override
  void close();
}
