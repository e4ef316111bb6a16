package dev.harrier.server.source;

import dev.harrier.runtime.embed.Ack;
import dev.harrier.runtime.embed.Answer;
import dev.harrier.runtime.embed.Harrier;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

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

  private static final System.Logger LOG = System.getLogger(Feed.class.getName());

  private final Harrier harrier;
  private final String name;
  private final Pause pause;
  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong gaps = new AtomicLong();
  private volatile String fault = "";
  private volatile String refusal = "";
  private volatile String gap = "";

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
  void decide(List<Piece> events) throws InterruptedException {
    List<Piece> left = events;
    while (!left.isEmpty()) {
      List<Answer> answers = harrier.decideAll(bytes(left), ids(left), name, Ack.DURABLE);
      List<Piece> again = new ArrayList<>();
      long wait = 0;
      for (int i = 0; i < answers.size(); i++) {
        long asked = taken(left.get(i), answers.get(i));
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

  private static List<byte[]> bytes(List<Piece> pieces) {
    return pieces.stream().map(Piece::bytes).toList();
  }

  private static List<@Nullable String> ids(List<Piece> pieces) {
    List<@Nullable String> ids = new ArrayList<>(pieces.size());
    pieces.forEach(piece -> ids.add(piece.id()));
    return ids;
  }

  /** How long to wait before the event is sent again; 0 if it need not be. */
  private long taken(Piece piece, Answer answer) {
    switch (answer) {
      case Answer.Decided decided -> {
        acknowledged.incrementAndGet();
        fault("");
        return 0;
      }
      case Answer.Refused no -> {
        refuse(piece, no);
        return 0;
      }
      case Answer.Overloaded overloaded -> {
        return Math.max(1, overloaded.retryAfterMillis());
      }
      case Answer.Failed failed -> {
        fault(failed.message());
        return FAILED_MILLIS;
      }
    }
  }

  void pause(long millis) throws InterruptedException {
    pause.millis(millis);
  }

  /** Says where it stood; in the log less and less often, as any sender may fill a disk. */
  private void refuse(Piece piece, Answer.Refused no) {
    refusal = piece.place() + ": " + no.code() + ": " + no.message();
    long count = refused.incrementAndGet();
    if (Long.bitCount(count) == 1) {
      LOG.log(
          Level.WARNING,
          "source `" + name + "`: no event at " + refusal + " (number " + count + ")");
    }
  }

  /** Says why nothing comes; empty once something does. */
  void fault(String why) {
    if (!why.equals(fault)) {
      fault = why;
      if (!why.isEmpty()) {
        LOG.log(Level.WARNING, "source `" + name + "`: " + why);
      }
    }
  }

  /** Says that the input has lost something before it could be read. */
  void gap(String what) {
    gap = what;
    gaps.incrementAndGet();
    LOG.log(Level.ERROR, "source `" + name + "`: " + what);
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

  /** Where the last piece that is no event stood, and why it is none; empty if there was none. */
  public String refusal() {
    return refusal;
  }

  /** Times that the input had lost something before it could be read. */
  public long gaps() {
    return gaps.get();
  }

  /** What was lost the last time; empty if nothing was. */
  public String gap() {
    return gap;
  }

  /** Why nothing comes; empty if nothing is wrong. */
  public String fault() {
    return fault;
  }
}
