package dev.harrier.server.query;

import dev.harrier.decision.Decision;
import dev.harrier.decision.Effect;
import dev.harrier.decision.Effect.ChangeLabel;
import dev.harrier.runtime.ledger.DecisionRecord;
import dev.harrier.runtime.ledger.Ledger;
import dev.harrier.runtime.ledger.LogRow;
import dev.harrier.server.output.DecisionLines;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The decisions of an engine's ledger, as of each walk. */
public final class LedgerDecisions implements StoredDecisions {
  private final Ledger ledger;
  private final long from;
  private final long to;

  public LedgerDecisions(Ledger ledger) {
    this(ledger, 1, Long.MAX_VALUE);
  }

  /** Those in a part of the log, both ends included. */
  public LedgerDecisions(Ledger ledger, long from, long to) {
    this.ledger = ledger;
    this.from = from;
    this.to = to;
  }

  @Override
  public void forEach(Each each) throws IOException {
    try (Ledger.Decided walk = ledger.decided(from, to)) {
      for (LogRow row = walk.next(); row != null; row = walk.next()) {
        if (row instanceof LogRow.Happened event && walk.decided()) {
          each.decision(row(walk.decision(event)));
        }
      }
    }
  }

  private static StoredDecision row(DecisionRecord record) {
    Decision decision = record.decision();
    Map<String, @Nullable Object> features = new LinkedHashMap<>();
    decision
        .features()
        .forEach(
            (name, value) -> features.put(name, value instanceof Decision.Opaque ? null : value));
    return new StoredDecision(
        record.eventId(),
        record.source(),
        record.type(),
        record.timeMicros(),
        decision.verdict().name(),
        decision.verdicts(),
        decision.fired(),
        DecisionLines.effects(decision.effects()),
        labels(decision.effects()),
        record.bundle(),
        features);
  }

  private static List<String> labels(List<Effect> effects) {
    List<String> labels = new ArrayList<>();
    for (Effect effect : effects) {
      if (effect instanceof ChangeLabel change && !change.suppressed() && change.applyIfTrue()) {
        int status = change.status().present() ? 1 : 0;
        labels.add(change.entity().type() + "/" + change.label() + "/" + status);
      }
    }
    return labels;
  }
}
