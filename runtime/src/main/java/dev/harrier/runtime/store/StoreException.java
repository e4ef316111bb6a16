package dev.harrier.runtime.store;

import org.jspecify.annotations.Nullable;

/** The store could not do what it was asked: what was found, and what can be done about it. */
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StoreException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
