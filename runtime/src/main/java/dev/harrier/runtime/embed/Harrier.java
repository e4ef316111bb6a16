package dev.harrier.runtime.embed;

import dev.harrier.decision.ActionInfo;
import dev.harrier.decision.Decision;
import dev.harrier.enforce.Guards;
import dev.harrier.event.EntityKey;
import dev.harrier.event.Event;
import dev.harrier.lang.source.Sources;
import dev.harrier.rule.Evaluator;
import dev.harrier.rule.FeatureMode;
import dev.harrier.rule.RuleProgram;
import dev.harrier.runtime.bundle.Bundle;
import dev.harrier.runtime.bundle.ListEditor;
import dev.harrier.runtime.bundle.ProjectArchive;
import dev.harrier.runtime.bundle.ProjectException;
import dev.harrier.runtime.bundle.ProjectFolder;
import dev.harrier.runtime.dispatch.Outbox;
import dev.harrier.runtime.dispatch.OutboxRow;
import dev.harrier.runtime.ingress.BadEventException;
import dev.harrier.runtime.ingress.EventParser;
import dev.harrier.runtime.ledger.DecisionCodec;
import dev.harrier.runtime.ledger.DecisionRecord;
import dev.harrier.runtime.ledger.EventKey;
import dev.harrier.runtime.ledger.Ledger;
import dev.harrier.runtime.ledger.ListEdit;
import dev.harrier.runtime.ledger.LogRow;
import dev.harrier.runtime.ledger.ManualLabel;
import dev.harrier.runtime.store.MemoryStore;
import dev.harrier.runtime.store.RocksStore;
import dev.harrier.runtime.store.Store;
import dev.harrier.runtime.store.Store.Batch;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The engine with a memory: decides events, keeps what happened and why, and can prove it.
 *
 * <pre>{@code
 * try (Harrier harrier = Harrier.open(Path.of("data"), Options.DEFAULT)) {
 *   if (harrier.install(Path.of("my-platform"), "first") instanceof Installation.Installed made) {
 *     harrier.activate(made.bundle().version(), "ada");
 *   }
 *   Answer answer = harrier.decide(bytes, "web", Ack.DURABLE);
 * }
 * }</pre>
 *
 * <p>Any thread may call anything. Bytes are parsed by their callers, at the same time; one thread
 * of the engine's own decides in the order of arrival and commits, so that results do not depend on
 * the number of callers.
 */
public final class Harrier implements AutoCloseable {
  private final Store store;
  private final Options options;
  private final Outbox outbox;
  private final Shelf shelf;
  private final Ledger ledger;
  private final Counts counts = new Counts();
  private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
  private final Writer writer;
  private final Intake intake;

  /** Held by whoever installs or activates. */
  private final Object shelving = new Object();

  private volatile @Nullable Active active;
  private volatile Runnable effectsTold = () -> {};

  /** Held by whoever closes. */
  private final Object closing = new Object();

  private boolean closed;

  private Harrier(Store store, Options options) {
    this.store = store;
    this.options = options;
    this.outbox = new Outbox(store, this::commit);
    this.shelf = new Shelf(store, options);
    this.ledger = new Ledger(store, shelf::version);
    this.writer = new Writer(store, ledger, options, counts, Harrier::hostMicros, this::publish);
    this.intake = new Intake(writer, options.queueCapacity(), options.batchEvents());
    long number = shelf.active();
    if (number > 0) {
      Active last = Active.of(number, shelf.bundle(number));
      writer.use(last);
      active = last;
    }
    intake.start();
  }

  /** Opens, or begins, the engine whose memory is a folder. */
  public static Harrier open(Path folder, Options options) {
    return on(RocksStore.open(folder, RocksStore.Settings.DEFAULT), options);
  }

  /** An engine whose memory ends with it. */
  public static Harrier inMemory(Options options) {
    return on(new MemoryStore(), options);
  }

  /** An engine on a store, which it closes. */
  public static Harrier on(Store store, Options options) {
    return new Harrier(store, options);
  }

