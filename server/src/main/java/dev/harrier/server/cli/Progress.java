package dev.harrier.server.cli;

import java.io.PrintStream;
import java.util.Locale;

/**
 * One line on a terminal that says how far a long command is; nothing in a pipe. Owned by one
 * thread.
 */
final class Progress implements AutoCloseable {
  /** Rewriting more often only flickers. */
  private static final long EVERY_NANOS = 100_000_000;

  private static final int BAR = 24;

  /** Steps between two looks at the clock. */
  private static final int STRIDE = 256;

  private final PrintStream err;
  private final boolean shown;
  private final String what;
  private final long total;
  private final long started = System.nanoTime();
  private long last = started;
  private long steps;
  private int written;

  /**
   * @param what noun of the steps, such as {@code events}
   * @param total amount that {@link #step} counts up to; 0 if unknown
   */
  Progress(Streams streams, String what, long total) {
    this.err = streams.err();
    this.shown = streams.terminal();
    this.what = what;
    this.total = total;
  }

  /**
   * @param done amount done so far, of {@code total}
   */
  void step(long done) {
    if (shown && ++steps % STRIDE == 0) {
      long now = System.nanoTime();
      if (now - last >= EVERY_NANOS) {
        last = now;
        show(done, now);
      }
    }
  }

  /** Shows at once how many of {@code total} slow steps are done. */
  void now(long done) {
    if (shown) {
      steps = done;
      show(done, System.nanoTime());
    }
  }

  void show(long done, long now) {
    double seconds = (now - started) / 1e9;
    String rate =
        String.format(Locale.ROOT, "%,d %s, %,.0f a second", steps, what, steps / seconds);
    String line = total > 0 ? bar((double) done / total) + " " + rate : rate;
    err.print("\r" + line + " ".repeat(Math.max(0, written - line.length())));
    err.flush();
    written = line.length();
  }

  private static String bar(double share) {
    int full = (int) Math.round(Math.clamp(share, 0.0, 1.0) * BAR);
    return "█".repeat(full)
        + "░".repeat(BAR - full)
        + "%4.0f%%".formatted(100 * Math.clamp(share, 0.0, 1.0));
  }

  /** Wipes the line. */
  @Override
  public void close() {
    if (written > 0) {
      err.print("\r" + " ".repeat(written) + "\r");
      err.flush();
      written = 0;
    }
  }
}
