package dev.harrier.runtime.replay;

import dev.harrier.runtime.ledger.Ledger;
import dev.harrier.runtime.ledger.LogRow;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Stored events that are entries of a log. Activations of bundles are passed over. */
final class LogEvents implements StoredEvents {
  private static final byte[] NONE = {};

  private final Ledger.Entries entries;
  private @Nullable LogRow row;

  LogEvents(Ledger.Entries entries) {
    this.entries = entries;
  }

  @Override
  public boolean next() {
    do {
      row = entries.next();
    } while (row instanceof LogRow.Activated);
    return row != null;
  }

  @Override
  public LogRow row() {
    return Objects.requireNonNull(row);
  }

  @Override
  public byte[] buffer() {
    return NONE;
  }

  @Override
  public int start() {
    return 0;
  }

  @Override
  public int end() {
    return 0;
  }

  @Override
  public long number() {
    return row().sequence();
  }

  @Override
  public long lostBytes() {
    return 0;
  }

  @Override
  public void close() {
    entries.close();
  }
}
