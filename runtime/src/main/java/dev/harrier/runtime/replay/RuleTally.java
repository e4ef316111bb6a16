package dev.harrier.runtime.replay;

import dev.harrier.event.Event;
import dev.harrier.runtime.replay.BacktestReport.Count;
import dev.harrier.runtime.replay.BacktestReport.Example;
import dev.harrier.runtime.replay.BacktestReport.Presence;
import dev.harrier.runtime.replay.BacktestReport.RuleRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One rule, while it is being counted. */
final class RuleTally {
  /** Entities of one rule that are counted exactly: at most half a megabyte a rule. */
  private static final int EXACT_MOST = 1 << 14;

  private final String name;
  private final String description;
  private final Presence presence;
  private final int examplesMost;
  private final DistinctCount entities = new DistinctCount(EXACT_MOST);
  private final Map<Long, long[]> days = new TreeMap<>();
  private final List<Example> gainedExamples = new ArrayList<>();
  private final List<Example> lostExamples = new ArrayList<>();
  private final @Nullable QualityTally quality;
  private long hits;
  private long oldHits;
  private long gained;
  private long lost;
  private boolean firedNow;
  private boolean firedBefore;

  RuleTally(
      String name, String description, Presence presence, int examplesMost, @Nullable Truth truth) {
    this.name = name;
    this.description = description;
    this.presence = presence;
    this.examplesMost = examplesMost;
    this.quality = truth == null ? null : new QualityTally(truth);
  }

  String name() {
    return name;
  }

  long hits() {
    return hits;
  }

  /**
   * @param day days since 1970; null if beyond the bound
   * @param place of the truth about the event, or −1
   */
  void fired(@Nullable Long day, @Nullable String entity, int place) {
    hits++;
    firedNow = true;
    if (day != null) {
      days.computeIfAbsent(day, d -> new long[1])[0]++;
    }
    if (entity != null) {
      entities.add(DistinctCount.hash(entity));
    }
    if (quality != null) {
      quality.hit(place);
    }
  }

  void firedBefore() {
    oldHits++;
    firedBefore = true;
  }

  /** Compares what both rules did on the event that ends. */
  void compare(Event event, @Nullable String entity) {
    if (firedNow != firedBefore) {
      List<Example> examples = firedNow ? gainedExamples : lostExamples;
      gained += firedNow ? 1 : 0;
      lost += firedNow ? 0 : 1;
      if (examples.size() < examplesMost) {
        examples.add(new Example(event.id(), event.type(), event.timeMicros(), entity));
      }
    }
    firedNow = false;
    firedBefore = false;
  }

  RuleRow row(SortedMap<Long, long[]> eventsByDay, @Nullable QualityTally seen) {
    long busiest = 0;
    long most = 0;
    List<Long> byDay = new ArrayList<>();
    for (Long day : eventsByDay.keySet()) {
      long count = days.getOrDefault(day, new long[1])[0];
      byDay.add(count);
      if (count > most) {
        busiest = day;
        most = count;
      }
    }
    return new RuleRow(
        name,
        description,
        presence,
        hits,
        oldHits,
        eventsByDay.isEmpty() ? 0 : (double) hits / eventsByDay.size(),
        busiest,
        most,
        new Count(entities.value(), entities.exact()),
        gained,
        lost,
        gainedExamples,
        lostExamples,
        quality == null || seen == null ? null : quality.quality(seen),
        byDay);
  }
}
