package dev.harrier.runtime.ledger;

import dev.harrier.decision.Decision;
import dev.harrier.event.EntityKey;
import dev.harrier.rule.FeatureMode;
import dev.harrier.runtime.store.Store;
import dev.harrier.runtime.store.Store.Batch;
import dev.harrier.runtime.store.Store.Space;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The rows of the log, of the ledger, and of the events that are known, in a store.
 *
 * <pre>
 * LOG     0, sequence (7 bytes)      an entry of the log
 *         1, sequence                the secret payload of an event
 * LEDGER  0, sequence                bundle, decision, observations
 *         1, entity, sequence        (empty) the entity's part in a decision
 * SEEN    0, hash (16)               sequence of the event, and when it is forgotten
 *         1, when, hash              (empty) in the order of forgetting
 * </pre>
 *
 * Reading is for any thread; the methods that write belong to the one writer, and a walk with
 * decisions to a ledger of its own.
 */
public final class Ledger {
  private static final int ROW_VERSION = 1;
  private static final FeatureMode[] MODES = FeatureMode.values();
  private static final byte[] EMPTY = {};

  /** Bit that says which part of a space a key is in: the first byte is 0 or 1. */
  private static final long SECOND_PART = 1L << 56;

  private final Store store;
  private final LongFunction<String> bundles;
  private final RowWriter row = new RowWriter();
  private final RowWriter keys = new RowWriter();

  /**
   * @param bundles the version of a bundle by its number in the store
   */
  public Ledger(Store store, LongFunction<String> bundles) {
    this.store = store;
    this.bundles = bundles;
  }

  /**
   * A known event.
   *
   * @param forgetAtMicros event time at which it is forgotten
   */
  public record Seen(long sequence, long forgetAtMicros) {}

  private static byte[] key(long number) {
    byte[] key = new byte[8];
    for (int i = 0; i < 8; i++) {
      key[i] = (byte) (number >>> 56 - 8 * i);
    }
    return key;
  }

  private static long number(byte[] key, int from) {
    long number = 0;
    for (int i = from; i < from + 8; i++) {
      number = number << 8 | key[i] & 0xff;
    }
    return number;
  }

  // The log.

  /** Adds an entry. */
  public void append(LogRow entry, Batch batch) {
    batch.put(Space.LOG, key(entry.sequence()), LogCodec.bytes(entry, row));
    if (entry instanceof LogRow.Happened event && event.secretData().length > 0) {
      batch.put(Space.LOG, key(SECOND_PART | event.sequence()), event.secretData());
    }
  }

  /** Newest sequence number; 0 if the log is empty. */
  public long newest() {
    try (Store.Cursor cursor = store.scanBackwards(Space.LOG, null, key(SECOND_PART))) {
      return cursor.next() ? number(cursor.key(), 0) : 0;
    }
  }

  /** The entry at a place of the log, or null. */
  public @Nullable LogRow entry(long sequence) {
    byte[] bytes = store.get(Space.LOG, key(sequence));
    return bytes == null ? null : LogCodec.read(sequence, bytes, this::secret);
  }

  private byte[] secret(long sequence) {
    byte[] bytes = store.get(Space.LOG, key(SECOND_PART | sequence));
    return bytes == null ? EMPTY : bytes;
  }

  /** A walk over entries of the log. */
  public final class Entries implements AutoCloseable {
    private final Store.Cursor cursor;
    private @Nullable LogRow entry;

    private Entries(Store.Cursor cursor) {
      this.cursor = cursor;
    }

    /** The next entry, or null at the end. */
    public @Nullable LogRow next() {
      entry =
          cursor.next()
              ? LogCodec.read(number(cursor.key(), 0), cursor.value(), Ledger.this::secret)
              : null;
      return entry;
    }

    @Override
    public void close() {
      cursor.close();
    }
  }

  /** Entries with {@code from ≤ sequence ≤ to}, in order, as of now. */
  public Entries entries(long from, long to) {
    long end = Math.min(to, SECOND_PART - 1) + 1;
    return new Entries(store.scan(Space.LOG, key(Math.max(0, from)), key(end)));
  }

  /** Entries with {@code from ≤ sequence ≤ to}, newest first, as of now. */
  public Entries entriesBackwards(long from, long to) {
    long end = Math.min(to, SECOND_PART - 1) + 1;
    return new Entries(store.scanBackwards(Space.LOG, key(Math.max(0, from)), key(end)));
  }

  // The ledger.

  /**
   * Adds a decision.
   *
   * @param bundle number of the bundle that decided
   * @param entities those that have a part in it, each once
   */
  public void append(
      DecisionRecord record, long bundle, Iterable<EntityKey> entities, Batch batch) {
    batch.put(Space.LEDGER, key(record.sequence()), bytes(record, bundle));
    for (EntityKey entity : entities) {
      batch.put(Space.LEDGER, entityKey(entity).fixed(record.sequence()).toBytes(), EMPTY);
    }
  }

  private byte[] bytes(DecisionRecord record, long bundle) {
    row.clear().octet(ROW_VERSION).number(bundle).octet(record.features().ordinal());
    DecisionCodec.write(record.decision(), row);
    ObservationCodec.write(record.observations(), row);
    return row.toBytes();
  }

  /** A walk over entries of the log with what was decided on each. */
  public final class Decided implements AutoCloseable {
    private final Store.Cursor log;
    private final Store.Cursor decisions;
    private boolean more;
    private byte @Nullable [] decision;

    private Decided(Store.Cursor log, Store.Cursor decisions) {
      this.log = log;
      this.decisions = decisions;
      this.more = decisions.next();
    }

