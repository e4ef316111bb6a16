package dev.harrier.runtime.replay;

import dev.harrier.runtime.replay.BacktestReport.Quality;
import java.util.BitSet;

/**
 * Which subjects of known truth were hit. A subject counts once, however often it was hit: one bit
 * each.
 */
final class QualityTally {
  private final Truth truth;
  private final BitSet hit = new BitSet();

  QualityTally(Truth truth) {
    this.truth = truth;
  }

  /**
   * @param place of the truth about the event, or −1
   */
  void hit(int place) {
    if (place >= 0) {
      hit.set(place);
    }
  }

  long known() {
    return hit.cardinality();
  }

  long bad() {
    return truth.bad(hit);
  }

  /**
   * @param seen every subject of the stream
   */
  Quality quality(QualityTally seen) {
    return new Quality(new Share(bad(), known()), new Share(bad(), seen.bad()));
  }
}
