package dev.harrier.runtime.embed;

import dev.harrier.event.Event;
import dev.harrier.runtime.bundle.BundleHolder;
import dev.harrier.runtime.ledger.DecisionRecord;
import dev.harrier.runtime.ledger.Ledger;
import dev.harrier.runtime.ledger.LogRow;
import dev.harrier.runtime.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Decides a log again from its beginning, in an empty memory and with the bundles that were in
 * force at the time, and compares what comes out with the ledger, byte for byte: decisions, and
 * every answer that the rules got.
 *
 * <p>The first entries that are not to be compared are decided all the same, since later ones
 * depend on what they left.
 */
public final class Replay {
  /** Differences that are kept to be shown; all are counted. */
  private static final int SHOWN = 10;

  private final Ledger ledger;
  private final Shelf shelf;
  private final StateFacts facts = StateFacts.inMemory();
  private final ObservingFacts observing = new ObservingFacts(facts);
  private @Nullable Engine engine;
  private long bundle;
  private long events;
  private long compared;
  private long differing;
  private final List<Difference> differences = new ArrayList<>();

  /** A decision that came out differently. */
  public record Difference(DecisionRecord stored, DecisionRecord again) {}

  /**
   * What a replay came to.
   *
   * @param events decided again
   * @param compared of these, with the ledger
   * @param differing of these
   * @param first the first that differ
   */
  public record Result(long events, long compared, long differing, List<Difference> first) {
    public Result {
      first = List.copyOf(first);
    }
  }

  private Replay(Store store, Options options) {
    this.shelf = new Shelf(store, options);
    this.ledger = new Ledger(store, shelf::version);
  }

  /**
   * Replays what the store holds as of now.
   *
   * @param from first place in the log that is compared
   * @param to last place in the log that is decided
   * @param progress is told the place reached, after each entry
   */
  static Result run(Store store, Options options, long from, long to, LongConsumer progress) {
    Replay replay = new Replay(store, options);
    try (Ledger.Decided log = replay.ledger.decided(1, to)) {
      for (LogRow row = log.next(); row != null; row = log.next()) {
        replay.step(row, log, row.sequence() >= from);
        progress.accept(row.sequence());
      }
    }
    return new Result(replay.events, replay.compared, replay.differing, replay.differences);
  }

  private void step(LogRow row, Ledger.Decided log, boolean compare) {
    switch (row) {
      case LogRow.Activated activated -> {
        bundle = activated.bundle();
        engine = null;
      }
      case LogRow.Labelled labelled -> Writer.apply(labelled.label(), facts);
      case LogRow.Happened event -> decide(event, log, compare);
    }
  }

  private void decide(LogRow.Happened row, Ledger.Decided log, boolean compare) {
    if (engine == null || engine.features() != log.features()) {
      engine = new Engine(new BundleHolder(shelf.bundle(bundle)), log.features(), facts);
    }
    events++;
    observing.clear();
    Event event = row.event();
    DecisionRecord again =
        new DecisionRecord(
            row.sequence(),
            row.source(),
            row.id(),
            row.type(),
            row.timeMicros(),
            engine.decide(event, row.future(), observing),
            engine.features(),
            engine.version(),
            observing.observations());
    if (compare) {
      compared++;
      if (!log.equals(again, bundle)) {
        differing++;
        if (differences.size() < SHOWN) {
          differences.add(new Difference(log.decision(row), again));
        }
      }
    }
  }
}
