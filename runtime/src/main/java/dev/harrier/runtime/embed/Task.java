package dev.harrier.runtime.embed;

import dev.harrier.event.Event;
import dev.harrier.runtime.ledger.ManualLabel;
import dev.harrier.runtime.store.Store.Batch;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What waits for the writer. */
sealed interface Task {
  /** Events to decide, in order. */
  record Events(List<Event> events, Ack ack, CompletableFuture<List<Answer>> answers)
      implements Task {}

  /** A label to change by hand. */
  record Label(ManualLabel label, CompletableFuture<LabelAnswer> answer) implements Task {}

  /** A change of the store that is committed by itself, between two batches of events. */
  record Control(Change change, CompletableFuture<Void> done) implements Task {}

  /** Wakes the writer when the engine is closed. */
  record Close() implements Task {}

  /** What a control does. */
  interface Change {
    /**
     * Writes into a batch.
     *
     * @param sequence the next place in the log
     * @return how many places were used
     */
    int write(Batch batch, long sequence);

    /** The batch is committed. */
    void committed();
  }

  /** Events it holds: what bounds are counted in. */
  default int weight() {
    return this instanceof Events events ? events.events().size() : 1;
  }
}
