package dev.harrier.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harrier.event.EntityKey;
import dev.harrier.event.Event;
import dev.harrier.json.JsonWriter;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class MachineLoopTest {
  private static final long NOW = 1_700_000_000_000_000L;

  /** Counts events of one type, and says each count as another. */
  private record Counter(String name, String hears, String says) implements Machine<long[]> {
    @Override
    public void keys(Event event, Consumer<EntityKey> keys) {
      if (event.type().equals(hears)) {
        keys.accept(new EntityKey("All", name));
      }
    }

    @Override
    public long[] start(EntityKey key) {
      return new long[1];
    }

    @Override
    public void on(Event event, EntityKey key, long[] state, Output output) {
      state[0]++;
      output.emit(says, new JsonWriter().object().name("count").number(state[0]).end());
    }

    @Override
    public byte[] snapshot(long[] state) {
      return new byte[] {(byte) state[0]};
    }

    @Override
    public long[] restore(EntityKey key, byte[] snapshot) {
      return new long[] {snapshot[0]};
    }

    @Override
    public int bytesMax() {
      return 1;
    }
  }

  private static Event ping(String id) {
    return MachineContract.event(id, "ping", NOW, "{}");
  }

  @Test
  void whatAMachineSaysIsHeardByTheOthersBeforeTheNextEvent() {
    MachineLoop loop =
        new MachineLoop(
            List.of(new Counter("b", "pong", "pung"), new Counter("a", "ping", "pong")));

    assertThat(loop.accept(ping("1"))).extracting(Event::type).containsExactly("pong", "pung");
    assertThat(loop.accept(ping("2"))).extracting(Event::type).containsExactly("pong", "pung");
    assertThat(loop.keys()).isEqualTo(2);
  }

  @Test
  void aDerivedEventTellsItsCauseAndItsDepth() {
    Event pong =
        new MachineLoop(List.of(new Counter("a", "ping", "pong"))).accept(ping("1")).getFirst();

    assertThat(pong.source()).isEqualTo("machine:a");
    assertThat(pong.timeMicros()).isEqualTo(NOW);
    assertThat(DerivedEvents.depth(pong)).isEqualTo(1);
    assertThat(pong.document().stringValue(pong.document().member(0, "cause"))).isEqualTo("1");
    assertThat(pong.document().longValue(pong.document().member(pong.data(), "count")))
        .isEqualTo(1);
  }

  @Test
  void anIdentifierFollowsFromTheCauseAlone() {
    MachineLoop one = new MachineLoop(List.of(new Counter("a", "ping", "pong")));
    MachineLoop other = new MachineLoop(List.of(new Counter("a", "ping", "pong")));
    one.accept(ping("0"));

    assertThat(one.accept(ping("1")).getFirst().id())
        .isEqualTo(other.accept(ping("1")).getFirst().id())
        .isNotEqualTo(other.accept(ping("2")).getFirst().id());
  }

  @Test
  void machinesThatAnswerEachOtherComeToAnEnd() {
    MachineLoop loop =
        new MachineLoop(
            List.of(new Counter("a", "ping", "pong"), new Counter("b", "pong", "ping")));

    assertThat(loop.accept(ping("1"))).hasSize(DerivedEvents.DEPTH_MAX);
  }
}
