package dev.harrier.runtime.dispatch;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What came of a delivery. */
public sealed interface Outcome {
  /** The receiver has taken the effect, and will still have it after a crash of its own. */
  record Delivered() implements Outcome {}

  /**
   * Not now: the receiver cannot be reached, or is at fault.
   *
   * @param afterMicros how long the receiver asks to be left alone; null if it does not say
   */
  record Retry(String reason, @Nullable Long afterMicros) implements Outcome {
    public Retry {
      Objects.requireNonNull(reason);
    }
  }

  /** The receiver works and does not want this effect. */
  record Poison(String reason) implements Outcome {
    public Poison {
      Objects.requireNonNull(reason);
    }
  }
}
