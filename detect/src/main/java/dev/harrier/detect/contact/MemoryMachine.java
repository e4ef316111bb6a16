package dev.harrier.detect.contact;

import dev.harrier.engine.Machine;
import dev.harrier.engine.Output;
import dev.harrier.event.EntityKey;
import dev.harrier.event.Event;
import dev.harrier.json.JsonWriter;
import java.util.function.Consumer;

/**
 * Keyed by receiver: says of a contact from somebody whom the receiver refused how visible it
 * should be to them, as a derived event {@code contact_unwelcome}. It is the receiver's own wish:
 * nobody else's decisions read it.
 */
public final class MemoryMachine implements Machine<MemoryState> {
  /** Type of the derived event. */
  public static final String TYPE = "contact_unwelcome";

  @Override
  public String name() {
    return "memory";
  }

  /** The one who refuses, pardons or answers, and the one who is reached. */
  @Override
  public void keys(Event event, Consumer<EntityKey> keys) {
    Act act = Act.of(event);
    if (act == null) {
      return;
    }
    if (act.kind().sort() != Kind.Sort.LINK || act.kind() == Kind.FOLLOW) {
      keys.accept(new EntityKey(ContactMachine.ACCOUNT, act.sender()));
    }
    if (act.kind().sort() == Kind.Sort.CONTACT) {
      keys.accept(new EntityKey(ContactMachine.ACCOUNT, act.receiver()));
    }
  }

  @Override
  public MemoryState start(EntityKey key) {
    return new MemoryState();
  }

  @Override
  public void on(Event event, EntityKey key, MemoryState state, Output output) {
    Act act = Act.of(event);
    if (act == null) {
      return;
    }
    if (key.id().equals(act.receiver())) {
      reached(act, event.timeMicros(), state, output);
      return;
    }
    switch (act.kind().sort()) {
      case REFUSAL -> state.refuse(act.receiver(), event.timeMicros());
      case PARDON, LINK -> state.forgive(act.receiver());
      case CONTACT -> {} // an answer may well be an angry one: it takes nothing back
    }
  }

  private static void reached(Act act, long time, MemoryState state, Output output) {
    double visibility = state.visibility(act.sender(), time);
    if (visibility < 1) {
      JsonWriter data = new JsonWriter().object();
      data.name("sender").text(act.sender()).name("receiver").text(act.receiver());
      data.name("object").text(act.object()).name("visibility").number(visibility);
      output.emit(TYPE, data.end());
    }
  }

  @Override
  public byte[] snapshot(MemoryState state) {
    return state.bytes();
  }

  @Override
  public MemoryState restore(EntityKey key, byte[] snapshot) {
    return MemoryState.of(snapshot);
  }

  /** An identifier of so many chars takes at most thrice as many bytes. */
  @Override
  public int bytesMax() {
    return 16 + MemoryState.MOST * (3 * Act.ID_CHARS_MAX + 16);
  }
}
