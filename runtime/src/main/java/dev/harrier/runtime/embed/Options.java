package dev.harrier.runtime.embed;

import dev.harrier.lang.RuleCompiler.Backend;
import dev.harrier.lang.source.Dialect;
import dev.harrier.rule.FeatureMode;
import dev.harrier.runtime.ingress.Shape;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How an engine is run. {@link #DEFAULT}, changed by {@code with…}.
 *
 * @param shape what events look like
 * @param dialect overrides what projects state; null to follow them
 * @param features how much of the program is run, and which features decisions carry
 * @param deduplication how long an event is known after its time
 * @param queueCapacity events that may wait; more are turned away
 * @param batchEvents most events that are committed together
 * @param cacheEntries entities and counters kept in memory
 * @param lateAfter events that lie further behind the newest are counted as late
 * @param futureAfter events that lie further ahead of the host's clock are counted as future ones,
 *     and do not move the time by which events are forgotten
 * @param refuseFuture whether such events are refused
 * @param outbox whether effects are written down for delivery; somebody has to deliver them then
 */
public record Options(
    Shape shape,
    @Nullable Dialect dialect,
    Backend backend,
    FeatureMode features,
    Duration deduplication,
    int queueCapacity,
    int batchEvents,
    int cacheEntries,
    Duration lateAfter,
    Duration futureAfter,
    boolean refuseFuture,
    boolean outbox) {
  public static final Options DEFAULT =
      new Options(
          Shape.AUTO,
          null,
          Backend.COMPILED,
          FeatureMode.USED,
          Duration.ofDays(7),
          1 << 14,
          1 << 10,
          1 << 17,
          Duration.ofMinutes(10),
          Duration.ofHours(1),
          false,
          false);

  public Options {
    Objects.requireNonNull(shape);
    Objects.requireNonNull(backend);
    Objects.requireNonNull(features);
    if (deduplication.isNegative() || lateAfter.isNegative() || futureAfter.isNegative()) {
      throw new IllegalArgumentException("a negative duration");
    }
    if (queueCapacity < 1 || batchEvents < 1 || cacheEntries < 1) {
      throw new IllegalArgumentException("a bound below 1");
    }
  }

  public Options withShape(Shape word) {
    return new Options(
        word,
        dialect,
        backend,
        features,
        deduplication,
        queueCapacity,
        batchEvents,
        cacheEntries,
        lateAfter,
        futureAfter,
        refuseFuture,
        outbox);
  }

  public Options withDialect(@Nullable Dialect word) {
    return new Options(
        shape,
        word,
        backend,
        features,
        deduplication,
        queueCapacity,
        batchEvents,
        cacheEntries,
        lateAfter,
        futureAfter,
        refuseFuture,
        outbox);
  }

  public Options withBackend(Backend word) {
    return new Options(
        shape,
        dialect,
        word,
        features,
        deduplication,
        queueCapacity,
        batchEvents,
        cacheEntries,
        lateAfter,
        futureAfter,
        refuseFuture,
        outbox);
  }

  public Options withFeatures(FeatureMode mode) {
    return new Options(
        shape,
        dialect,
        backend,
        mode,
        deduplication,
        queueCapacity,
        batchEvents,
        cacheEntries,
        lateAfter,
        futureAfter,
        refuseFuture,
        outbox);
  }

  public Options withDeduplication(Duration window) {
    return new Options(
        shape,
        dialect,
        backend,
        features,
        window,
        queueCapacity,
        batchEvents,
        cacheEntries,
        lateAfter,
        futureAfter,
        refuseFuture,
        outbox);
  }

  /** Bounds of the queue, of a batch, and of the cache. */
  public Options withBounds(int waiting, int together, int cached) {
    return new Options(
        shape,
        dialect,
        backend,
        features,
        deduplication,
        waiting,
        together,
        cached,
        lateAfter,
        futureAfter,
        refuseFuture,
        outbox);
  }

  /** What counts as late and as future, and whether future events are refused. */
  public Options withSkew(Duration late, Duration future, boolean refuse) {
    return new Options(
        shape,
        dialect,
        backend,
        features,
        deduplication,
        queueCapacity,
        batchEvents,
        cacheEntries,
        late,
        future,
        refuse,
        outbox);
  }

  /** Whether effects are written down for delivery. */
  public Options withOutbox(boolean written) {
    return new Options(
        shape,
        dialect,
        backend,
        features,
        deduplication,
        queueCapacity,
        batchEvents,
        cacheEntries,
        lateAfter,
        futureAfter,
        refuseFuture,
        written);
  }
}
