package dev.harrier.engine;

import dev.harrier.event.EntityKey;
import dev.harrier.event.Event;
import java.util.function.Consumer;

/**
 * A fold over the events of one key. Implementations are pure: what they do follows from the event
 * and the state, {@code now} is the event's time, and a fault of the event's content is passed
 * over, never thrown.
 *
 * @param <S> the state of one key, owned by whoever runs the machine, changed in place by {@link
 *     #on}; bounded by {@link #bytesMax}
 */
public interface Machine<S> {
  /** Unique among the machines of a bundle; part of the identity of derived events. */
  String name();

  /**
   * Tells the keys whose states the event concerns, in a defined order; none if it does not concern
   * this machine.
   */
  void keys(Event event, Consumer<EntityKey> keys);

  /** The state of a key that no event has reached yet. */
  S start(EntityKey key);

  /** Folds the event into the state of one of its keys. */
  void on(Event event, EntityKey key, S state, Output output);

  /** The state as bytes: equal states are equal bytes. */
  byte[] snapshot(S state);

  /**
   * The state that {@link #snapshot} wrote.
   *
   * @throws IllegalArgumentException if the bytes are damaged or another version's
   */
  S restore(EntityKey key, byte[] snapshot);

  /** Most bytes of a snapshot, whatever the events. */
  int bytesMax();
}
