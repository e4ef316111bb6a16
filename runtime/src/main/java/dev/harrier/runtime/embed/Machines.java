package dev.harrier.runtime.embed;

import dev.harrier.detect.burst.BurstMachine;
import dev.harrier.detect.burst.BurstSettings;
import dev.harrier.detect.contact.Contact;
import dev.harrier.detect.contact.ContactMachine;
import dev.harrier.detect.contact.MemoryMachine;
import dev.harrier.engine.Machine;
import dev.harrier.engine.MachineLoop;
import dev.harrier.event.EntityKey;
import dev.harrier.event.Event;
import dev.harrier.runtime.bundle.Bundle;
import dev.harrier.runtime.bundle.Interactions;
import dev.harrier.runtime.ledger.RowReader;
import dev.harrier.runtime.ledger.RowWriter;
import dev.harrier.runtime.store.Store;
import dev.harrier.runtime.store.Store.Batch;
import dev.harrier.runtime.store.Store.Space;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The machines of the bundle in force, on the stream: contacts, brigades and the receivers' own
 * memory, where the project says how its events tell who did what to whom. What they find are
 * events of their own, which stand in the log behind their cause and are decided as any other; so a
 * replay of the log need not run them.
 *
 * <pre>
 * MACHINE  machine, key     time of the last event, snapshot
 * </pre>
 *
 * Owned by the writer's thread.
 */
final class Machines implements MachineLoop.States {
  private static final int VERSION = 1;

  /** A state that nothing reached for so long is deleted. */
  private static final long IDLE_MICROS = TimeUnit.DAYS.toMicros(180);

  private final Store store;
  private final int cached;
  private final Map<Place, Object> states = new LinkedHashMap<>(16, 0.75f, true);

  private final Set<Place> changed = new LinkedHashSet<>();
  private @Nullable Interactions interactions;
  private MachineLoop loop;
  private long now = Long.MIN_VALUE;
  private byte @Nullable [] sweptTo;

  /** The machine by its object, since it makes and reads the state. */
  private record Place(Machine<?> machine, EntityKey key) {}

  Machines(Store store, int cached) {
    this.store = store;
    this.cached = cached;
    this.loop = new MachineLoop(List.of(), this);
  }

  /** The machines of a bundle; states go on. */
  void use(Bundle bundle) {
    forgetChanges();
    states.clear();
    interactions = bundle.interactions();
    loop =
        interactions == null
            ? new MachineLoop(List.of(), this)
            : new MachineLoop(machines(interactions), this);
  }

  private static List<Machine<?>> machines(Interactions interactions) {
    double rate = interactions.baseRate();
    return List.of(
        new ContactMachine(interactions.hostility(), rate),
        new BurstMachine(BurstSettings.STANDARD.withBaseRate(rate)),
        new MemoryMachine());
  }

  /** Folds an event; returns what the machines found, in order. */
  List<Event> accept(Event event) {
    Interactions how = interactions;
    Event act = how == null ? null : how.act(event);
    if (act == null) {
      return List.of();
    }
    now = Math.max(now, event.timeMicros());
    List<Event> found = new ArrayList<>(1);
    for (Event derived : loop.accept(act)) {
      if (!derived.type().equals(Contact.TYPE)) {
        found.add(derived);
      }
    }
    return found;
  }

  // States.

  @Override
  public <S> S take(Machine<S> machine, EntityKey key) {
    Place place = new Place(machine, key);
    @SuppressWarnings("unchecked") // a place's state is that of its machine
    S known = (S) states.get(place);
    if (known == null) {
      byte[] row = store.get(Space.MACHINE, rowKey(machine, key));
      known = row == null ? machine.start(key) : restored(machine, key, row);
      states.put(place, known);
    }
    changed.add(place);
    return known;
  }

  private static <S> S restored(Machine<S> machine, EntityKey key, byte[] row) {
    RowReader reader = new RowReader(row).version(VERSION);
    reader.number();
    return machine.restore(key, reader.bytes());
  }

  private static byte[] rowKey(Machine<?> machine, EntityKey key) {
    return new RowWriter().text(machine.name()).text(key.type()).text(key.id()).toBytes();
  }

  /** Writes the states that have changed. */
  void save(Batch batch) {
    for (Place place : changed) {
      save(place.machine, place, batch);
    }
  }

  private <S> void save(Machine<S> machine, Place place, Batch batch) {
    @SuppressWarnings("unchecked") // as above
    S state = (S) states.get(place);
    if (state != null) {
      byte[] row =
          new RowWriter().octet(VERSION).number(now).bytes(machine.snapshot(state)).toBytes();
      batch.put(Space.MACHINE, rowKey(machine, place.key), row);
    }
  }

  /** What was written is committed. */
  void saved() {
    changed.clear();
    var oldest = states.keySet().iterator();
    while (states.size() > cached && oldest.hasNext()) {
      oldest.next();
      oldest.remove();
    }
  }

  /** Reads again what was not committed. */
  void forgetChanges() {
    changed.forEach(states::remove);
    changed.clear();
  }

  /** Deletes states that nothing has reached for long, looking at so many rows. */
  void sweep(int rows, Batch batch) {
    if (interactions == null) {
      return;
    }
    try (Store.Cursor cursor = store.scan(Space.MACHINE, sweptTo, null)) {
      for (int left = rows; left > 0; left--) {
        if (!cursor.next()) {
          sweptTo = null;
          return;
        }
        sweptTo = cursor.key();
        long last = new RowReader(cursor.value()).version(VERSION).number();
        if (now != Long.MIN_VALUE && last < now - IDLE_MICROS) {
          batch.delete(Space.MACHINE, cursor.key());
        }
      }
    }
  }
}
