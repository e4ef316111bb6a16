package dev.harrier.runtime.dispatch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Delivers what waits in the outbox, at least once, each effect to its sink.
 *
 * <p>What is promised:
 *
 * <ul>
 *   <li>Every effect that was committed is delivered, or is kept as a dead letter with its reason.
 *   <li>A repetition carries the same idempotency key. It happens where the process ends between a
 *       delivery and its receipt, or where the receiver's answer got lost.
 *   <li>Effects on one entity reach one sink in the order of the log, one after the other. Nothing
 *       is promised between entities, between sinks, of effects without an entity, and of a dead
 *       letter that is delivered after all.
 *   <li>A sink that is down, or fails on one effect, holds back nobody else.
 * </ul>
 *
 * <p>{@link #step} is all there is to it: a single thread calls it, deliveries that end hand their
 * outcome back to that thread. {@link #start} makes such a thread.
 */
public final class Dispatcher implements AutoCloseable {
  /** Rows that one scan may pass, so that a long backlog of one sink does not stop the others. */
  private static final int SCAN_ROWS = 4_096;

  /** How long the thread sleeps at most: new effects are told to it, so that this is a belt. */
  private static final long SLEEP_MICROS = 1_000_000;

  /** Wait after the store has failed. */
  private static final long STORE_WAIT_MICROS = 1_000_000;

  private static final Duration CLOSING = Duration.ofSeconds(10);

  private final Outbox outbox;
  private final Routes routes;
  private final LongSupplier clockMicros;
  private final RandomGenerator random;
  private final Map<String, LaneState> lanes = new LinkedHashMap<>();
  private final LinkedBlockingQueue<Message> mailbox = new LinkedBlockingQueue<>();
  private final List<OutboxRow> delivered = new ArrayList<>();
  private final List<DeadLetter> dead = new ArrayList<>();
  private final List<Attempts> tried = new ArrayList<>();
  private final List<Runnable> settled = new ArrayList<>();

  /** What an earlier process tried in vain, until its effects are taken in; null if not read. */
  private @Nullable Map<String, Attempts> earlier;

  private String routesVersion;
  private volatile List<LaneMetrics> metrics = List.of();
  private volatile String storeFault = "";
  private volatile boolean closing;
  private @Nullable Thread thread;

  /** What is told to the dispatcher's thread. */
  private sealed interface Message {
    record Ended(LaneState lane, LaneState.Held held, Outcome outcome) implements Message {}

    /** Something may be new in the outbox. */
    record Woken() implements Message {}

    /** Scan from the beginning: something may wait behind where a lane has read. */
    record Revived() implements Message {}
  }

  /**
   * @param sinks by name; closed with the dispatcher
   * @param policies by the sink's name
   * @param clockMicros since the epoch; one that is set back makes what has failed wait longer
   * @param random for the jitter of waits; used by one thread
   */
  public Dispatcher(
      Outbox outbox,
      Map<String, Sink> sinks,
      Routes routes,
      Function<String, Policy> policies,
      LongSupplier clockMicros,
      RandomGenerator random) {
    this.outbox = outbox;
    this.routes = routes;
    this.clockMicros = clockMicros;
    this.random = random;
    this.routesVersion = routes.version();
    sinks.forEach((name, sink) -> lanes.put(name, new LaneState(name, sink, policies.apply(name))));
  }

  /**
   * Hands in what came back, commits receipts, reads what is new, begins what is due. Never waits
   * for a sink. To be called by one thread.
   *
   * @return microseconds until it has something to do by itself, at most a second
   */
  public long step() {
    for (Message message = mailbox.poll(); message != null; message = mailbox.poll()) {
      receive(message);
    }
    try {
      settle();
      boolean more = fill();
      storeFault = "";
      long wait = begin();
      return more || !dead.isEmpty() || !mailbox.isEmpty() ? 0 : wait;
    } catch (RuntimeException e) {
      storeFault = String.valueOf(e.getMessage());
      return STORE_WAIT_MICROS;
    } finally {
      long now = clockMicros.getAsLong();
      metrics = lanes.values().stream().map(lane -> lane.metrics(now)).toList();
    }
  }

  private void receive(Message message) {
    switch (message) {
      case Message.Ended ended -> ended(ended.lane(), ended.held(), ended.outcome());
      case Message.Woken woken -> {}
      case Message.Revived revived -> lanes.values().forEach(lane -> lane.scanned(null));
    }
  }

  private void ended(LaneState lane, LaneState.Held held, Outcome outcome) {
    long now = clockMicros.getAsLong();
    OutboxRow row = held.row;
    switch (outcome) {
      case Outcome.Delivered taken -> {
        lane.delivered(held, now);
        delivered.add(row);
        settled.add(() -> lane.settled(row));
      }
      case Outcome.Retry retry -> {
        if (lane.failed(held, retry, now, random.nextDouble())) {
          bury(lane, held, retry.reason(), now);
        } else {
          tried.add(held.attempts());
        }
      }
      case Outcome.Poison poison -> {
        if (lane.refused(held, poison.reason(), now, random.nextDouble())) {
          bury(lane, held, poison.reason(), now);
        } else {
          tried.add(held.attempts());
        }
      }
    }
  }

  private void bury(LaneState lane, LaneState.Held held, String reason, long now) {
    dead.add(new DeadLetter(held.row, lane.name, reason, held.failures(), now));
    settled.add(() -> lane.settled(held.row));
  }

  /**
   * Kept until the store has taken them: a failure of the disk delays receipts, never loses one.
   */
  private void settle() {
    if (!delivered.isEmpty() || !dead.isEmpty() || !tried.isEmpty()) {
      outbox.settle(List.copyOf(delivered), List.copyOf(dead), List.copyOf(tried));
      settled.forEach(Runnable::run);
      delivered.clear();
      dead.clear();
      tried.clear();
      settled.clear();
    }
  }

  /** Reads what waits into the lanes; true if there may be more to read. */
  private boolean fill() {
    String version = routes.version();
    if (!version.equals(routesVersion)) {
      routesVersion = version;
      lanes.values().forEach(lane -> lane.scanned(null));
    }
    boolean more = false;
    for (LaneState lane : List.copyOf(lanes.values())) {
      if (lane.hasRoom()) {
        more |= fill(lane);
      }
    }
    return more;
  }

  private boolean fill(LaneState lane) {
    Map<String, Attempts> before = earlier();
    long now = clockMicros.getAsLong();
    int[] passed = {0};
    outbox.scan(
        lane.scanned(),
        row -> {
          lane.scanned(row);
          String sink = routes.sink(row);
          if (sink.equals(lane.name) && nobodyHolds(row)) {
            lane.take(row, before.remove(row.idempotencyKey()), now);
          } else if (!lanes.containsKey(sink) && nobodyHolds(row)) {
            homeless(row, sink);
          }
          return ++passed[0] < SCAN_ROWS && lane.hasRoom();
        });
    return passed[0] >= SCAN_ROWS && lane.hasRoom();
  }

  private Map<String, Attempts> earlier() {
    Map<String, Attempts> read = earlier == null ? outbox.attempts() : earlier;
    earlier = read;
    return read;
  }

  /** By whichever lane: a row may have been another's before the rules changed. */
  private boolean nobodyHolds(OutboxRow row) {
    return lanes.values().stream().noneMatch(lane -> lane.holds(row))
        && dead.stream().noneMatch(letter -> letter.row().equals(row));
  }

  private void homeless(OutboxRow row, String sink) {
    String reason = "there is no sink `" + sink + "`, sinks are " + lanes.keySet();
    dead.add(new DeadLetter(row, sink, reason, 0, clockMicros.getAsLong()));
  }

  /** Begins what is due; returns how long until more is. */
  private long begin() {
    long now = clockMicros.getAsLong();
    long due = Long.MAX_VALUE;
    for (LaneState lane : lanes.values()) {
      for (LaneState.Held held = lane.next(now); held != null; held = lane.next(now)) {
        deliver(lane, held);
      }
      due = Math.min(due, lane.dueMicros());
    }
    return due == Long.MAX_VALUE ? SLEEP_MICROS : Math.min(SLEEP_MICROS, Math.max(0, due - now));
  }

  private void deliver(LaneState lane, LaneState.Held held) {
    Sink sink = lane.sink;
    try {
      sink.deliver(held.row)
          .whenComplete(
              (outcome, fault) ->
                  mailbox.add(
                      new Message.Ended(lane, held, outcome == null ? fault(fault) : outcome)));
    } catch (RuntimeException e) {
      mailbox.add(new Message.Ended(lane, held, fault(e)));
    }
  }

  private static Outcome fault(@Nullable Throwable fault) {
    if (fault == null) {
      return new Outcome.Retry("the sink said nothing", null);
    }
    Throwable cause = fault.getCause() == null ? fault : fault.getCause();
    return new Outcome.Retry(cause.getClass().getSimpleName() + ": " + cause.getMessage(), null);
  }

  /** Tells that something may be new in the outbox. Any thread; returns at once. */
  public void wake() {
    if (mailbox.isEmpty()) {
      mailbox.add(new Message.Woken());
    }
  }

  /** Starts a thread that does the steps. */
  public void start() {
    thread = Thread.ofPlatform().name("harrier-dispatch").start(this::run);
  }

  private void run() {
    try {
      while (!closing) {
        await(step());
      }
    } catch (RuntimeException | Error e) {
      storeFault = "deliveries ended by a fault of Harrier's, start it anew: " + e;
      throw e;
    }
  }

  private void await(long micros) {
    try {
      Message message = mailbox.poll(micros, TimeUnit.MICROSECONDS);
      if (message != null) {
        receive(message);
      }
    } catch (InterruptedException e) {
      throw new AssertionError("the dispatcher's thread is its own", e);
    }
  }

  /** What was given up, in the order of the log. Any thread. */
  public List<DeadLetter> deadLetters(int most) {
    return outbox.deadLetters(most);
  }

  /**
   * Has dead letters delivered again, with the same keys. Any thread.
   *
   * @param idempotencyKey of one of them; null for all
   * @return how many
   */
  public int redrive(@Nullable String idempotencyKey) {
    List<DeadLetter> letters =
        idempotencyKey == null
            ? outbox.deadLetters(Integer.MAX_VALUE)
            : outbox.deadLetter(idempotencyKey).map(List::of).orElse(List.of());
    if (!letters.isEmpty()) {
      outbox.revive(letters);
      mailbox.add(new Message.Revived());
    }
    return letters.size();
  }

  /** What each sink is doing, as of the last step. Any thread. */
  public List<LaneMetrics> metrics() {
    return metrics;
  }

  /** Effects that wait in the store, counted up to a bound. Any thread. */
  public int depth(int most) {
    return outbox.depth(most);
  }

  /** What the store failed with at the last step; empty if it did not. Any thread. */
  public String storeFault() {
    return storeFault;
  }

  /** Ends: what is under way may be delivered again after the next start, with the same key. */
  @Override
  public void close() {
    closing = true;
    wake();
    join();
    for (LaneState lane : lanes.values()) {
      lane.sink.close();
    }
    for (Message message = mailbox.poll(); message != null; message = mailbox.poll()) {
      receive(message);
    }
    settle();
  }

  private void join() {
    Thread running = thread;
    if (running != null) {
      try {
        running.join(CLOSING);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
