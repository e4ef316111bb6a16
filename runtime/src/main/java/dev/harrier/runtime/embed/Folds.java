package dev.harrier.runtime.embed;

import dev.harrier.feature.EntityState;
import dev.harrier.feature.FeatureDeclaration;
import dev.harrier.runtime.ledger.RowReader;
import dev.harrier.runtime.ledger.RowWriter;
import org.jspecify.annotations.Nullable;

/**
 * What was folded into one declared feature for one key, with its value after the newest event, for
 * those who ask without a program.
 */
final class Folds {
  private final EntityState state;
  private @Nullable Object newest;
  private long newestMicros = Long.MIN_VALUE;
  private long endMicros = Long.MIN_VALUE;

  private Folds(EntityState state) {
    this.state = state;
  }

  static Folds empty() {
    return new Folds(new EntityState());
  }

  /** The feature's value just after an event, which is folded or only reads. */
  @Nullable Object observe(
      FeatureDeclaration feature, long timeMicros, boolean add, @Nullable Object value) {
    Object now = state.observe(feature, "", timeMicros, add, value);
    if (add) {
      endMicros = Math.max(endMicros, timeMicros + EntityState.lifetimeMicros(feature));
      if (timeMicros >= newestMicros) {
        newest = now;
        newestMicros = timeMicros;
      }
    }
    return now;
  }

  /** From when on no fold matters. */
  long endMicros() {
    return endMicros;
  }

  /** The value after the newest event. */
  @Nullable Object newest() {
    return newest;
  }

  /** Time of the newest event. */
  long newestMicros() {
    return newestMicros;
  }

  void write(RowWriter row) {
    row.value(newest).number(newestMicros).number(endMicros).bytes(state.encode());
  }

  static Folds read(RowReader row) {
    Object newest = row.value();
    long newestMicros = row.number();
    long endMicros = row.number();
    Folds folds = new Folds(EntityState.decode(row.bytes()));
    folds.newest = newest;
    folds.newestMicros = newestMicros;
    folds.endMicros = endMicros;
    return folds;
  }
}
