package dev.harrier.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harrier.event.EntityKey;
import dev.harrier.event.Event;
import dev.harrier.json.JsonException;
import dev.harrier.json.JsonParser;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What every machine keeps to; a machine's test extends it. */
public abstract class MachineContract<S> {
  /** A new machine, with no memory of another. */
  protected abstract Machine<S> machine();

  /** Events that make the machine speak, in the order of a log. */
  protected abstract List<Event> events();

  /** Events that fill the state of a key as far as it goes. */
  protected abstract List<Event> flood();

  @Test
  void theSameEventsGiveTheSameOutputsAndStates() {
    Run one = new Run(false);
    Run other = new Run(false);
    events().forEach(one::fold);
    events().forEach(other::fold);

    assertThat(one.said).isNotEmpty().isEqualTo(other.said);
    assertThat(one.snapshots()).isEqualTo(other.snapshots());
  }

  @Test
  void snapshotAndRestoreAtEveryPrefixChangeNothing() {
    Run whole = new Run(false);
    Run restored = new Run(true);
    for (Event event : events()) {
      whole.fold(event);
      restored.fold(event);
      assertThat(restored.said).hasSameSizeAs(whole.said);
    }

    assertThat(restored.said).isEqualTo(whole.said);
    assertThat(restored.snapshots()).isEqualTo(whole.snapshots());
  }

  @Test
  void noStateOutgrowsItsBound() {
    Run run = new Run(false);
    List<Event> flood = flood();
    for (int i = 0; i < flood.size(); i++) {
      run.fold(flood.get(i));
      if (i % 50 == 0 || i == flood.size() - 1) {
        run.states.forEach(
            (key, state) ->
                assertThat(run.machine.snapshot(state).length)
                    .isLessThanOrEqualTo(run.machine.bytesMax()));
      }
    }
  }

  @Test
  void aDamagedSnapshotIsRefused() {
    Run run = new Run(false);
    events().forEach(run::fold);
    EntityKey key = run.states.keySet().iterator().next();
    byte[] snapshot = run.machine.snapshot(run.machine.start(key));
    byte[] longer = Arrays.copyOf(snapshot, snapshot.length + 1);

    assertThatThrownBy(() -> run.machine.restore(key, longer))
        .isInstanceOf(IllegalArgumentException.class);
    for (int length = 0; length < snapshot.length; length++) {
      byte[] shorter = Arrays.copyOf(snapshot, length);
      assertThatThrownBy(() -> run.machine.restore(key, shorter))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void whatIsNoneOfItsBusinessIsPassedOver() {
    Run run = new Run(false);
    for (Event event : events()) {
      for (String data : List.of("{}", "[]", "7", "{\"sender\":3,\"receiver\":null,\"text\":[]}")) {
        run.fold(event(event.id(), event.type(), event.timeMicros(), data));
      }
      run.fold(
          new Event(
              event.id(),
              "heard_of_never",
              event.timeMicros(),
              event.document(),
              event.data(),
              Event.ABSENT));
    }

    assertThat(run.said).isEmpty();
  }

  /** An event from outside. */
  protected static Event event(String id, String type, long timeMicros, String data) {
    try {
      var document = JsonParser.parse(data.getBytes(StandardCharsets.UTF_8));
      return new Event("test", id, type, timeMicros, document, document.root(), Event.ABSENT);
    } catch (JsonException e) {
      throw new AssertionError(data, e);
    }
  }

  private final class Run {
    final Machine<S> machine = machine();
    final Map<EntityKey, S> states = new TreeMap<>();
    final List<String> said = new ArrayList<>();
    final boolean restoring;

    Run(boolean restoring) {
      this.restoring = restoring;
    }

    void fold(Event event) {
      machine.keys(
          event,
          key -> {
            S state = states.computeIfAbsent(key, machine::start);
            if (restoring) {
              state = machine.restore(key, machine.snapshot(state));
              states.put(key, state);
            }
            machine.on(
                event, key, state, (type, data) -> said.add(event.id() + " " + type + " " + data));
          });
    }

    List<String> snapshots() {
      List<String> snapshots = new ArrayList<>();
      states.forEach((key, state) -> snapshots.add(key + Arrays.toString(machine.snapshot(state))));
      return snapshots;
    }
  }
}
