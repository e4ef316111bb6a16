package dev.harrier.runtime.embed;

import dev.harrier.decision.Decision;
import dev.harrier.decision.Effect;
import dev.harrier.decision.Guarded;
import dev.harrier.event.EntityKey;
import dev.harrier.event.Event;
import dev.harrier.label.LabelChange;
import dev.harrier.label.LabelChanges;
import dev.harrier.label.LabelState;
import dev.harrier.label.LabelStatus;
import dev.harrier.runtime.bundle.BundleHolder;
import dev.harrier.runtime.dispatch.OutboxRow;
import dev.harrier.runtime.ledger.DecisionRecord;
import dev.harrier.runtime.ledger.EventKey;
import dev.harrier.runtime.ledger.Ledger;
import dev.harrier.runtime.ledger.LogRow;
import dev.harrier.runtime.ledger.ManualLabel;
import dev.harrier.runtime.ledger.Observation;
import dev.harrier.runtime.store.Store;
import dev.harrier.runtime.store.Store.Batch;
import dev.harrier.runtime.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Decides what it is given and commits it: the one owner of facts and of the log's end. Owned by
 * one thread.
 *
 * <p>A group of tasks becomes one batch: entries of the log, decisions, changed states, effects to
 * deliver, known events. It is committed, with one sync if anybody waits for it, and then answered.
 * If it cannot be committed, all that it changed in memory is dropped and read again from the
 * store. If an event makes the engine itself fail, the group is done again one by one, so that only
 * that event is refused.
 */
final class Writer {
  /** The source of requests by people. */
  static final String LABEL_SOURCE = "harrier:label";

  /** Rows of ended states and known events looked at, for each event. */
  private static final int SWEEP_ROWS = 2;

  private final Store store;
  private final Ledger ledger;
  private final Options options;
  private final Counts counts;
  private final HostClock host;
  private final StateFacts facts;
  private final ObservingFacts observing;
  private final Machines machines;
  private final Consumer<List<DecisionRecord>> decided;
  private @Nullable InForce inForce;
  private volatile long committed;
  private boolean unsynced;

  /** The clock of the machine, microseconds since the epoch. */
  interface HostClock {
    long nowMicros();
  }

  /** The bundle that decides, with its number in the store. */
  private record InForce(long number, Engine engine) {}

  Writer(
      Store store,
      Ledger ledger,
      Options options,
      Counts counts,
      HostClock host,
      Consumer<List<DecisionRecord>> decided) {
    this.store = store;
    this.ledger = ledger;
    this.options = options;
    this.counts = counts;
    this.host = host;
    this.decided = decided;
    this.facts = StateFacts.on(store, options.cacheEntries());
    this.observing = new ObservingFacts(facts, counts.drifts);
    this.machines = new Machines(store, options.cacheEntries());
    this.committed = ledger.newest();
    facts.clock().set(ClockRow.read(store));
  }

  /** Puts a bundle in force; from the writer's thread, or before it runs. */
  void use(Active active) {
    BundleHolder holder = new BundleHolder(active.bundle());
    machines.use(active.bundle());
    inForce = new InForce(active.number(), new Engine(holder, options.features(), facts));
  }

  /** Newest committed place in the log. */
  long committed() {
    return committed;
  }

  /** Whether something is committed that a power cut could take. */
  boolean unsynced() {
    return unsynced;
  }

  /** Makes what is committed survive a power cut; if it fails, whoever waits next is told. */
  void syncQuietly() {
    try {
      store.sync();
      unsynced = false;
    } catch (StoreException e) {
      // The next durable commit meets the same fault and answers with it.
    }
  }

  /**
   * Does tasks that are no controls, in order, and answers them.
   *
   * @param done called once, before the first answer that waits for a commit
   */
  void process(List<Task> tasks, Runnable done) {
    Group group = new Group();
    try {
      group.tidy(tasks);
      tasks.forEach(group::add);
    } catch (RuntimeException | Error fault) {
      group.rollBack();
      done.run();
      alone(tasks, fault);
      return;
    }
    group.commit(done);
  }