    /** The next entry, or null at the end. */
    public @Nullable LogRow next() {
      decision = null;
      if (!log.next()) {
        return null;
      }
      LogRow entry = LogCodec.read(number(log.key(), 0), log.value(), Ledger.this::secret);
      while (more && number(decisions.key(), 0) < entry.sequence()) {
        more = decisions.next();
      }
      if (more && number(decisions.key(), 0) == entry.sequence()) {
        decision = decisions.value();
      }
      return entry;
    }

    /** Whether a decision was made on the entry. */
    public boolean decided() {
      return decision != null;
    }

    /** How much of the program was run for the decision. */
    public FeatureMode features() {
      RowReader reader = new RowReader(Objects.requireNonNull(decision)).version(ROW_VERSION);
      reader.number();
      return MODES[reader.octet()];
    }

    /** The decision on the entry, which was an event. */
    public DecisionRecord decision(LogRow.Happened event) {
      return Ledger.this.decision(event, Objects.requireNonNull(decision));
    }

    /** Whether the decision, its bundle and its observations are these, byte for byte. */
    public boolean equals(DecisionRecord record, long bundle) {
      return Arrays.equals(decision, bytes(record, bundle));
    }

    @Override
    public void close() {
      log.close();
      decisions.close();
    }
  }

  /** Entries with {@code from ≤ sequence ≤ to} and their decisions, in order, as of now. */
  public Decided decided(long from, long to) {
    byte[] first = key(Math.max(0, from));
    byte[] end = key(Math.min(to, SECOND_PART - 1) + 1);
    return new Decided(store.scan(Space.LOG, first, end), store.scan(Space.LEDGER, first, end));
  }

  private RowWriter entityKey(EntityKey entity) {
    return entityKey(entity, keys);
  }

  private static RowWriter entityKey(EntityKey entity, RowWriter key) {
    return key.clear().octet(1).text(entity.type()).text(entity.id());
  }

  /** The decision of the event at a place of the log, or null. */
  public @Nullable DecisionRecord decision(long sequence) {
    byte[] bytes = store.get(Space.LEDGER, key(sequence));
    if (bytes == null || !(entry(sequence) instanceof LogRow.Happened event)) {
      return null;
    }
    return decision(event, bytes);
  }

  private DecisionRecord decision(LogRow.Happened event, byte[] bytes) {
    RowReader reader = new RowReader(bytes).version(ROW_VERSION);
    String bundle = bundles.apply(reader.number());
    FeatureMode features = MODES[reader.octet()];
    Decision decision = DecisionCodec.read(reader);
    return new DecisionRecord(
        event.sequence(),
        event.source(),
        event.id(),
        event.type(),
        event.timeMicros(),
        decision,
        features,
        bundle,
        ObservationCodec.read(reader));
  }

  /** Number of the bundle that decided the event at a place of the log; 0 if it has no decision. */
  public long bundle(long sequence) {
    byte[] bytes = store.get(Space.LEDGER, key(sequence));
    return bytes == null ? 0 : new RowReader(bytes).version(ROW_VERSION).number();
  }

  /** Places of the newest decisions in which the entity has a part, newest first. */
  public List<Long> recent(EntityKey entity, int count) {
    byte[] from = entityKey(entity, new RowWriter()).fixed(0).toBytes();
    byte[] to = entityKey(entity, new RowWriter()).fixed(-1).toBytes();
    List<Long> places = new ArrayList<>();
    try (Store.Cursor cursor = store.scanBackwards(Space.LEDGER, from, to)) {
      while (places.size() < count && cursor.next()) {
        places.add(number(cursor.key(), cursor.key().length - 8));
      }
    }
    return places;
  }

  // Known events.

  private static byte[] seenKey(EventKey event) {
    return new RowWriter().octet(0).fixed(event.high()).fixed(event.low()).toBytes();
  }

  /** What is known of an event; null if it is not known. Expiry is for the caller to see. */
  public @Nullable Seen seen(EventKey event) {
    byte[] bytes = store.get(Space.SEEN, seenKey(event));
    if (bytes == null) {
      return null;
    }
    RowReader reader = new RowReader(bytes);
    long sequence = reader.number();
    return new Seen(sequence, reader.number());
  }

  /** Remembers an event. */
  public void remember(EventKey event, Seen seen, Batch batch) {
    row.clear().number(seen.sequence()).number(seen.forgetAtMicros());
    batch.put(Space.SEEN, seenKey(event), row.toBytes());
    batch.put(Space.SEEN, forgetKey(event, seen.forgetAtMicros()), EMPTY);
  }

  private static byte[] forgetKey(EventKey event, long atMicros) {
    // The sign flipped, so that times before 1970 come first.
    RowWriter key = new RowWriter().octet(1).fixed(atMicros ^ Long.MIN_VALUE);
    return key.fixed(event.high()).fixed(event.low()).toBytes();
  }

  /**
   * Forgets events whose time has come.
   *
   * @param most at most that many
   * @return number of events forgotten
   */
  public int forget(long nowMicros, int most, Batch batch) {
    byte[] from = {1};
    byte[] to = new RowWriter().octet(1).fixed(nowMicros ^ Long.MIN_VALUE).toBytes();
    int forgotten = 0;
    try (Store.Cursor cursor = store.scan(Space.SEEN, from, to)) {
      while (forgotten < most && cursor.next()) {
        byte[] key = cursor.key();
        batch.delete(Space.SEEN, key);
        EventKey event = new EventKey(number(key, 9), number(key, 17));
        Seen seen = seen(event);
        // An event that came again after its time has a later entry of its own.
        if (seen != null && seen.forgetAtMicros() <= nowMicros) {
          batch.delete(Space.SEEN, seenKey(event));
        }
        forgotten++;
      }
    }
    return forgotten;
  }
}
