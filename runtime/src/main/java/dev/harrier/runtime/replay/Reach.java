package dev.harrier.runtime.replay;

import dev.harrier.runtime.replay.BacktestReport.Count;
import dev.harrier.runtime.replay.BacktestReport.EffectRow;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How far one kind of effect reaches, while it is being counted. */
final class Reach {
  /** Entities of one kind that are counted exactly. */
  private static final int EXACT_MOST = 1 << 16;

  private final String kind;
  private final DistinctCount entities = new DistinctCount(EXACT_MOST);
  private final Map<Long, long[]> hours = new TreeMap<>();
  private long events;
  private long oldEvents;
  private boolean ofActive = true;
  private long lastEvent = -1;
  private long lastOldEvent = -1;

  Reach(String kind) {
    this.kind = kind;
  }

  String kind() {
    return kind;
  }

  long events() {
    return events;
  }

  /**
   * @param event number of the event, so that several effects of a kind count it once
   * @param hour hours since 1970; null if beyond the bound
   * @param entity whom it is about; null if that is not known
   * @param active whether that is one of the active entities' type
   */
  void add(long event, @Nullable Long hour, @Nullable String entity, boolean active) {
    if (entity != null) {
      entities.add(DistinctCount.hash(entity));
      ofActive &= active;
    }
    if (event != lastEvent) {
      lastEvent = event;
      events++;
      if (hour != null) {
        hours.computeIfAbsent(hour, h -> new long[1])[0]++;
      }
    }
  }

  void addOld(long event) {
    if (event != lastOldEvent) {
      lastOldEvent = event;
      oldEvents++;
    }
  }

  EffectRow row(Map<Long, long[]> eventsByHour) {
    long worst = 0;
    long most = 0;
    for (Map.Entry<Long, long[]> hour : hours.entrySet()) {
      if (hour.getValue()[0] > most) {
        worst = hour.getKey();
        most = hour.getValue()[0];
      }
    }
    long total = most == 0 ? 0 : eventsByHour.getOrDefault(worst, new long[1])[0];
    return new EffectRow(
        kind,
        events,
        oldEvents,
        new Count(entities.value(), entities.exact()),
        ofActive,
        worst,
        most,
        total);
  }
}
