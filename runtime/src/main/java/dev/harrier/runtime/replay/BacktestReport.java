package dev.harrier.runtime.replay;

import dev.harrier.decision.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What rules would have done to a stored stream. All lists are in a defined order and no number
 * depends on threads or clocks.
 *
 * @param events events that were decided
 * @param badLines lines that are no events
 * @param firstMicros earliest event time; 0 without events
 * @param lastMicros latest event time; 0 without events
 * @param entityFeature feature that tells who is active; null if none does
 * @param entityType type of these entities
 * @param activeEntities how many were active
 * @param fresh version of the rules in question
 * @param old version of the rules compared with; null if there are none
 * @param rules new rules in program order, then those that only the old ones have
 * @param overlaps pairs of new rules that fired together, highest Jaccard index first, at most 200
 * @param overlapsLeftOut times that pairs beyond the bound fired together
 * @param acted what would be acted upon by anything
 * @param effects likewise, per kind of effect, most events first
 * @param truth what was known; null without truth
 * @param verdicts events by the old and the new verdict, if they differ
 * @param days events a day (UTC), in order
 * @param eventsOutside events whose day or hour is beyond the bounds, counted in no day or hour
 */
public record BacktestReport(
    long events,
    long badLines,
    long firstMicros,
    long lastMicros,
    @Nullable String entityFeature,
    @Nullable String entityType,
    Count activeEntities,
    String fresh,
    @Nullable String old,
    List<RuleRow> rules,
    List<Overlap> overlaps,
    long overlapsLeftOut,
    EffectRow acted,
    List<EffectRow> effects,
    @Nullable TruthRow truth,
    List<VerdictChange> verdicts,
    List<Day> days,
    long eventsOutside) {
  public BacktestReport {
    rules = List.copyOf(rules);
    overlaps = List.copyOf(overlaps);
    effects = List.copyOf(effects);
    verdicts = List.copyOf(verdicts);
    days = List.copyOf(days);
  }

  /**
   * A number of distinct things.
   *
   * @param exact whether it was counted; else estimated, standard error {@link #STANDARD_ERROR}
   */
  public record Count(long value, boolean exact) {
    /** Relative standard error of an estimate. */
    public static final double STANDARD_ERROR = DistinctCount.STANDARD_ERROR;
  }

  /** Which of the two sets has the rule. */
  public enum Presence {
    BOTH,
    NEW,
    REMOVED
  }

  /**
   * One rule.
   *
   * @param description its template; empty for a rule that was removed
   * @param hits events on which it fires
   * @param oldHits likewise, of the old rule of that name; 0 without old rules
   * @param hitsPerDay hits by days that have events
   * @param busiestDay days since 1970 of the day with most hits, the earliest of several
   * @param entities distinct active entities of its hits
   * @param gained events on which only the new rule fires
   * @param lost events on which only the old rule fires
   * @param gainedExamples the first of these
   * @param lostExamples the first of these
   * @param truth how right it is; null without truth
   * @param hitsByDay one number per entry of {@link BacktestReport#days}
   */
  public record RuleRow(
      String name,
      String description,
      Presence presence,
      long hits,
      long oldHits,
      double hitsPerDay,
      long busiestDay,
      long busiestDayHits,
      Count entities,
      long gained,
      long lost,
      List<Example> gainedExamples,
      List<Example> lostExamples,
      @Nullable Quality truth,
      List<Long> hitsByDay) {
    public RuleRow {
      gainedExamples = List.copyOf(gainedExamples);
      lostExamples = List.copyOf(lostExamples);
      hitsByDay = List.copyOf(hitsByDay);
    }
  }

  /**
   * An event to look at.
   *
   * @param entity who was active; null if the event does not tell
   */
  public record Example(String id, String type, long timeMicros, @Nullable String entity) {}

  /**
   * @param precision bad ones among those hit whose truth is known
   * @param recall those hit among all bad ones of the stream
   */
  public record Quality(Share precision, Share recall) {}

  /**
   * @param known subjects of the stream whose truth is known
   * @param bad those of them that are bad
   * @param anyRule a hit by any rule
   * @param anyAction acted upon by any effect
   */
  public record TruthRow(
      Truth.Subject subject, long known, long bad, Quality anyRule, Quality anyAction) {}

  /**
   * Two rules that fired together.
   *
   * @param together events on which both fire
   * @param jaccard together / either
   * @param shareOfFirst together / hits of the first
   * @param shareOfSecond together / hits of the second
   */
  public record Overlap(
      String first,
      String second,
      long together,
      double jaccard,
      double shareOfFirst,
      double shareOfSecond) {}

  /**
   * How far an effect reaches.
   *
   * @param kind such as {@code add spam}, {@code verdict hold}, {@code enforce suspend}
   * @param events events on which it is emitted and applied
   * @param oldEvents likewise with the old rules; 0 without
   * @param entities distinct entities that it is about: its own, else the active one
   * @param ofActive whether these are of the active entities' type, so that a share of these can be
   *     told
   * @param worstHour hours since 1970 of the hour with most events, the earliest of several
   */
  public record EffectRow(
      String kind,
      long events,
      long oldEvents,
      Count entities,
      boolean ofActive,
      long worstHour,
      long worstHourEvents,
      long worstHourTotal) {}

  /** Events whose verdict changes. */
  public record VerdictChange(Verdict from, Verdict to, long events) {}

  /**
   * @param day days since 1970
   */
  public record Day(long day, long events) {}
}
