package dev.harrier.engine;

import dev.harrier.event.EntityKey;
import dev.harrier.event.Event;
import dev.harrier.json.JsonWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs machines one event after the other: each event goes to every machine in the order of the
 * list, and what follows from it is folded, in order, before the next event. The order of keys in
 * memory reaches no output. Owned by one thread.
 */
public final class MachineLoop {
  private final List<Machine<?>> machines;
  private final States states;

  /** Where the states of machines are kept. */
  public interface States {
    /**
     * The state of a key, which is about to be changed in place: the one that was left there, or a
     * new one.
     */
    <S> S take(Machine<S> machine, EntityKey key);
  }

  /** Machines whose states are kept in memory. */
  public MachineLoop(List<? extends Machine<?>> machines) {
    this(machines, new Memory());
  }

  public MachineLoop(List<? extends Machine<?>> machines, States states) {
    this.machines = List.copyOf(machines);
    this.states = states;
  }

  /** Folds an event and all that follows from it; returns the latter in order. */
  public List<Event> accept(Event event) {
    List<Event> derived = new ArrayList<>();
    ArrayDeque<Event> waiting = new ArrayDeque<>();
    waiting.add(event);
    while (!waiting.isEmpty()) {
      Event next = waiting.remove();
      int before = derived.size();
      for (Machine<?> machine : machines) {
        fold(machine, next, derived);
      }
      waiting.addAll(derived.subList(before, derived.size()));
    }
    return derived;
  }

  private <S> void fold(Machine<S> machine, Event event, List<Event> derived) {
    machine.keys(event, key -> fold(machine, event, key, derived));
  }

  private <S> void fold(Machine<S> machine, Event event, EntityKey key, List<Event> derived) {
    S state = states.take(machine, key);
    boolean deepest = DerivedEvents.depth(event) >= DerivedEvents.DEPTH_MAX;
    int before = derived.size();
    machine.on(
        event,
        key,
        state,
        (String type, JsonWriter data) -> {
          if (!deepest) {
            int ordinal = derived.size() - before;
            derived.add(DerivedEvents.follow(event, machine.name(), key, ordinal, type, data));
          }
        });
  }

  /** Number of keys that have a state in memory, over all machines. */
  public int keys() {
    return states instanceof Memory memory ? memory.size() : 0;
  }

  private static final class Memory implements States {
    private final Map<Machine<?>, Map<EntityKey, Object>> states = new HashMap<>();

    @Override
    @SuppressWarnings("unchecked") // what is kept for a machine was made by it
    public <S> S take(Machine<S> machine, EntityKey key) {
      return (S)
          states
              .computeIfAbsent(machine, m -> new HashMap<>())
              .computeIfAbsent(key, k -> (Object) machine.start(k));
    }

    int size() {
      return states.values().stream().mapToInt(Map::size).sum();
    }
  }
}