  /** A task of the group failed, and nobody knows which: each by itself. */
  private void alone(List<Task> tasks, Throwable fault) {
    if (tasks.size() > 1) {
      tasks.forEach(task -> process(List.of(task), () -> {}));
      return;
    }
    switch (tasks.getFirst()) {
      case Task.Events events when events.events().size() > 1 -> eachAlone(events);
      case Task.Events events -> {
        counts.failed.incrementAndGet();
        events.answers().complete(List.of(new Answer.Failed(message(fault))));
      }
      case Task.Label label -> label.answer().complete(new LabelAnswer.Failed(message(fault)));
      case Task.Control control -> throw new AssertionError("a control in a group");
      case Task.Close close -> throw new AssertionError("a close in a group");
    }
  }

  private void eachAlone(Task.Events events) {
    List<Answer> answers = new ArrayList<>();
    for (Event event : events.events()) {
      Task.Events one = new Task.Events(List.of(event), events.ack(), new CompletableFuture<>());
      process(List.of(one), () -> {});
      answers.addAll(one.answers().join());
    }
    events.answers().complete(answers);
  }

  private static String message(Throwable fault) {
    return fault instanceof StoreException
        ? String.valueOf(fault.getMessage())
        : "a fault of harrier itself, please report it: " + fault;
  }

  /** Does a control, in a batch of its own. */
  void control(Task.Control control, Runnable done) {
    try {
      Batch batch = store.batch();
      long end = committed;
      end += control.change().write(batch, end + 1);
      store.commit(batch, true);
      unsynced = false;
      committed = end;
      control.change().committed();
      done.run();
      control.done().complete(null);
    } catch (RuntimeException | Error fault) {
      done.run();
      control.done().completeExceptionally(fault);
    }
  }

  /** Tasks that are committed together. */
  private final class Group {
    private final Batch batch = store.batch();
    private final List<Runnable> answers = new ArrayList<>();
    private final List<Runnable> failures = new ArrayList<>();
    private final List<DecisionRecord> records = new ArrayList<>();
    private final Map<EventKey, Known> known = new HashMap<>();
    private final long clockBefore = facts.clock().nowMicros();
    private long sequence = committed;
    private long repeated;
    private long future;
    private long late;
    private boolean durable;

    /** An event of this group; no record for a label's request. */
    private record Known(@Nullable DecisionRecord record) {}

    /**
     * Forgets known events and deletes states whose time has come, a little for each task. First,
     * so that what the group itself remembers stands behind it in the batch.
     */
    void tidy(List<Task> tasks) {
      long now = facts.clock().nowMicros();
      if (now != Long.MIN_VALUE) {
        int rows = SWEEP_ROWS * tasks.stream().mapToInt(Task::weight).sum();
        ledger.forget(now, rows, batch);
        facts.sweep(rows, batch);
        machines.sweep(SWEEP_ROWS, batch);
      }
    }

    void add(Task task) {
      switch (task) {
        case Task.Events events -> add(events);
        case Task.Label label -> add(label);
        case Task.Control control -> throw new AssertionError("a control in a group");
        case Task.Close close -> throw new AssertionError("a close in a group");
      }
    }

    private void add(Task.Events task) {
      List<Answer> made = new ArrayList<>(task.events().size());
      for (Event event : task.events()) {
        made.add(decide(event));
      }
      durable |= task.ack() == Ack.DURABLE;
      if (task.ack() == Ack.DECIDED) {
        task.answers().complete(made);
      } else {
        answers.add(() -> task.answers().complete(made));
        failures.add(() -> task.answers().complete(failed(made.size())));
      }
    }

    private List<Answer> failed(int size) {
      counts.failed.addAndGet(size);
      return Collections.nCopies(size, new Answer.Failed(fault));
    }

    private String fault = "";

