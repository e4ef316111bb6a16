package dev.harrier.runtime.dispatch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The queue of one sink. Effects on one entity stand in line, in the order of the log; the head of
 * each line is due at its own time, so that one that fails holds back its own line alone. An effect
 * without an entity is a line by itself.
 */
final class LaneState {
  /** An effect in memory. */
  static final class Held {
    final OutboxRow row;
    final String line;
    private final long sinceMicros;
    private long dueMicros;
    private int failures;
    private int charged;
    private int refusals;
    private long firstMicros;
    private long takenBefore;

    private Held(OutboxRow row, String line, long takenBefore, long sinceMicros) {
      this.row = row;
      this.line = line;
      this.takenBefore = takenBefore;
      this.sinceMicros = sinceMicros;
    }

    int failures() {
      return failures;
    }

    Attempts attempts() {
      return new Attempts(row, failures, charged, refusals, firstMicros, dueMicros);
    }

    private void failed(long nowMicros) {
      firstMicros = failures == 0 ? nowMicros : firstMicros;
      failures++;
    }
  }

  private static final Comparator<Held> DUE =
      Comparator.<Held>comparingLong(held -> held.dueMicros)
          .thenComparingLong(held -> held.row.sequence())
          .thenComparingInt(held -> held.row.ordinal());

  /** No sink asks to be left alone for longer, and no wait after a failure is longer. */
  private static final long LONGEST_WAIT_MICROS = 3_600_000_000L;

  final String name;
  final Sink sink;
  private final Policy policy;
  private final Map<String, ArrayDeque<Held>> lines = new HashMap<>();
  private final PriorityQueue<Held> due = new PriorityQueue<>(DUE);

  /** By idempotency key, in the order in which they were taken in. */
  private final Map<String, Held> held = new LinkedHashMap<>();

  private @Nullable OutboxRow scanned;
  private int underWay;
  private int failuresInRow;
  private long askAgainMicros;
  private long delivered;
  private long retries;
  private long dead;
  private String lastFault = "";

  LaneState(String name, Sink sink, Policy policy) {
    this.name = name;
    this.sink = sink;
    this.policy = policy;
  }

  boolean hasRoom() {
    return held.size() < policy.held();
  }

  @Nullable OutboxRow scanned() {
    return scanned;
  }

  /** Where the next scan begins; null for the beginning. */
  void scanned(@Nullable OutboxRow row) {
    scanned = row;
  }

  boolean holds(OutboxRow row) {
    return held.containsKey(row.idempotencyKey());
  }

  /**
   * Takes an effect in, due at once if none is before it in its line.
   *
   * @param earlier what an earlier process tried in vain; null if it tried nothing
   */
  void take(OutboxRow row, @Nullable Attempts earlier, long nowMicros) {
    String line = row.entity() == null ? row.idempotencyKey() : row.entity().toString();
    Held taken =
        earlier == null
            ? new Held(row, line, delivered, nowMicros)
            : again(line, earlier, nowMicros);
    held.put(row.idempotencyKey(), taken);
    ArrayDeque<Held> queue = lines.computeIfAbsent(line, name -> new ArrayDeque<>());
    queue.add(taken);
    if (queue.size() == 1) {
      due.add(taken);
    }
  }

  /** A clock that was set back makes nobody wait for the time that was. */
  private Held again(String line, Attempts earlier, long nowMicros) {
    long first = Math.min(earlier.firstMicros(), nowMicros);
    Held taken = new Held(earlier.row(), line, delivered, first);
    taken.failures = earlier.failures();
    taken.charged = earlier.charged();
    taken.refusals = earlier.refusals();
    taken.firstMicros = first;
    taken.dueMicros = Math.min(earlier.dueMicros(), nowMicros + LONGEST_WAIT_MICROS);
    return taken;
  }

  /** The next delivery to begin; null if there is none, or the sink must not be asked now. */
  @Nullable Held next(long nowMicros) {
    Held head = due.peek();
    if (head == null || dueMicros() > nowMicros) {
      return null;
    }
    underWay++;
    return due.poll();
  }

