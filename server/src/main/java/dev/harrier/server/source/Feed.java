package dev.harrier.server.source;

import dev.harrier.runtime.embed.Ack;
import dev.harrier.runtime.embed.Answer;
import dev.harrier.runtime.embed.Harrier;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Hands events to the engine until it has them. Used by one thread; counts are read by any. */
public final class Feed {
  /** How the thread waits; a test's may return at once. */
  public interface Pause {
    void millis(long millis) throws InterruptedException;
  }

  /** Most events handed over together. */
  static final int BATCH = 512;

  /** Wait where the engine cannot answer, as when the disk is full. */
  private static final long FAILED_MILLIS = 1_000;

  private final Harrier harrier;
  private final String name;
  private final Pause pause;
  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private volatile String fault = "";

  /**
   * @param name the events' source where they name none themselves: half of their identity
   */
  public Feed(Harrier harrier, String name, Pause pause) {
    this.harrier = harrier;
    this.name = name;
    this.pause = pause;
  }

  /**
   * Returns when each event is durably acknowledged, or refused because it is none. Waits for as
   * long as the engine cannot answer: a source may be slowed down, never skipped.
   */
  void decide(List<byte[]> events) throws InterruptedException {
    List<byte[]> left = events;
    while (!left.isEmpty()) {
      List<Answer> answers = harrier.decideAll(left, name, Ack.DURABLE);
      List<byte[]> again = new ArrayList<>();
      long wait = 0;
      for (int i = 0; i < answers.size(); i++) {
        long asked = taken(answers.get(i));
        if (asked > 0) {
          again.add(left.get(i));
          wait = Math.max(wait, asked);
        }
      }
      left = again;
      if (wait > 0) {
        pause.millis(wait);
      }
    }
  }

  /** How long to wait before the event is sent again; 0 if it need not be. */
  private long taken(Answer answer) {
    switch (answer) {
      case Answer.Decided decided -> {
        acknowledged.incrementAndGet();
        fault = "";
        return 0;
      }
      case Answer.Refused no -> {
        refused.incrementAndGet();
        return 0;
      }
      case Answer.Overloaded overloaded -> {
        return Math.max(1, overloaded.retryAfterMillis());
      }
      case Answer.Failed failed -> {
        fault = failed.message();
        return FAILED_MILLIS;
      }
    }
  }

  void pause(long millis) throws InterruptedException {
    pause.millis(millis);
  }

  /** Says why nothing comes; empty once something does. */
  void fault(String why) {
    fault = why;
  }

  String name() {
    return name;
  }

  /** Events acknowledged, those known already included. */
  public long acknowledged() {
    return acknowledged.get();
  }

  /** Pieces of input that are no events. */
  public long refused() {
    return refused.get();
  }

  /** Why nothing comes; empty if nothing is wrong. */
  public String fault() {
    return fault;
  }
}
