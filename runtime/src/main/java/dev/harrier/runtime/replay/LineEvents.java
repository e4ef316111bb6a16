package dev.harrier.runtime.replay;

import dev.harrier.runtime.ingress.Lines;
import java.io.IOException;

/** Stored events that are lines. */
final class LineEvents implements StoredEvents {
  private final Lines lines;

  LineEvents(Lines lines) {
    this.lines = lines;
  }

  @Override
  public boolean next() throws IOException {
    while (lines.next()) {
      if (lines.tooLong() || !lines.blank()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public byte[] buffer() {
    return lines.buffer();
  }

  @Override
  public int start() {
    return lines.start();
  }

  @Override
  public int end() {
    return lines.end();
  }

  @Override
  public long number() {
    return lines.number();
  }

  @Override
  public long lostBytes() {
    return lines.tooLong() ? lines.length() : 0;
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