  private static long hostMicros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }

  private void publish(List<DecisionRecord> records) {
    if (records.stream().anyMatch(record -> !record.decision().effects().isEmpty())) {
      effectsTold.run();
    }
    for (Subscription subscription : subscriptions) {
      records.forEach(subscription::offer);
    }
  }

  // Deciding.

  /** Decides an event; returns when it is answered. */
  public Answer decide(Event event, Ack ack) {
    return decide(List.of(event), ack).getFirst();
  }

  /**
   * Decides the event in the bytes.
   *
   * @param source names its sender where the event itself does not
   */
  public Answer decide(byte[] json, String source, Ack ack) {
    Active rules = active;
    EventParser parser =
        rules == null ? new EventParser(options.shape(), null) : rules.borrow(options);
    try {
      return decide(sent(parser.parse(json, 0, json.length), source), ack);
    } catch (BadEventException bad) {
      return refused(bad);
    } finally {
      if (rules != null) {
        rules.giveBack(parser);
      }
    }
  }

  private static Event sent(Event event, String source) {
    return event.source().isEmpty() ? event.from(source) : event;
  }

  private Answer refused(BadEventException bad) {
    counts.refused.incrementAndGet();
    return new Answer.Refused(bad.code(), bad.column(), String.valueOf(bad.getMessage()));
  }

  /**
   * Decides events in order; answers stand in the same order. Each event's document must be its
   * own. Where the engine turns some away, it turns away all that follow them.
   */
  public List<Answer> decide(List<Event> events, Ack ack) {
    if (events.size() <= options.batchEvents()) {
      return submit(events, ack).join();
    }
    List<Answer> answers = new ArrayList<>(events.size());
    for (int from = 0; from < events.size(); from += options.batchEvents()) {
      int to = Math.min(events.size(), from + options.batchEvents());
      List<Answer> some = submit(events.subList(from, to), ack).join();
      answers.addAll(some);
      if (some.getLast() instanceof Answer.Overloaded last) {
        while (answers.size() < events.size()) {
          answers.add(last);
        }
        break;
      }
    }
    return answers;
  }

  /** Decides events, each in its bytes, in order; answers stand in the same order. */
  public List<Answer> decideAll(List<byte[]> events, String source, Ack ack) {
    return decideAll(events, Collections.nCopies(events.size(), null), source, ack);
  }

  /**
   * As above.
   *
   * @param ids identifier of each event that has none itself; null for those that are refused then
   */
  public List<Answer> decideAll(
      List<byte[]> events, List<@Nullable String> ids, String source, Ack ack) {
    @Nullable Answer[] answers = new Answer[events.size()];
    List<Event> sound = new ArrayList<>(events.size());
    List<Integer> places = new ArrayList<>(events.size());
    Active rules = active;
    EventParser parser =
        new EventParser(options.shape(), rules == null ? null : rules.bundle().input());
    for (int i = 0; i < events.size(); i++) {
      byte[] json = events.get(i);
      try {
        sound.add(sent(parser.parse(json, 0, json.length, ids.get(i)), source).detached());
        places.add(i);
      } catch (BadEventException bad) {
        answers[i] = refused(bad);
      }
    }
    List<Answer> decided = decide(sound, ack);
    for (int i = 0; i < decided.size(); i++) {
      answers[places.get(i)] = decided.get(i);
    }
    return Arrays.asList(answers);
  }

  /**
   * Hands events in, without waiting, all or none. Their documents must not be reused before they
   * are answered.
   */
  public CompletableFuture<List<Answer>> submit(List<Event> events, Ack ack) {
    CompletableFuture<List<Answer>> answers = new CompletableFuture<>();
    if (events.isEmpty()) {
      answers.complete(List.of());
    } else if (!intake.admit(new Task.Events(events, ack, answers))) {
      counts.overloaded.addAndGet(events.size());
      Answer overloaded = new Answer.Overloaded(Intake.RETRY_AFTER_MILLIS);
      answers.complete(Collections.nCopies(events.size(), overloaded));
    }
    return answers;
  }

  /** Sets or takes away a label by hand; durable on return. */
  public LabelAnswer setLabel(ManualLabel label) {
    CompletableFuture<LabelAnswer> answer = new CompletableFuture<>();
    if (!intake.admit(new Task.Label(label, answer))) {
      counts.overloaded.incrementAndGet();
      return new LabelAnswer.Failed("more is waiting than may wait; try again");
    }
    return answer.join();
  }

  // Asking.

  /** A decision by its identifier. */
  public Optional<DecisionRecord> decision(String id) {
    if (!id.matches("[1-9][0-9]{0,16}")) {
      return Optional.empty();
    }
    return Optional.ofNullable(ledger.decision(Long.parseLong(id)));
  }

  /** The decision of an event that is still known. */
  public Optional<DecisionRecord> decision(String source, String eventId) {
    Ledger.Seen seen = ledger.seen(EventKey.of(source, eventId));
    return seen == null ? Optional.empty() : Optional.ofNullable(ledger.decision(seen.sequence()));
  }

  /** The newest decisions, newest first. */
  public List<DecisionRecord> recent(int count) {
    List<DecisionRecord> recent = new ArrayList<>();
    try (Ledger.Entries entries = ledger.entriesBackwards(1, Long.MAX_VALUE)) {
      for (LogRow row = entries.next();
          row != null && recent.size() < count;
          row = entries.next()) {
        DecisionRecord record = ledger.decision(row.sequence());
        if (record != null) {
          recent.add(record);
        }
      }
    }
    return recent;
  }

  /** Effects that wait to be delivered, and those that were given up. */
  public Outbox outbox() {
    return outbox;
  }

  /** Effects that wait to be delivered, in the order of the log. */
  public List<OutboxRow> outbox(int most) {
    return outbox.waiting(most);
  }

  /** Deletes effects that have been delivered. */
  public void delivered(List<OutboxRow> rows) {
    outbox.delivered(rows);
  }

  private void commit(Consumer<Batch> writing) {
    control(
        new Task.Change() {
          @Override
          public int write(Batch batch, long sequence) {
            writing.accept(batch);
            return 0;
          }

          @Override
          public void committed() {}
        });
  }

  /** Has something called, by the writer's thread, whenever effects may wait; it must not wait. */
  public void onEffects(Runnable told) {
    effectsTold = told;
  }

  /** The log and the ledger, for reading. */
  public Ledger ledger() {
    return ledger;
  }

  /**
   * Decides an event of the past again: by the bundle that decided it, kept with its sources, and
   * by the answers that the rules got then. Empty if there is no such decision.
   */
  public Optional<Rederived> rederive(String id) {
    return decision(id).map(this::rederive);
  }

  private Rederived rederive(DecisionRecord stored) {
    LogRow.Happened row = (LogRow.Happened) ledger.entry(stored.sequence());
    if (row == null) {
      throw new AssertionError("a decision without its event");
    }
    Bundle bundle = shelf.bundle(ledger.bundle(stored.sequence()));
    Evaluator evaluator = bundle.program().newEvaluator(stored.features());
    Decision decision;
    RecordedFacts recorded = new RecordedFacts(stored.observations());
    try {
      decision =
          new Guards(bundle.program().actions())
              .apply(evaluator.decide(row.event(), recorded), recorded);
    } catch (RecordedFacts.NotRecorded other) {
      return new Rederived(stored, null, false);
    }
    boolean equal =
        Arrays.equals(DecisionCodec.bytes(decision), DecisionCodec.bytes(stored.decision()));
    return new Rederived(stored, decision, equal);
  }

  /**
   * All features of a decision of the past, as they were then; null if there is no such decision.
   */
  public @Nullable Snapshot snapshot(long sequence) {
    DecisionRecord stored = ledger.decision(sequence);
    if (stored == null || !(ledger.entry(sequence) instanceof LogRow.Happened row)) {
      return null;
    }
    long number = ledger.bundle(sequence);
    Snapshots of = snapshots;
    if (of == null || of.bundle != number) {
      of = new Snapshots(number, shelf.bundle(number));
      snapshots = of;
    }
    Event event = row.event();
    RecordedFacts recorded = new RecordedFacts(stored.observations());
    synchronized (of) {
      Decision whole = of.evaluator.decide(event, new PartialFacts(recorded));
      return new Snapshot(stored, of.known, of.rules, whole.features());
    }
  }

  private volatile @Nullable Snapshots snapshots;

  /** What snapshots of one bundle's decisions are taken with; one thread at a time. */
  private static final class Snapshots {
    private final long bundle;
    private final Evaluator evaluator;
    private final List<RuleProgram.FeatureInfo> known;
    private final List<String> rules;

    Snapshots(long number, Bundle bundle) {
      this.bundle = number;
      evaluator = bundle.program().newEvaluator(FeatureMode.ALL);
      known = bundle.program().features();
      rules = bundle.program().rules().stream().map(RuleProgram.RuleInfo::name).toList();
    }
  }

  /**
   * Decides the log again from its beginning, in an empty memory, with the bundles that were in
   * force, and compares.
   *
   * @param from first place in the log that is compared
   * @param to last place in the log that is decided
   * @param progress is told the place reached, after each entry
   */
  public Replay.Result replay(long from, long to, LongConsumer progress) {
    return Replay.run(store, options, from, to, progress);
  }

  /** What is remembered of an entity; empty lists if nothing is. */
  public EntityView entity(EntityKey entity) {
    List<DecisionRecord> recent = new ArrayList<>();
    for (long place : ledger.recent(entity, EntityView.RECENT)) {
      DecisionRecord record = ledger.decision(place);
      if (record != null) {
        recent.add(record);
      }
    }
    return new EntityView(
        entity, StateFacts.features(store, entity), StateFacts.labels(store, entity), recent);
  }

  // Bundles.

  /** Checks and keeps a project; it decides once it is activated. */
  public Installation install(Sources sources, String comment) {
    synchronized (shelving) {
      return installed(sources, comment);
    }
  }

  /** Checks and keeps a project in a folder. */
  public Installation install(Path folder, String comment) throws IOException {
    try {
      return install(ProjectFolder.read(folder).sources(), comment);
    } catch (ProjectException e) {
      return new Installation.NotAProject(String.valueOf(e.getMessage()));
    }
  }

  /** Checks and keeps a project in a zip archive. */
  public Installation install(byte[] zip, String comment) throws IOException {
    try {
      return install(ProjectArchive.read(zip), comment);
    } catch (ProjectException e) {
      return new Installation.NotAProject(String.valueOf(e.getMessage()));
    }
  }

  private Installation installed(Sources sources, String comment) {
    Bundle bundle;
    try {
      switch (Bundle.compile(sources, options.dialect(), options.backend())) {
        case Bundle.Rejected rejected -> {
          return new Installation.Rejected(rejected.diagnostics());
        }
        case Bundle.Ready ready -> bundle = ready.bundle();
      }
    } catch (ProjectException e) {
      return new Installation.NotAProject(String.valueOf(e.getMessage()));
    }
    Shelf.Kept kept = shelf.find(bundle.version(), options.dialect());
    if (kept == null) {
      kept = keep(bundle, sources, comment);
    }
    shelf.offer(kept.number(), bundle);
    return new Installation.Installed(kept.info(shelf.active()), bundle.warnings());
  }

  private Shelf.Kept keep(Bundle bundle, Sources sources, String comment) {
    Shelf.Kept kept =
        new Shelf.Kept(
            shelf.all().size() + 1L,
            bundle.version(),
            hostMicros(),
            comment,
            options.dialect(),
            bundle.program().rules().size());
    control(
        new Task.Change() {
          @Override
          public int write(Batch batch, long sequence) {
            Shelf.write(kept, sources, batch);
            return 0;
          }

          @Override
          public void committed() {}
        });
    return kept;
  }

  private void control(Task.Change change) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    intake.admit(new Task.Control(change, done));
    try {
      done.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException fault) {
        throw fault;
      }
      throw e;
    }
  }

  /** Puts a kept version in force for all events that begin from now on; empty if unknown. */
  public Optional<BundleInfo> activate(String version, String who) {
    synchronized (shelving) {
      Shelf.Kept kept = shelf.find(version);
      if (kept == null) {
        return Optional.empty();
      }
      List<Long> activations = shelf.activations();
      activations.add(kept.number());
      activate(kept, activations, who, null);
      return Optional.of(kept.info(kept.number()));
    }
  }

  /** Puts the version that was in force before in force again; empty if there was none. */
  public Optional<BundleInfo> rollBack(String who) {
    synchronized (shelving) {
      List<Long> activations = shelf.activations();
      if (activations.size() < 2) {
        return Optional.empty();
      }
      activations.removeLast();
      Shelf.Kept kept = shelf.kept(activations.getLast());
      if (kept == null) {
        return Optional.empty();
      }
      activate(kept, activations, who, null);
      return Optional.of(kept.info(kept.number()));
    }
  }

  private void activate(
      Shelf.Kept kept, List<Long> activations, String who, @Nullable ListEdit edit) {
    Active next = Active.of(kept.number(), shelf.bundle(kept.number()));
    long now = hostMicros();
    control(
        new Task.Change() {
          @Override
          public int write(Batch batch, long sequence) {
            ledger.append(new LogRow.Activated(sequence, kept.number(), who, now, edit), batch);
            Shelf.write(activations, batch);
            if (edit != null) {
              Shelf.write(new ListEdit.Made(edit, now, kept.version()), sequence, batch);
            }
            return 1;
          }

          @Override
          public void committed() {
            writer.use(next);
            active = next;
          }
        });
  }

  /** All kept versions, newest first. */
  public List<BundleInfo> bundles() {
    long inForce = shelf.active();
    return shelf.all().reversed().stream().map(kept -> kept.info(inForce)).toList();
  }

  /** The version in force. */
  public Optional<BundleInfo> active() {
    Active now = active;
    return now == null
        ? Optional.empty()
        : Optional.ofNullable(shelf.kept(now.number())).map(kept -> kept.info(now.number()));
  }

  /** Version of the rules in force; empty if there are none. Costs nothing. */
  public String version() {
    Active now = active;
    return now == null ? "" : now.bundle().version();
  }

  /** The actions that the rules in force know, by name. */
  public Map<String, ActionInfo> actions() {
    Active now = active;
    return now == null ? Map.of() : now.bundle().program().actions();
  }

  /** The sources of a kept version. */
  public Optional<Sources> sources(String version) {
    return Optional.ofNullable(shelf.find(version)).map(kept -> shelf.sources(kept.number()));
  }

  /** Changes a list of the active project: a new version, which is in force on return. */
  public Installation editList(ListEdit edit) {
    synchronized (shelving) {
      long number = shelf.active();
      if (number == 0) {
        return new Installation.NotAProject("no bundle is active; install a project first");
      }
      try {
        Sources edited =
            ListEditor.edit(
                shelf.sources(number), edit.list(), edit.add(), edit.remove(), edit.why());
        Installation made = installed(edited, "list `" + edit.list() + "` edited by " + edit.who());
        return made instanceof Installation.Installed ready ? inForce(ready, edit) : made;
      } catch (ProjectException e) {
        return new Installation.NotAProject(String.valueOf(e.getMessage()));
      }
    }
  }

  private Installation inForce(Installation.Installed made, ListEdit edit) {
    Shelf.Kept kept = Objects.requireNonNull(shelf.kept(made.bundle().number()));
    List<Long> activations = shelf.activations();
    activations.add(kept.number());
    activate(kept, activations, edit.who(), edit);
    return new Installation.Installed(kept.info(kept.number()), made.warnings());
  }

  /** Edits of a list, newest first. */
  public List<ListEdit.Made> listHistory(String list) {
    return shelf.edits(list);
  }

  // Watching.

  /**
   * Subscribes to decisions as they are made.
   *
   * @param capacity decisions that may wait; more are dropped and counted
   */
  public Subscription subscribe(int capacity) {
    Subscription subscription = new Subscription(capacity, subscriptions::remove);
    subscriptions.add(subscription);
    return subscription;
  }

  /** What was counted since the engine was opened. */
  public Metrics metrics() {
    Active now = active;
    return counts.metrics(
        intake.waiting(),
        options.queueCapacity(),
        writer.committed(),
        now == null ? "" : now.bundle().version());
  }

  /** Answers what waits, makes all of it durable, and ends. Closing again does nothing. */
  @Override
  public void close() {
    synchronized (closing) {
      if (closed) {
        return;
      }
      closed = true;
      intake.close();
      try {
        store.sync();
      } finally {
        store.close();
      }
    }
  }
}
