package dev.harrier.runtime.embed;

import dev.harrier.decision.Effect;
import dev.harrier.decision.LabelRequests;
import dev.harrier.enforce.CapKey;
import dev.harrier.enforce.GuardMemory;
import dev.harrier.enforce.HourCount;
import dev.harrier.enforce.QuietKey;
import dev.harrier.event.EntityKey;
import dev.harrier.feature.FeatureDeclaration;
import dev.harrier.feature.FeatureKey;
import dev.harrier.label.LabelChange;
import dev.harrier.label.LabelChanges;
import dev.harrier.label.LabelState;
import dev.harrier.rule.Facts;
import dev.harrier.runtime.ledger.LabelCodec;
import dev.harrier.runtime.ledger.RowReader;
import dev.harrier.runtime.ledger.RowWriter;
import dev.harrier.runtime.store.Store;
import dev.harrier.runtime.store.Store.Batch;
import dev.harrier.runtime.store.Store.Space;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What rules and guards remember: labels, declared features, sliding windows, stored values, quiet
 * periods, counts an hour. Event time; owned by one thread.
 *
 * <p>In memory alone, or as a cache over a store: what an event asks for is read once and stays, as
 * it was changed, until room is needed. {@link #save} writes what changed since the last time, and
 * {@link #forgetChanges} drops it, so that a batch which could not be committed leaves no trace.
 *
 * <p>A window or value that has ended two hours ago is as if it had never been. This holds when it
 * is asked for, and so it does not matter when its row is deleted, which {@link #sweep} does bit by
 * bit: a replay, which sweeps at other moments or never, sees the same.
 */
public final class StateFacts implements Facts, GuardMemory {
  /**
   * How long a state is kept after its end, for events that come late. Longer than an event can
   * move the clock, so that one with a wrong time ends nothing.
   */
  private static final long GRACE_MICROS = 2 * EventClock.STEP_MICROS;

  /**
   * How far an event that is ahead of the host's clock may be ahead of the engine's and still count
   * at its own time: more than a day, so that counters go on when the host's clock jumps back one.
   */
  private static final long AHEAD_MICROS = 48 * EventClock.STEP_MICROS;

  /** States in memory after which ended ones are first looked for, where there is no store. */
  private static final int SWEEP_STATES = 10_000;

  private static final int LABELS = 1;
  private static final int WINDOW = 2;
  private static final int VALUE = 3;
  private static final int FEATURE = 4;
  private static final int QUIET = 5;
  private static final int HOUR = 6;
  private static final int VERSION = 1;

  private final @Nullable Store store;
  private final int capacity;
  private final LinkedHashMap<Object, Slot> slots;
  private final List<Object> changed = new ArrayList<>();
  private final EventClock clock = new EventClock();
  private final RowWriter row = new RowWriter();
  private final RowWriter keys = new RowWriter();
  private long guardMicros;
  private long latestMicros = Long.MAX_VALUE;
  private int sweepAt = SWEEP_STATES;
  private byte @Nullable [] sweptTo;

  private record WindowKey(String key) {}

  private record ValueKey(String key) {}

  /** One feature of one entity; a changed definition is another feature. */
  private record PlaceKey(FeatureKey key, String feature, long definition) {}

  /** The end of a quiet period. */
  private record Quiet(long endMicros) {}

  private record Value(@Nullable Object value, long endMicros) {}

  /** A state in memory; a null state is one that is known not to be. */
  private static final class Slot {
    private @Nullable Object state;
    private boolean changed;

    Slot(@Nullable Object state) {
      this.state = state;
    }
  }

  private StateFacts(@Nullable Store store, int capacity) {
    this.store = store;
    this.capacity = capacity;
    this.slots = new LinkedHashMap<>(16, 0.75f, store != null);
  }

  /** Facts that end with the process. */
  public static StateFacts inMemory() {
    return new StateFacts(null, Integer.MAX_VALUE);
  }

  /**
   * Facts over a store.
   *
   * @param capacity states that are kept in memory between batches
   */
  static StateFacts on(Store store, int capacity) {
    return new StateFacts(store, capacity);
  }

  /** The time that an event brings, before it is decided. */
  void begin(long timeMicros, boolean future) {
    clock.advance(timeMicros, future);
    long now = clock.nowMicros();
    boolean ahead = future && now != Long.MIN_VALUE;
    boolean far = ahead && timeMicros > now + AHEAD_MICROS;
    latestMicros = far ? now : Long.MAX_VALUE;
    long known = ahead ? Math.min(timeMicros, now) : timeMicros;
    // No earlier than what may have been forgotten: whether it was does not matter then.
    guardMicros = now == Long.MIN_VALUE ? known : Math.max(known, now - GRACE_MICROS);
  }

  /**
   * The time at which an event counts: its own, but the engine's if it was far ahead of that and of
   * the host's clock. Otherwise one event dated a year ahead would end the windows of its entity
   * and make all that follow late.
   */
  private long bounded(long timeMicros) {
    return Math.min(timeMicros, latestMicros);
  }

  EventClock clock() {
    return clock;
  }

  private boolean over(long endMicros) {
    return clock.nowMicros() != Long.MIN_VALUE && endMicros <= clock.nowMicros() - GRACE_MICROS;
  }

  // Slots.

  private Slot slot(Object key) {
    Slot slot = slots.get(key);
    if (slot == null) {
      slot = new Slot(store == null ? null : load(store, key));
      slots.put(key, slot);
    }
    return slot;
  }

  private void change(Object key, Slot slot, @Nullable Object state) {
    slot.state = state;
    if (store == null) {
      if (state == null) {
        slots.remove(key);
      }
    } else if (!slot.changed) {
      slot.changed = true;
      changed.add(key);
    }
  }

  private byte[] rowKey(Object key) {
    return rowKey(key, keys);
  }

  private static byte[] rowKey(Object key, RowWriter to) {
    switch (key) {
      case EntityKey entity -> to.clear().octet(LABELS).text(entity.type()).text(entity.id());
      case WindowKey window -> to.clear().octet(WINDOW).text(window.key);
      case ValueKey value -> to.clear().octet(VALUE).text(value.key);
      case QuietKey quiet ->
          to.clear()
              .octet(QUIET)
              .text(quiet.entity().type())
              .text(quiet.entity().id())
              .text(quiet.action())
              .flag(quiet.review());
      case CapKey cap -> to.clear().octet(HOUR).text(cap.rule()).text(cap.action());
      case PlaceKey place ->
          entityPart(place.key.entity(), to)
              .text(place.feature)
              .fixed(place.definition)
              .text(place.key.rest());
      default -> throw new AssertionError(key);
    }
    return to.toBytes();
  }

  private @Nullable Object load(Store from, Object key) {
    byte[] bytes = from.get(Space.STATE, rowKey(key));
    return bytes == null ? null : state(key, bytes);
  }

  /** Every row begins with its version and the time of its end. */
  private static Object state(Object key, byte[] bytes) {
    RowReader reader = new RowReader(bytes).version(VERSION);
    long end = reader.number();
    return switch (key) {
      case EntityKey entity -> LabelCodec.read(reader);
      case WindowKey window -> TimeWindow.read(reader);
      case ValueKey value -> new Value(reader.value(), end);
      case QuietKey quiet -> new Quiet(end);
      case CapKey cap -> hours(reader);
      case PlaceKey place -> Folds.read(reader);
      default -> throw new AssertionError(key);
    };
  }

  private static HourCount hours(RowReader reader) {
    long newest = reader.number();
    long[] counts = new long[reader.count()];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = reader.number();
    }
    return new HourCount(newest, counts);
  }

  private static void write(HourCount hours, RowWriter row) {
    long[] counts = hours.newestFirst();
    row.number(hours.endMicros()).number(hours.newestMinute()).count(counts.length);
    for (long count : counts) {
      row.number(count);
    }
  }

  @SuppressWarnings("unchecked")
  private byte[] bytes(Object state) {
    row.clear().octet(VERSION);
    switch (state) {
      case TimeWindow window -> window.write(row.number(window.endMicros()));
      case Value value -> row.number(value.endMicros).value(value.value);
      case Quiet quiet -> row.number(quiet.endMicros);
      case HourCount hours -> write(hours, row);
      case Folds folds -> folds.write(row.number(folds.endMicros()));
      case Map<?, ?> labels ->
          LabelCodec.write((Map<String, LabelState>) labels, row.number(Long.MAX_VALUE));
      default -> throw new AssertionError(state.getClass());
    }
    return row.toBytes();
  }

  /** Writes what changed into a batch. The changes count as written by {@link #saved}. */
  void save(Batch batch) {
    for (Object key : changed) {
      Slot slot = slots.get(key);
      Object state = slot == null ? null : slot.state;
      if (state == null) {
        batch.delete(Space.STATE, rowKey(key));
      } else {
        batch.put(Space.STATE, rowKey(key), bytes(state));
      }
    }
  }

  /** The batch is committed: the changes are no longer changes, and memory is trimmed. */
  void saved() {
    for (Object key : changed) {
      Slot slot = slots.get(key);
      if (slot != null) {
        slot.changed = false;
      }
    }
    changed.clear();
    trim();
  }

  private void trim() {
    Iterator<Object> oldest = slots.keySet().iterator();
    for (int over = slots.size() - capacity; over > 0; over--) {
      oldest.next();
      oldest.remove();
    }
  }

  /** Drops what changed since the last {@link #saved}; it is read again when it is asked for. */
  void forgetChanges() {
    changed.forEach(slots::remove);
    changed.clear();
  }

  /** Number of states in memory, those included that have ended and were not looked for. */
  int states() {
    return slots.size();
  }

  // Labels.

  @Override
  public Map<String, LabelState> labels(EntityKey entity) {
    return labels(peek(entity));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, LabelState> labels(@Nullable Object state) {
    return state == null ? Map.of() : (Map<String, LabelState>) state;
  }

  /** The labels as they are in a store, for any thread. */
  static Map<String, LabelState> labels(Store store, EntityKey entity) {
    byte[] bytes = store.get(Space.STATE, rowKey(entity, new RowWriter()));
    return labels(bytes == null ? null : state(entity, bytes));
  }

  /** All entities in memory that have labels, in order. */
  public SortedMap<EntityKey, Map<String, LabelState>> labels() {
    SortedMap<EntityKey, Map<String, LabelState>> all = new TreeMap<>();
    for (Object key : slots.sequencedKeySet()) {
      if (key instanceof EntityKey entity) {
        all.put(entity, Map.of());
      }
    }
    all.replaceAll((entity, none) -> labels(entity));
    all.values().removeIf(Map::isEmpty);
    return all;
  }

  /** Replaces the labels of an entity. */
  public void setLabels(EntityKey entity, Map<String, LabelState> states) {
    change(entity, slot(entity), states.isEmpty() ? null : states);
  }

  /**
   * Applies the label effects of one decision.
   *
   * @return what became of them, one outcome per entity, in order of first appearance
   */
  public List<LabelChanges.Outcome> apply(List<Effect> effects, long timeMicros) {
    List<LabelChanges.Outcome> outcomes = new ArrayList<>(1);
    LabelRequests.of(effects, timeMicros)
        .forEach((entity, changes) -> outcomes.add(apply(entity, changes, timeMicros)));
    return outcomes;
  }

  /** Applies wishes for the labels of one entity. */
  LabelChanges.Outcome apply(EntityKey entity, List<LabelChange> changes, long timeMicros) {
    Slot slot = slot(entity);
    LabelChanges.Outcome outcome =
        LabelChanges.apply(entity, labels(slot.state), changes, timeMicros);
    change(entity, slot, outcome.labels().isEmpty() ? null : outcome.labels());
    return outcome;
  }

  // Windows and values.

  @Override
  public long incrementWindow(String key, long timeMicros, long windowMicros, long cap) {
    makeRoom();
    WindowKey name = new WindowKey(key);
    Slot slot = slot(name);
    long at = bounded(timeMicros);
    TimeWindow window =
        slot.state instanceof TimeWindow known && !over(known.endMicros())
            ? known
            : new TimeWindow();
    window.add(at, windowMicros, cap);
    change(name, slot, window);
    return Math.min(cap, window.count(at, windowMicros));
  }

  @Override
  public long windowCount(String key, long timeMicros, long windowMicros) {
    Object state = peek(new WindowKey(key));
    return state instanceof TimeWindow window && !over(window.endMicros())
        ? window.count(bounded(timeMicros), windowMicros)
        : 0;
  }

  /** A state that is only read: where there is no store, nothing is kept of one that is not. */
  private @Nullable Object peek(Object key) {
    if (store == null) {
      Slot slot = slots.get(key);
      return slot == null ? null : slot.state;
    }
    return slot(key).state;
  }

  @Override
  public void put(String key, Object value, long timeMicros, long ttlMicros) {
    makeRoom();
    ValueKey name = new ValueKey(key);
    change(name, slot(name), new Value(value, bounded(timeMicros) + ttlMicros));
  }

  @Override
  public @Nullable Object get(String key, long timeMicros) {
    return peek(new ValueKey(key)) instanceof Value value
            && value.endMicros > bounded(timeMicros)
            && !over(value.endMicros)
        ? value.value
        : null;
  }

  @Override
  public @Nullable Object observe(
      FeatureDeclaration feature,
      FeatureKey key,
      long timeMicros,
      boolean add,
      @Nullable Object value) {
    PlaceKey place = new PlaceKey(key, feature.name(), feature.id());
    Object state = peek(place);
    Folds known = state instanceof Folds folds && !over(folds.endMicros()) ? folds : null;
    if (!add) {
      Folds folds = known == null ? Folds.empty() : known;
      return folds.observe(feature, bounded(timeMicros), false, value);
    }
    makeRoom();
    Folds folds = known == null ? Folds.empty() : known;
    Object answer = folds.observe(feature, bounded(timeMicros), true, value);
    change(place, slot(place), folds);
    return answer;
  }

  /** The declared features of an entity as they are in a store, by name, for any thread. */
  static List<EntityView.FeatureValue> features(Store store, EntityKey entity) {
    List<EntityView.FeatureValue> features = new ArrayList<>();
    byte[] from = entityPart(entity, new RowWriter()).toBytes();
    byte[] to = from.clone();
    to[to.length - 1]++; // the last byte is a zero: see entityPart
    try (Store.Cursor cursor = store.scan(Space.STATE, from, to)) {
      while (cursor.next()) {
        RowReader key =
            new RowReader(Arrays.copyOfRange(cursor.key(), from.length, cursor.key().length));
        String name = key.text();
        key.fixed();
        RowReader value = new RowReader(cursor.value()).version(VERSION);
        value.number();
        Folds folds = Folds.read(value);
        features.add(
            new EntityView.FeatureValue(name, key.text(), folds.newest(), folds.newestMicros()));
      }
    }
    features.sort(
        Comparator.comparing(EntityView.FeatureValue::name)
            .thenComparing(EntityView.FeatureValue::rest));
    return features;
  }

  /** The beginning of the keys of an entity's features; ends with a zero byte. */
  private static RowWriter entityPart(EntityKey entity, RowWriter to) {
    return to.clear().octet(FEATURE).text(entity.type()).text(entity.id()).octet(0);
  }

  // What the guards remember. Whether a row of it that has ended is still there cannot be seen:
  // the guards' time is never before its end.

  @Override
  public long quietUntil(QuietKey key) {
    return peek(key) instanceof Quiet quiet && guardMicros < quiet.endMicros
        ? quiet.endMicros
        : NOT_QUIET;
  }

  @Override
  public void beginQuiet(QuietKey key, long periodMicros) {
    makeRoom();
    change(key, slot(key), new Quiet(guardMicros + periodMicros));
  }

  @Override
  public long admitted(CapKey key) {
    return peek(key) instanceof HourCount hours ? hours.within(guardMicros) : 0;
  }

  @Override
  public void admit(CapKey key) {
    makeRoom();
    Slot slot = slot(key);
    HourCount hours = slot.state instanceof HourCount known ? known : new HourCount();
    hours.add(guardMicros);
    change(key, slot, hours);
  }

  // States that have ended.

  private static long end(@Nullable Object state) {
    return switch (state) {
      case TimeWindow window -> window.endMicros();
      case Value value -> value.endMicros;
      case Quiet quiet -> quiet.endMicros;
      case HourCount hours -> hours.endMicros();
      case Folds folds -> folds.endMicros();
      case null, default -> Long.MAX_VALUE;
    };
  }

  private void makeRoom() {
    if (store == null && slots.size() >= sweepAt) {
      slots.values().removeIf(slot -> over(end(slot.state)));
      sweepAt = Math.max(SWEEP_STATES, 2 * slots.size());
    }
  }

  /**
   * Looks at the next rows of the store and deletes those that have ended; begins again after the
   * last. To be called before {@link #save} writes to the same batch.
   *
   * @param rows how many to look at
   */
  void sweep(int rows, Batch batch) {
    if (store == null) {
      return;
    }
    byte[] from = sweptTo;
    byte[] first = {WINDOW};
    try (Store.Cursor cursor = store.scan(Space.STATE, from == null ? first : from, null)) {
      for (int left = rows; left > 0; left--) {
        if (!cursor.next()) {
          sweptTo = null;
          return;
        }
        byte[] key = cursor.key();
        RowReader reader = new RowReader(cursor.value()).version(VERSION);
        if (over(reader.number())) {
          batch.delete(Space.STATE, key);
        }
        sweptTo = key;
      }
    }
  }
}
