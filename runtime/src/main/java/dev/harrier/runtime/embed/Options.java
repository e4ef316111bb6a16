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
    Draft draft = new Draft(this);
    draft.shape = word;
    return draft.options();
  }

  public Options withDialect(@Nullable Dialect word) {
    Draft draft = new Draft(this);
    draft.dialect = word;
    return draft.options();
  }

  public Options withBackend(Backend word) {
    Draft draft = new Draft(this);
    draft.backend = word;
    return draft.options();
  }

  public Options withFeatures(FeatureMode mode) {
    Draft draft = new Draft(this);
    draft.features = mode;
    return draft.options();
  }

  public Options withDeduplication(Duration window) {
    Draft draft = new Draft(this);
    draft.deduplication = window;
    return draft.options();
  }

  /** Bounds of the queue, of a batch, and of the cache. */
  public Options withBounds(int waiting, int together, int cached) {
    Draft draft = new Draft(this);
    draft.queueCapacity = waiting;
    draft.batchEvents = together;
    draft.cacheEntries = cached;
    return draft.options();
  }

  /** What counts as late and as future, and whether future events are refused. */
  public Options withSkew(Duration late, Duration future, boolean refuse) {
    Draft draft = new Draft(this);
    draft.lateAfter = late;
    draft.futureAfter = future;
    draft.refuseFuture = refuse;
    return draft.options();
  }

  /** Whether effects are written down for delivery. */
  public Options withOutbox(boolean written) {
    Draft draft = new Draft(this);
    draft.outbox = written;
    return draft.options();
  }

  /** The same with fields that can be set: the one place that knows their order. */
  private static final class Draft {
    private Shape shape;
    private @Nullable Dialect dialect;
    private Backend backend;
    private FeatureMode features;
    private Duration deduplication;
    private int queueCapacity;
    private int batchEvents;
    private int cacheEntries;
    private Duration lateAfter;
    private Duration futureAfter;
    private boolean refuseFuture;
    private boolean outbox;

    Draft(Options from) {
      shape = from.shape;
      dialect = from.dialect;
      backend = from.backend;
      features = from.features;
      deduplication = from.deduplication;
      queueCapacity = from.queueCapacity;
      batchEvents = from.batchEvents;
      cacheEntries = from.cacheEntries;
      lateAfter = from.lateAfter;
      futureAfter = from.futureAfter;
      refuseFuture = from.refuseFuture;
      outbox = from.outbox;
    }

    Options options() {
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
          outbox);
    }
  }
}
