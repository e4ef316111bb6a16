package dev.harrier.runtime.bundle;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The bundle in force. Any thread may ask or replace; an engine asks once before each event and
 * uses what it got until the decision is made, so that no event is decided by parts of two bundles.
 */
public final class BundleHolder {
  private final AtomicReference<Bundle> current;

  public BundleHolder(Bundle first) {
    this.current = new AtomicReference<>(first);
  }

  public Bundle current() {
    return Objects.requireNonNull(current.get());
  }

  /** Puts a bundle in force for all events that begin from now on; returns the one before. */
  public Bundle swap(Bundle next) {
    return Objects.requireNonNull(current.getAndSet(next));
  }
}