  /** When the next delivery may begin; {@link Long#MAX_VALUE} if not before one has ended. */
  long dueMicros() {
    Held head = due.peek();
    if (head == null || underWay >= (isDown() ? 1 : policy.underWay())) {
      return Long.MAX_VALUE;
    }
    return isDown() ? Math.max(askAgainMicros, head.dueMicros) : head.dueMicros;
  }

  private boolean isDown() {
    return failuresInRow >= policy.downAfter();
  }

  /** A delivery was taken. */
  void delivered(Held held, long nowMicros) {
    boolean wasDown = isDown();
    underWay--;
    delivered++;
    failuresInRow = 0;
    leave(held);
    if (wasDown) {
      wake(nowMicros);
    }
  }

  /** The sink is back: what waited for it need not wait longer. */
  private void wake(long nowMicros) {
    List<Held> heads = new ArrayList<>(due);
    due.clear();
    for (Held head : heads) {
      head.dueMicros = Math.min(head.dueMicros, nowMicros);
      due.add(head);
    }
  }

  /** The sink failed. Returns whether the effect is given up. */
  boolean failed(Held held, Outcome.Retry retry, long nowMicros, double chance) {
    underWay--;
    retries++;
    failuresInRow++;
    lastFault = retry.reason();
    held.failed(nowMicros);
    if (delivered > held.takenBefore) {
      held.charged++;
      held.takenBefore = delivered;
    }
    if (held.charged >= policy.tries() || isOld(held, nowMicros)) {
      return giveUp(held);
    }
    Long asked = retry.afterMicros();
    long most = policy.longestWait().toNanos() / 1_000;
    long least = asked == null ? 0 : asked;
    if (isDown()) {
      int misses = failuresInRow - policy.downAfter() + 1;
      askAgainMicros = nowMicros + Math.max(least, policy.waitMicros(misses, chance));
    }
    again(
        held,
        nowMicros + Math.max(least, Math.min(most, policy.waitMicros(held.failures, chance))));
    return false;
  }

  /** The sink works and does not want the effect. Returns whether it is given up. */
  boolean refused(Held held, String reason, long nowMicros, double chance) {
    underWay--;
    retries++;
    failuresInRow = 0;
    lastFault = reason;
    held.failed(nowMicros);
    held.refusals++;
    if (held.refusals >= policy.refusals()) {
      return giveUp(held);
    }
    again(held, nowMicros + policy.waitMicros(held.failures, chance));
    return false;
  }

  private boolean isOld(Held held, long nowMicros) {
    return nowMicros - held.firstMicros >= policy.giveUpAfter().toNanos() / 1_000;
  }

  private boolean giveUp(Held held) {
    dead++;
    leave(held);
    return true;
  }

  private void again(Held held, long dueMicros) {
    held.dueMicros = dueMicros;
    due.add(held);
  }

  private void leave(Held held) {
    ArrayDeque<Held> line = lines.get(held.line);
    if (line == null || line.poll() != held) {
      throw new AssertionError("not the head of its line: " + held.row.idempotencyKey());
    }
    Held follower = line.peek();
    if (follower == null) {
      lines.remove(held.line);
    } else {
      due.add(follower);
    }
  }

  /** The store no longer has the effect waiting: a scan may meet it no more. */
  void settled(OutboxRow row) {
    held.remove(row.idempotencyKey());
  }

  LaneMetrics metrics(long nowMicros) {
    Iterator<Held> inOrder = held.values().iterator();
    Held first = inOrder.hasNext() ? inOrder.next() : null;
    return new LaneMetrics(
        name,
        held.size(),
        underWay,
        first == null ? Long.MAX_VALUE : first.row.timeMicros(),
        first == null ? 0 : Math.max(0, nowMicros - first.sinceMicros),
        delivered,
        retries,
        dead,
        isDown(),
        lastFault);
  }
}
