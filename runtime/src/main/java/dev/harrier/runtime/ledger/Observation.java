package dev.harrier.runtime.ledger;

import dev.harrier.enforce.CapKey;
import dev.harrier.enforce.GuardMemory;
import dev.harrier.enforce.QuietKey;
import dev.harrier.event.EntityKey;
import dev.harrier.label.LabelState;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One answer that the rules got from what the engine remembers, as of the decision. */
public sealed interface Observation {
  /** The labels that an entity had before the event. */
  record Labels(EntityKey entity, Map<String, LabelState> labels) implements Observation {
    public Labels {
      Objects.requireNonNull(entity);
      Objects.requireNonNull(labels);
    }
  }

  /**
   * The value of a declared feature just after the event.
   *
   * @param name of the feature
   * @param rest plain values of its key; empty if there are none
   * @param added whether the event was folded into it
   */
  record Feature(String name, EntityKey entity, String rest, boolean added, @Nullable Object value)
      implements Observation {
    public Feature {
      Objects.requireNonNull(name);
      Objects.requireNonNull(entity);
      Objects.requireNonNull(rest);
    }
  }

  /**
   * The count of a sliding window.
   *
   * @param added whether the event was counted into it
   */
  record Window(String key, boolean added, long count) implements Observation {
    public Window {
      Objects.requireNonNull(key);
    }
  }

  /**
   * Whether an equal action is recent, asked by the guards.
   *
   * @param untilMicros end of the quiet period; {@link GuardMemory#NOT_QUIET} if there is none
   */
  record Quiet(QuietKey key, long untilMicros) implements Observation {
    public Quiet {
      Objects.requireNonNull(key);
    }
  }

  /** How many were admitted within the hour, asked by the guards. */
  record Admitted(CapKey key, long count) implements Observation {
    public Admitted {
      Objects.requireNonNull(key);
    }
  }

  /** A value stored under a key by an earlier event; null if there is none. */
  record Stored(String key, @Nullable Object value) implements Observation {
    public Stored {
      Objects.requireNonNull(key);
    }
  }
}
