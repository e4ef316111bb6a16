package dev.harrier.server.http;

import dev.harrier.runtime.embed.Harrier;
import java.time.Duration;

/**
 * Events decided in each of the last seconds: what the live page draws the moment it is opened. One
 * thread looks at the engine's count once a second; the engine knows nothing of it.
 */
final class Pulse implements AutoCloseable {
  /** Seconds that are remembered. */
  static final int SECONDS = 120;

  private static final Duration BEAT = Duration.ofSeconds(1);

  private final Harrier harrier;
  private final long[] decided = new long[SECONDS];
  private final Thread thread;
  private long beats;
  private long last;

  Pulse(Harrier harrier) {
    this.harrier = harrier;
    this.last = harrier.metrics().decided();
    this.thread = Thread.ofVirtual().name("harrier-pulse").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  private void run() {
    try {
      while (true) {
        Thread.sleep(BEAT);
        beat(harrier.metrics().decided());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
    }
  }

  /** A second has passed. */
  synchronized void beat(long total) {
    decided[(int) (beats % SECONDS)] = total - last;
    last = total;
    beats++;
  }

  /** Events decided in each second, oldest first; fewer than {@link #SECONDS} in the beginning. */
  synchronized long[] perSecond() {
    int known = (int) Math.min(beats, SECONDS);
    long[] seconds = new long[known];
    for (int i = 0; i < known; i++) {
      seconds[i] = decided[(int) ((beats - known + i) % SECONDS)];
    }
    return seconds;
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