    private Answer decide(Event event) {
      EventKey key = EventKey.of(event.source(), event.id());
      Known same = known.get(key);
      if (same != null && same.record != null) {
        repeated++;
        return new Answer.Decided(same.record, true);
      }
      Ledger.Seen seen = ledger.seen(key);
      if (seen != null && seen.forgetAtMicros() > facts.clock().nowMicros()) {
        return repeated(event, seen);
      }
      InForce rules = inForce;
      if (rules == null) {
        return new Answer.Failed("no bundle is active; install a project and activate it");
      }
      boolean ahead =
          event.timeMicros() > host.nowMicros() + options.futureAfter().toNanos() / 1_000;
      if (ahead && options.refuseFuture()) {
        future++;
        return new Answer.Refused("future", 0, ahead(event));
      }
      DecisionRecord record = decide(event, key, rules, ahead);
      if (!ahead) {
        derive(event, rules);
      }
      return new Answer.Decided(record, false);
    }

    private String ahead(Event event) {
      return "the event's time is "
          + Instant.EPOCH.plus(event.timeMicros(), ChronoUnit.MICROS)
          + ", at most "
          + options.futureAfter()
          + " ahead of this host's clock is accepted";
    }

    private Answer repeated(Event event, Ledger.Seen seen) {
      DecisionRecord record = ledger.decision(seen.sequence());
      if (record == null) {
        throw new StoreException(
            "the decision of the known event `"
                + event.id()
                + "` is missing; restore the folder from a copy",
            null);
      }
      repeated++;
      return new Answer.Decided(record, true);
    }

    /** What the machines find in an event stands behind it in the log, and is decided as well. */
    private void derive(Event event, InForce rules) {
      for (Event found : machines.accept(event)) {
        EventKey key = EventKey.of(found.source(), found.id());
        if (!known.containsKey(key) && ledger.seen(key) == null) {
          decide(found, key, rules, false);
        }
      }
    }

    private DecisionRecord decide(Event event, EventKey key, InForce rules, boolean ahead) {
      long now = facts.clock().nowMicros();
      if (now != Long.MIN_VALUE && event.timeMicros() < now - micros(options.lateAfter())) {
        late++;
      }
      future += ahead ? 1 : 0;
      observing.clear();
      Decision decision = rules.engine.decide(event, ahead, observing);
      DecisionRecord record =
          new DecisionRecord(
              ++sequence,
              event.source(),
              event.id(),
              event.type(),
              event.timeMicros(),
              decision,
              options.features(),
              rules.engine.version(),
              observing.observations());
      ledger.append(LogRow.Happened.of(sequence, event, ahead), batch);
      ledger.append(record, rules.number, entities(record), batch);
      if (options.outbox()) {
        deliver(record);
      }
      remember(key, event.timeMicros());
      known.put(key, new Known(record));
      records.add(record);
      return record;
    }

    private void deliver(DecisionRecord record) {
      List<Effect> effects = record.decision().effects();
      for (int i = 0; i < effects.size(); i++) {
        Effect effect = sent(record.decision(), i);
        if (effect != null && delivered(effect)) {
          OutboxRow.of(
                  record.sequence(),
                  i,
                  record.source(),
                  record.eventId(),
                  record.timeMicros(),
                  effect)
              .write(batch);
        }
      }
    }

    /** The effect at a place, or what the guards made of it; null if they made nothing of it. */
    private static @Nullable Effect sent(Decision decision, int place) {
      Guarded guarded = decision.guarded(place);
      return guarded == null ? decision.effects().get(place) : guarded.opened();
    }

    /** A verdict is told to whoever asked; an effect that does not apply, to nobody. */
    private static boolean delivered(Effect effect) {
      return switch (effect) {
        case Effect.DeclareVerdict verdict -> false;
        case Effect.ChangeLabel change -> !change.suppressed() && change.applyIfTrue();
        case Effect.External external -> true;
        case Effect.Enforce enforce -> true;
        case Effect.Review review -> true;
      };
    }

