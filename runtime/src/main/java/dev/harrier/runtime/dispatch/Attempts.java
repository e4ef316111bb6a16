package dev.harrier.runtime.dispatch;

import dev.harrier.runtime.ledger.RowReader;
import dev.harrier.runtime.ledger.RowWriter;
import java.util.Objects;

/**
 * What was tried in vain to deliver an effect that still waits. Kept beside it, so that a process
 * that is started again goes on where the last one was.
 *
 * @param failures deliveries that failed
 * @param charged those among them that count against the effect, see {@link Policy#tries}
 * @param refusals answers that the effect is not wanted
 * @param firstMicros when the first one failed, by the clock of the host
 * @param dueMicros when the next one is due, by the same clock
 */
record Attempts(
    OutboxRow row, int failures, int charged, int refusals, long firstMicros, long dueMicros) {
  private static final int VERSION = 1;

  Attempts {
    Objects.requireNonNull(row);
  }

  byte[] value() {
    return new RowWriter()
        .octet(VERSION)
        .count(failures)
        .count(charged)
        .count(refusals)
        .number(firstMicros)
        .number(dueMicros)
        .toBytes();
  }

  static Attempts read(OutboxRow row, byte[] value) {
    RowReader reader = new RowReader(value).version(VERSION);
    return new Attempts(
        row, reader.count(), reader.count(), reader.count(), reader.number(), reader.number());
  }
}
