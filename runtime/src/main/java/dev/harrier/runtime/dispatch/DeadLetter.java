package dev.harrier.runtime.dispatch;

import dev.harrier.runtime.ledger.RowReader;
import dev.harrier.runtime.ledger.RowWriter;
import java.util.Objects;

/**
 * An effect that was given up, kept until somebody has it delivered again.
 *
 * @param sink where it was to be delivered
 * @param reason what the last attempt was answered
 * @param attempts deliveries that failed
 * @param atMicros when it was given up, by the clock of the host
 */
public record DeadLetter(OutboxRow row, String sink, String reason, int attempts, long atMicros) {
  private static final int VERSION = 1;

  public DeadLetter {
    Objects.requireNonNull(row);
    Objects.requireNonNull(sink);
    Objects.requireNonNull(reason);
  }

  byte[] value() {
    return new RowWriter()
        .octet(VERSION)
        .text(sink)
        .text(reason)
        .count(attempts)
        .number(atMicros)
        .bytes(row.value())
        .toBytes();
  }

  static DeadLetter read(byte[] rowKey, byte[] value) {
    RowReader reader = new RowReader(value).version(VERSION);
    String sink = reader.text();
    String reason = reader.text();
    int attempts = reader.count();
    long at = reader.number();
    return new DeadLetter(OutboxRow.read(rowKey, reader.bytes()), sink, reason, attempts, at);
  }
}