    private void remember(EventKey key, long timeMicros) {
      long from = Math.max(timeMicros, facts.clock().nowMicros());
      long forgetAt = from + micros(options.deduplication());
      ledger.remember(key, new Ledger.Seen(sequence, forgetAt), batch);
    }

    private static Set<EntityKey> entities(DecisionRecord record) {
      Set<EntityKey> entities = new LinkedHashSet<>();
      for (Observation observation : record.observations()) {
        switch (observation) {
          case Observation.Labels labels -> entities.add(labels.entity());
          case Observation.Feature feature -> entities.add(feature.entity());
          case Observation.Window window -> {}
          case Observation.Stored stored -> {}
          case Observation.Quiet quiet -> entities.add(quiet.key().entity());
          case Observation.Admitted admitted -> {}
        }
      }
      for (Effect effect : record.decision().effects()) {
        switch (effect) {
          case Effect.ChangeLabel change -> entities.add(change.entity());
          case Effect.Enforce enforce -> entities.add(enforce.entity());
          case Effect.Review review -> entities.add(review.entity());
          case Effect.DeclareVerdict verdict -> {}
          case Effect.External external -> {}
        }
      }
      return entities;
    }

    private void add(Task.Label task) {
      ManualLabel label = task.label();
      durable = true;
      failures.add(() -> task.answer().complete(new LabelAnswer.Failed(fault)));
      EventKey key = EventKey.of(LABEL_SOURCE, label.id());
      Ledger.Seen seen = ledger.seen(key);
      if (known.containsKey(key)
          || seen != null && seen.forgetAtMicros() > facts.clock().nowMicros()) {
        Map<String, LabelState> labels = facts.labels(label.entity());
        answers.add(() -> task.answer().complete(new LabelAnswer.Done(labels, List.of(), true)));
        return;
      }
      sequence++;
      ledger.append(new LogRow.Labelled(sequence, label), batch);
      LabelChanges.Outcome outcome = apply(label, facts);
      remember(key, label.timeMicros());
      known.put(key, new Known(null));
      answers.add(
          () ->
              task.answer()
                  .complete(new LabelAnswer.Done(outcome.labels(), outcome.dropped(), false)));
    }

    void rollBack() {
      facts.forgetChanges();
      machines.forgetChanges();
      facts.clock().set(clockBefore);
    }

    void commit(Runnable done) {
      long started = System.nanoTime();
      try {
        facts.save(batch);
        machines.save(batch);
        ClockRow.write(facts.clock().nowMicros(), batch);
        if (sequence > committed) {
          store.commit(batch, durable);
          unsynced = !durable;
        } else if (durable && unsynced) {
          store.sync();
          unsynced = false;
        }
      } catch (RuntimeException | Error e) {
        rollBack();
        fault = message(e);
        done.run();
        failures.forEach(Runnable::run);
        return;
      }
      committed = sequence;
      facts.saved();
      machines.saved();
      counts.batches.incrementAndGet();
      counts.commitNanos.addAndGet(System.nanoTime() - started);
      counts.repeated.addAndGet(repeated);
      counts.future.addAndGet(future);
      counts.late.addAndGet(late);
      counts.decided(records);
      decided.accept(records);
      done.run();
      answers.forEach(Runnable::run);
    }
  }

  private static long micros(Duration duration) {
    return duration.toNanos() / 1_000;
  }

  /** Applies a person's wish to the labels; a replay does the same. */
  static LabelChanges.Outcome apply(ManualLabel label, StateFacts facts) {
    LabelChange change =
        new LabelChange(
            label.label(),
            label.present() ? LabelStatus.MANUALLY_ADDED : LabelStatus.MANUALLY_REMOVED,
            label.who(),
            label.why(),
            Map.of(),
            label.expiresAtMicros());
    return facts.apply(label.entity(), List.of(change), label.timeMicros());
  }
}
