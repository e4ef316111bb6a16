package dev.harrier.server.train;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became known of entities, and when, and how it is joined with what was seen before: a row
 * gets a truth that was not known yet when the row was made, or none.
 *
 * <p>A truth that was known already may have left its traces in the row (a label that the rules
 * read, a limit that changed what the account could do), so later rows of an entity are left out.
 * Silence is a truth of its own only after the time within which truths come.
 */
public final class Truths {
  /** Why a row has no truth. */
  public enum Without {
    /** The truth was known when the row was made, or before. */
    KNOWN_BEFORE,
    /** Nothing is known, and it is too early to take that for an answer. */
    TOO_EARLY,
    /** Nothing is known. */
    SILENT
  }

  /**
   * What is known of an entity.
   *
   * @param knownMicros when it became known
   * @param rank 0 for the source that is believed most
   */
  public record Truth(long knownMicros, int value, String source, int rank) {}

  /**
   * What a row gets.
   *
   * @param truth null where {@code without} says why
   */
  public record Joined(@Nullable Truth truth, @Nullable Without without) {}

  private final Map<String, List<Truth>> truths = new HashMap<>();
  private final long untilMicros;
  private final long withinMicros;
  private final long silenceMicros;

  /**
   * Nothing known yet.
   *
   * @param untilMicros what became known later does not count: the model may be used from then on
   * @param withinMicros what became known longer after a row is not about it
   * @param silenceMicros age at which a row of which nothing is known has truth 0; {@link
   *     Long#MAX_VALUE} for never
   */
  public Truths(long untilMicros, long withinMicros, long silenceMicros) {
    this.untilMicros = untilMicros;
    this.withinMicros = withinMicros;
    this.silenceMicros = silenceMicros;
  }

  public void add(String entity, Truth truth) {
    if (truth.knownMicros <= untilMicros) {
      truths.computeIfAbsent(entity, e -> new ArrayList<>(1)).add(truth);
    }
  }

  /** How many truths were added, over all entities. */
  public int size() {
    return truths.values().stream().mapToInt(List::size).sum();
  }

  /** The truth of a row that was made of an entity at a time. */
  public Joined join(String entity, long timeMicros) {
    Truth best = null;
    for (Truth truth : truths.getOrDefault(entity, List.of())) {
      if (truth.knownMicros <= timeMicros) {
        return new Joined(null, Without.KNOWN_BEFORE);
      }
      if (truth.knownMicros - timeMicros <= withinMicros && better(truth, best)) {
        best = truth;
      }
    }
    if (best != null) {
      return new Joined(best, null);
    }
    if (silenceMicros == Long.MAX_VALUE) {
      return new Joined(null, Without.SILENT);
    }
    return untilMicros - timeMicros < silenceMicros
        ? new Joined(null, Without.TOO_EARLY)
        : new Joined(new Truth(timeMicros + silenceMicros, 0, "silence", Integer.MAX_VALUE), null);
  }

  /** The more believed source, and of one source what it said last. */
  private static boolean better(Truth truth, @Nullable Truth best) {
    return best == null
        || truth.rank < best.rank
        || truth.rank == best.rank && truth.knownMicros >= best.knownMicros;
  }
}
