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
 * Runs machines one event after the other, in memory: each event goes to every machine in the order
 * of the list, and what follows from it is folded, in order, before the next event. The order of
 * keys in memory reaches no output. Owned by one thread.
 */
public final class MachineLoop {
  private final List<Keyed<?>> machines = new ArrayList<>();

  public MachineLoop(List<? extends Machine<?>> machines) {
    for (Machine<?> machine : machines) {
      this.machines.add(new Keyed<>(machine));
    }
  }

  /** Folds an event and all that follows from it; returns the latter in order. */
  public List<Event> accept(Event event) {
    List<Event> derived = new ArrayList<>();
    ArrayDeque<Event> waiting = new ArrayDeque<>();
    waiting.add(event);
    while (!waiting.isEmpty()) {
      Event next = waiting.remove();
      int before = derived.size();
      for (Keyed<?> machine : machines) {
        machine.fold(next, derived);
      }
      waiting.addAll(derived.subList(before, derived.size()));
    }
    return derived;
  }

  /** Number of keys that have a state, over all machines. */
  public int keys() {
    return machines.stream().mapToInt(machine -> machine.states.size()).sum();
  }

  private static final class Keyed<S> {
    private final Machine<S> machine;
    private final Map<EntityKey, S> states = new HashMap<>();

    Keyed(Machine<S> machine) {
      this.machine = machine;
    }

    void fold(Event event, List<Event> derived) {
      machine.keys(event, key -> fold(event, key, derived));
    }

    private void fold(Event event, EntityKey key, List<Event> derived) {
      S state = states.computeIfAbsent(key, machine::start);
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
  }
}
