package dev.harrier.runtime.embed;

import dev.harrier.runtime.ledger.DecisionRecord;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Decisions as they are made. Whoever does not keep up loses the newest ones, which are counted;
 * the engine never waits.
 */
public final class Subscription implements AutoCloseable {
  private final BlockingQueue<DecisionRecord> waiting;
  private final AtomicLong dropped = new AtomicLong();
  private final Consumer<Subscription> onClose;

  Subscription(int capacity, Consumer<Subscription> onClose) {
    this.waiting = new ArrayBlockingQueue<>(capacity);
    this.onClose = onClose;
  }

  void offer(DecisionRecord record) {
    if (!waiting.offer(record)) {
      dropped.incrementAndGet();
    }
  }

  /** The next decision; empty if none came within the time. */
  public Optional<DecisionRecord> next(Duration wait) throws InterruptedException {
    return Optional.ofNullable(waiting.poll(wait.toNanos(), TimeUnit.NANOSECONDS));
  }

  /** Decisions that were lost because too many waited. */
  public long dropped() {
    return dropped.get();
  }

  @Override
  public void close() {
    onClose.accept(this);
  }
}
