package dev.harrier.runtime.embed;

import dev.harrier.runtime.ledger.DecisionRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** What the engine counts. Any thread. */
final class Counts {
  final AtomicLong repeated = new AtomicLong();
  final AtomicLong refused = new AtomicLong();
  final AtomicLong overloaded = new AtomicLong();
  final AtomicLong failed = new AtomicLong();
  final AtomicLong future = new AtomicLong();
  final AtomicLong late = new AtomicLong();
  final AtomicLong batches = new AtomicLong();
  final AtomicLong commitNanos = new AtomicLong();
  final Drifts drifts = new Drifts();
  private final Summary summary = new Summary();

  synchronized void decided(List<DecisionRecord> records) {
    records.forEach(record -> summary.add(record.decision()));
  }

  synchronized Metrics metrics(int waiting, int capacity, long sequence, String bundle) {
    List<Summary.Tally> verdicts = new ArrayList<>();
    summary
        .verdicts()
        .forEach((verdict, count) -> verdicts.add(new Summary.Tally(verdict.name(), count)));
    return new Metrics(
        summary.events(),
        repeated.get(),
        refused.get(),
        overloaded.get(),
        failed.get(),
        future.get(),
        late.get(),
        waiting,
        capacity,
        batches.get(),
        commitNanos.get(),
        sequence,
        bundle,
        summary.rules(),
        summary.effects(),
        verdicts,
        summary.guarded(),
        drifts.readings());
  }
}
