package dev.harrier.server.query;

import java.io.IOException;

/** Decisions that can be walked more than once. */
public interface StoredDecisions {
  /** Hears of each decision in order. */
  interface Each {
    void decision(StoredDecision decision) throws IOException;
  }

  /**
   * Walks all decisions.
   *
   * @throws IOException they cannot be read
   */
  void forEach(Each each) throws IOException;
}
