package dev.harrier.runtime.dispatch;

import dev.harrier.decision.Effect;
import dev.harrier.event.EntityKey;
import dev.harrier.runtime.ledger.DecisionCodec;
import dev.harrier.runtime.ledger.EventKey;
import dev.harrier.runtime.ledger.RowReader;
import dev.harrier.runtime.ledger.RowWriter;
import dev.harrier.runtime.store.Store.Batch;
import dev.harrier.runtime.store.Store.Space;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An effect that waits to be delivered. Written in the batch of its decision, deleted once it has
 * been delivered or given up; in the order of the log.
 *
 * @param sequence place of its event in the log
 * @param ordinal its place among the decision's effects, from 0
 * @param idempotencyKey by which a receiver tells a repetition; depends on the event's source and
 *     identifier and on the ordinal alone
 * @param timeMicros event time
 */
public record OutboxRow(
    long sequence,
    int ordinal,
    String idempotencyKey,
    String source,
    String eventId,
    long timeMicros,
    Effect effect) {
  private static final int VERSION = 1;

  public OutboxRow {
    Objects.requireNonNull(idempotencyKey);
    Objects.requireNonNull(source);
    Objects.requireNonNull(eventId);
    Objects.requireNonNull(effect);
  }

  /** The row of an effect. */
  public static OutboxRow of(
      long sequence, int ordinal, String source, String eventId, long timeMicros, Effect effect) {
    String key = EventKey.idempotencyKey(source, eventId, ordinal);
    return new OutboxRow(sequence, ordinal, key, source, eventId, timeMicros, effect);
  }

  /** The entity that the effect is about; null if it names none. */
  public @Nullable EntityKey entity() {
    return switch (effect) {
      case Effect.ChangeLabel change -> change.entity();
      case Effect.Enforce enforce -> enforce.entity();
      case Effect.Review review -> review.entity();
      case Effect.DeclareVerdict verdict -> null;
      case Effect.External external -> null;
    };
  }

  /** Key in {@link Space#OUTBOX}: sequence, ordinal. */
  public byte[] key() {
    return new RowWriter().fixed(sequence).octet(ordinal >> 8).octet(ordinal).toBytes();
  }

  /** Writes the row. */
  public void write(Batch batch) {
    batch.put(Space.OUTBOX, key(), value());
  }

  byte[] value() {
    RowWriter row = new RowWriter().octet(VERSION).text(source).text(eventId).number(timeMicros);
    DecisionCodec.effect(effect, row);
    return row.toBytes();
  }

  /** Reads a row of {@link Space#OUTBOX}. */
  public static OutboxRow read(byte[] key, byte[] value) {
    RowReader place = new RowReader(key);
    long sequence = place.fixed();
    int ordinal = place.octet() << 8 | place.octet();
    RowReader row = new RowReader(value).version(VERSION);
    String source = row.text();
    String id = row.text();
    long time = row.number();
    return of(sequence, ordinal, source, id, time, DecisionCodec.effect(row));
  }
}
