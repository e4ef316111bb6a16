package dev.harrier.runtime.replay;

import dev.harrier.decision.Decision;
import dev.harrier.event.Event;
import dev.harrier.json.JsonParser;
import dev.harrier.json.KeyTree;
import dev.harrier.rule.Evaluator;
import dev.harrier.rule.FeatureMode;
import dev.harrier.runtime.bundle.Bundle;
import dev.harrier.runtime.bundle.BundleHolder;
import dev.harrier.runtime.embed.Engine;
import dev.harrier.runtime.embed.StateFacts;
import dev.harrier.runtime.ingress.BadLine;
import dev.harrier.runtime.ingress.EventParser;
import dev.harrier.runtime.ingress.Shape;
import dev.harrier.runtime.ledger.ManualLabel;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Decides a stored stream, in its order, from an empty past.
 *
 * <p>The calling thread reads the stream and settles decisions; workers parse, and decide each
 * event against {@link UnreadFacts}. A decision that asked nothing of the past stands; one that did
 * is made again by the calling thread, in order, with the facts as they then are. So the result is
 * that of one thread whatever the number of workers, and rules without a memory run on all of them.
 * Where most decisions ask, workers soon only parse.
 */
public final class Replay {
  /** Settled events of which a worker's guess is judged. */
  private static final int JUDGED = 1_024;

  private final Setup setup;
  private final Listener listener;
  private final KeyTree keys = new KeyTree();
  private final Side fresh;
  private final @Nullable Side old;
  private final BlockingQueue<Worker> workers;

  /**
   * What is replayed.
   *
   * @param fresh the rules in question
   * @param old rules that they are compared with; null for none
   * @param entity feature that tells who is active, as {@link dev.harrier.rule.RuleProgram#entity};
   *     null for none
   * @param threads number of workers, at least 1
   */
  public record Setup(
      Bundle fresh, @Nullable Bundle old, Shape shape, @Nullable String entity, int threads) {
    public Setup {
      if (threads < 1) {
        throw new IllegalArgumentException("number of threads is " + threads);
      }
    }
  }

  /** Hears of each event in order, on the calling thread. */
  public interface Listener {
    /**
     * @param entity who was active; null if the event does not tell
     * @param old decision of the old rules; null if there are none
     */
    void decided(Event event, @Nullable String entity, Decision fresh, @Nullable Decision old);

    /** An event that could not be read. */
    void bad(BadLine line);
  }

  private Replay(Setup setup, Listener listener) {
    this.setup = setup;
    this.listener = listener;
    this.fresh = new Side(setup.fresh());
    this.old = setup.old() == null ? null : new Side(setup.old());
    this.workers = new ArrayBlockingQueue<>(setup.threads());
    for (int i = 0; i < setup.threads(); i++) {
      workers.add(new Worker());
    }
  }

  /**
   * Decides all events of the stream.
   *
   * @throws IOException the stream cannot be read
   */
  public static void run(StoredEvents stream, Setup setup, Listener listener) throws IOException {
    new Replay(setup, listener).run(stream);
  }

  private void run(StoredEvents stream) throws IOException {
    ExecutorService pool = Executors.newFixedThreadPool(setup.threads());
    try {
      // Enough batches that no worker waits for the reader, nor the reader for the writer.
      int inFlight = 2 * setup.threads() + 2;
      Queue<Future<Batch>> pending = new ArrayDeque<>();
      Queue<Batch> free = new ArrayDeque<>();
      for (int i = 0; i < inFlight; i++) {
        free.add(new Batch());
      }
      boolean more = true;
      while (more || !pending.isEmpty()) {
        Batch batch = more ? free.poll() : null;
        if (batch != null) {
          more = fill(batch, stream);
          pending.add(pool.submit(() -> work(batch)));
        } else {
          free.add(settle(result(pending.remove())));
        }
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private static boolean fill(Batch batch, StoredEvents stream) throws IOException {
    batch.clear();
    while (!batch.full()) {
      if (!stream.next()) {
        return false;
      }
      batch.add(stream);
    }
    return true;
  }

  private static Batch result(Future<Batch> future) throws IOException {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while deciding", e);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case Error ours -> throw ours;
        case RuntimeException ours -> throw ours;
        case null, default -> throw new AssertionError(e.getCause());
      }
    }
  }

  private Batch work(Batch batch) {
    Worker worker = workers.remove(); // as many as there are threads
    try {
      for (int i = 0; i < batch.size(); i++) {
        Event event = batch.parse(i, worker.lines, worker.log);
        if (event != null) {
          worker.decide(batch, i, event);
        }
      }
      return batch;
    } finally {
      workers.add(worker);
    }
  }

  private Batch settle(Batch batch) {
    for (int i = 0; i < batch.size(); i++) {
      Event event = batch.event(i);
      BadLine bad = batch.bad(i);
      ManualLabel label = batch.label(i);
      if (event != null) {
        listener.decided(
            event,
            batch.entity(i),
            fresh.settle(event, batch.future(i), batch.fresh(i)),
            old == null ? null : old.settle(event, batch.future(i), batch.old(i)));
      } else if (bad != null) {
        listener.bad(bad);
      } else if (label != null) {
        fresh.engine.apply(label);
        if (old != null) {
          old.engine.apply(label);
        }
      }
    }
    return batch;
  }

  /** What a thread decides early with. */
  private final class Worker {
    private final EventParser lines = new EventParser(setup.shape(), setup.fresh().input());
    private final JsonParser log = new JsonParser(keys);
    private final UnreadFacts facts = new UnreadFacts();
    private final Evaluator first = fresh.newEvaluator();
    private final @Nullable Evaluator second = old == null ? null : old.newEvaluator();

    void decide(Batch batch, int i, Event event) {
      String entity =
          setup.entity() == null ? null : fresh.bundle.program().entity(event, setup.entity());
      Decision early = fresh.guessing ? early(first, event) : null;
      Decision before = second != null && old != null && old.guessing ? early(second, event) : null;
      batch.decided(i, entity, early, before);
    }

    private @Nullable Decision early(Evaluator evaluator, Event event) {
      Decision decision = evaluator.decide(event, facts);
      return facts.takeAsked() ? null : decision;
    }
  }

  /** One set of rules and its past, settled by the calling thread. */
  private static final class Side {
    private final Bundle bundle;
    private final Engine engine;
    private volatile boolean guessing = true;
    private int settled;
    private int stood;

    Side(Bundle bundle) {
      this.bundle = bundle;
      this.engine = new Engine(new BundleHolder(bundle), FeatureMode.NONE, StateFacts.inMemory());
    }

    Evaluator newEvaluator() {
      return bundle.program().newEvaluator(FeatureMode.NONE);
    }

    Decision settle(Event event, boolean future, @Nullable Decision early) {
      if (guessing && ++settled <= JUDGED) {
        stood += early == null ? 0 : 1;
        guessing = settled < JUDGED || 2 * stood >= JUDGED;
      }
      return engine.decide(event, future, early);
    }
  }
}
