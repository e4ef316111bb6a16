package dev.harrier.runtime.dispatch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
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
    private long dueMicros;
    private int failures;
    private int charged;
    private int refusals;
    private long takenBefore;

    private Held(OutboxRow row, String line, long takenBefore) {
      this.row = row;
      this.line = line;
      this.takenBefore = takenBefore;
    }

    int failures() {
      return failures;
    }
  }

  private static final Comparator<Held> DUE =
      Comparator.<Held>comparingLong(held -> held.dueMicros)
          .thenComparingLong(held -> held.row.sequence())
          .thenComparingInt(held -> held.row.ordinal());

  final String name;
  final Sink sink;
  private final Policy policy;
  private final Map<String, ArrayDeque<Held>> lines = new HashMap<>();
  private final PriorityQueue<Held> due = new PriorityQueue<>(DUE);
  private final Set<String> keys = new HashSet<>();
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
    return keys.size() < policy.held();
  }

  @Nullable OutboxRow scanned() {
    return scanned;
  }

  /** Where the next scan begins; null for the beginning. */
  void scanned(@Nullable OutboxRow row) {
    scanned = row;
  }

  boolean holds(OutboxRow row) {
    return keys.contains(row.idempotencyKey());
  }

  /** Takes an effect in, due at once if none is before it in its line. */
  void take(OutboxRow row) {
    String line = row.entity() == null ? row.idempotencyKey() : row.entity().toString();
    Held held = new Held(row, line, delivered);
    keys.add(row.idempotencyKey());
    ArrayDeque<Held> queue = lines.computeIfAbsent(line, name -> new ArrayDeque<>());
    queue.add(held);
    if (queue.size() == 1) {
      due.add(held);
    }
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
    held.failures++;
    if (delivered > held.takenBefore) {
      held.charged++;
      held.takenBefore = delivered;
    }
    if (held.charged >= policy.tries()) {
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
    held.failures++;
    held.refusals++;
    if (held.refusals >= policy.refusals()) {
      return giveUp(held);
    }
    again(held, nowMicros + policy.waitMicros(held.failures, chance));
    return false;
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
    keys.remove(row.idempotencyKey());
  }

  LaneMetrics metrics() {
    long oldest = Long.MAX_VALUE;
    for (ArrayDeque<Held> line : lines.values()) {
      oldest = Math.min(oldest, line.getFirst().row.timeMicros());
    }
    return new LaneMetrics(
        name, keys.size(), underWay, oldest, delivered, retries, dead, isDown(), lastFault);
  }
}
