package dev.harrier.detect.contact;

import dev.harrier.event.Event;
import org.jspecify.annotations.Nullable;

/** One account blocked, muted, reported or hid another. */
public record Refusal(String by, String of) {
  /** The event as a refusal; null if it is none. */
  public static @Nullable Refusal of(Event event) {
    Act act = Act.of(event);
    return act != null && act.kind().sort() == Kind.Sort.REFUSAL
        ? new Refusal(act.sender(), act.receiver())
        : null;
  }
}
