package dev.harrier.runtime.replay;

import dev.harrier.decision.Decision;
import dev.harrier.decision.Effect;
import dev.harrier.decision.Effect.ChangeLabel;
import dev.harrier.decision.Effect.DeclareVerdict;
import dev.harrier.decision.Effect.Enforce;
import dev.harrier.decision.Effect.External;
import dev.harrier.decision.Effect.Review;
import dev.harrier.decision.Verdict;
import dev.harrier.event.EntityKey;
import dev.harrier.event.Event;
import dev.harrier.rule.RuleProgram;
import dev.harrier.rule.RuleProgram.FeatureInfo;
import dev.harrier.rule.RuleProgram.RuleInfo;
import dev.harrier.runtime.ingress.BadLine;
import dev.harrier.runtime.replay.BacktestReport.Count;
import dev.harrier.runtime.replay.BacktestReport.Day;
import dev.harrier.runtime.replay.BacktestReport.Overlap;
import dev.harrier.runtime.replay.BacktestReport.Presence;
import dev.harrier.runtime.replay.BacktestReport.RuleRow;
import dev.harrier.runtime.replay.BacktestReport.TruthRow;
import dev.harrier.runtime.replay.BacktestReport.VerdictChange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts what a {@link Replay} decides. Owned by one thread; used once. */
public final class Backtest implements Replay.Listener {
  /** Active entities that are counted exactly: 64 MB at most. */
  private static final int EXACT_ACTIVE = 1 << 21;

  /** Days that are told apart: ten years. A stream of more has wrong times. */
  private static final int MOST_DAYS = 3_660;

  /** Hours that are told apart, likewise. */
  private static final int MOST_HOURS = 24 * MOST_DAYS;

  /** Pairs of rules in a report. */
  private static final int MOST_OVERLAPS = 200;

  private static final long HOUR_MICROS = 3_600_000_000L;

  private final Setup setup;
  private final @Nullable String entityType;
  private final Map<String, Integer> ruleIndex = new LinkedHashMap<>();
  private final List<RuleTally> rules = new ArrayList<>();
  private final PairCounts pairs = new PairCounts();
  private final Map<String, Reach> reaches = new LinkedHashMap<>();
  private final Reach acted = new Reach("any");
  private final DistinctCount active = new DistinctCount(EXACT_ACTIVE);
  private final SortedMap<Long, long[]> days = new TreeMap<>();
  private final SortedMap<Long, long[]> hours = new TreeMap<>();
  private final @Nullable QualityTally seen;
  private final @Nullable QualityTally byAnyRule;
  private final @Nullable QualityTally byAnyAction;
  private final long[][] verdicts = new long[Verdict.values().length][Verdict.values().length];
  private int[] fired = new int[16];
  private int[] touched = new int[16];
  private long events;
  private long badLines;
  private long outside;
  private long first = Long.MAX_VALUE;
  private long last = Long.MIN_VALUE;

  /**
   * @param entity feature that tells who is active; null for none
   * @param examples most examples of new and of lost hits of a rule
   */
  public record Setup(
      RuleProgram fresh,
      @Nullable RuleProgram old,
      @Nullable String entity,
      @Nullable Truth truth,
      int examples) {}

  public Backtest(Setup setup) {
    this.setup = setup;
    this.entityType =
        setup.fresh().features().stream()
            .filter(feature -> feature.name().equals(setup.entity()))
            .map(FeatureInfo::entityType)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
    this.seen = tally();
    this.byAnyRule = tally();
    this.byAnyAction = tally();
    List<String> before =
        setup.old() == null
            ? List.of()
            : setup.old().rules().stream().map(RuleInfo::name).distinct().toList();
    for (RuleInfo rule : setup.fresh().rules()) {
      boolean both = before.contains(rule.name());
      rule(rule.name(), rule.description(), both ? Presence.BOTH : Presence.NEW);
    }
    for (String name : before) {
      rule(name, "", Presence.REMOVED);
    }
  }

  private void rule(String name, String description, Presence presence) {
    if (ruleIndex.putIfAbsent(name, rules.size()) == null) {
      rules.add(new RuleTally(name, description, presence, setup.examples(), setup.truth()));
    }
  }

  private @Nullable QualityTally tally() {
    return setup.truth() == null ? null : new QualityTally(setup.truth());
  }

  /** The first feature that reads an entity straight from the event: who is active, unless told. */
  public static Optional<String> defaultEntity(RuleProgram program) {
    return program.features().stream().filter(FeatureInfo::read).map(FeatureInfo::name).findFirst();
  }

  @Override
  public void bad(BadLine line) {
    badLines++;
  }

  @Override
  public void decided(
      Event event, @Nullable String entity, Decision fresh, @Nullable Decision old) {
    long time = event.timeMicros();
    first = Math.min(first, time);
    last = Math.max(last, time);
    Long day = bucket(days, Math.floorDiv(time, 24 * HOUR_MICROS), MOST_DAYS);
    Long hour = bucket(hours, Math.floorDiv(time, HOUR_MICROS), MOST_HOURS);
    outside += day == null || hour == null ? 1 : 0;
    if (entity != null) {
      active.add(DistinctCount.hash(entity));
    }
    int place = place(event, entity);
    if (seen != null) {
      seen.hit(place);
    }
    rules(fresh, day, entity, place);
    effects(fresh, hour, entity, place);
    if (old != null) {
      compare(event, entity, fresh, old);
    }
    events++;
  }

  private static @Nullable Long bucket(SortedMap<Long, long[]> buckets, Long at, int most) {
    long[] count = buckets.get(at);
    if (count == null) {
      if (buckets.size() == most) {
        return null;
      }
      count = new long[1];
      buckets.put(at, count);
    }
    count[0]++;
    return at;
  }

  private int place(Event event, @Nullable String entity) {
    Truth truth = setup.truth();
    if (truth == null) {
      return -1;
    }
    return switch (truth.subject()) {
      case EVENT -> truth.place(event.id());
      case ENTITY -> truth.place(entity);
    };
  }

  private void rules(Decision decision, @Nullable Long day, @Nullable String entity, int place) {
    List<String> names = decision.fired();
    fired = fired.length < names.size() ? new int[2 * names.size()] : fired;
    for (int i = 0; i < names.size(); i++) {
      int rule = index(names.get(i));
      fired[i] = rule;
      rules.get(rule).fired(day, entity, place);
      for (int other = 0; other < i; other++) {
        pairs.add(Math.min(rule, fired[other]), Math.max(rule, fired[other]));
      }
    }
    if (byAnyRule != null && !names.isEmpty()) {
      byAnyRule.hit(place);
    }
  }

  private int index(String rule) {
    Integer index = ruleIndex.get(rule);
    if (index == null) {
      throw new AssertionError("rule `" + rule + "` fired but is not among the program's");
    }
    return index;
  }

  private void effects(Decision decision, @Nullable Long hour, @Nullable String entity, int place) {
    boolean any = false;
    for (Effect effect : decision.effects()) {
      if (applied(effect)) {
        EntityKey own = entity(effect);
        boolean isActive = own == null || own.type().equals(entityType);
        String whom = own == null ? entity : isActive ? own.id() : own.toString();
        reach(effect).add(events, hour, whom, isActive);
        if (acts(effect)) {
          any = true;
          acted.add(events, hour, isActive ? whom : entity, true);
        }
      }
    }
    if (any && byAnyAction != null) {
      byAnyAction.hit(place);
    }
  }

  private Reach reach(Effect effect) {
    return reaches.computeIfAbsent(kind(effect), Reach::new);
  }

  /** What the effect is called in a report. */
  static String kind(Effect effect) {
    return switch (effect) {
      case ChangeLabel change -> (change.status().present() ? "add " : "remove ") + change.label();
      case DeclareVerdict verdict -> "verdict " + verdict.verdict();
      case External external -> external.kind();
      case Enforce enforce -> "enforce " + enforce.action();
      case Review review -> "review " + review.queue();
    };
  }

  private static boolean applied(Effect effect) {
    return !(effect instanceof ChangeLabel change) || !change.suppressed() && change.applyIfTrue();
  }

  /** A verdict that allows is none that a user can feel. */
  private static boolean acts(Effect effect) {
    return !(effect instanceof DeclareVerdict verdict)
        || !verdict.verdict().equalsIgnoreCase(Verdict.ALLOW.name());
  }

  private static @Nullable EntityKey entity(Effect effect) {
    return switch (effect) {
      case ChangeLabel change -> change.entity();
      case Enforce enforce -> enforce.entity();
      case Review review -> review.entity();
      case DeclareVerdict verdict -> null;
      case External external -> null;
    };
  }

  private void compare(Event event, @Nullable String entity, Decision fresh, Decision old) {
    verdicts[old.verdict().ordinal()][fresh.verdict().ordinal()]++;
    int count = fresh.fired().size() + old.fired().size();
    touched = touched.length < count ? new int[2 * count] : touched;
    for (int i = 0; i < fresh.fired().size(); i++) {
      touched[i] = fired[i];
    }
    for (int i = 0; i < old.fired().size(); i++) {
      int rule = index(old.fired().get(i));
      touched[fresh.fired().size() + i] = rule;
      rules.get(rule).firedBefore();
    }
    for (int i = 0; i < count; i++) {
      rules.get(touched[i]).compare(event, entity);
    }
    boolean any = false;
    for (Effect effect : old.effects()) {
      if (applied(effect)) {
        reach(effect).addOld(events);
        any |= acts(effect);
      }
    }
    if (any) {
      acted.addOld(events);
    }
  }

  /** Events so far. */
  public long events() {
    return events;
  }

  /** What all of it came to. */
  public BacktestReport report() {
    List<RuleRow> rows = rules.stream().map(rule -> rule.row(days, seen)).toList();
    List<Day> byDay = new ArrayList<>();
    days.forEach((day, count) -> byDay.add(new Day(day, count[0])));
    return new BacktestReport(
        events,
        badLines,
        events == 0 ? 0 : first,
        events == 0 ? 0 : last,
        setup.entity(),
        entityType,
        new Count(active.value(), active.exact()),
        setup.fresh().version(),
        setup.old() == null ? null : setup.old().version(),
        rows,
        overlaps(),
        pairs.others(),
        acted.row(hours),
        reaches.values().stream()
            .sorted(Comparator.comparingLong(Reach::events).reversed().thenComparing(Reach::kind))
            .map(reach -> reach.row(hours))
            .toList(),
        truth(),
        verdictChanges(),
        byDay,
        outside);
  }

  private @Nullable TruthRow truth() {
    if (seen == null || byAnyRule == null || byAnyAction == null || setup.truth() == null) {
      return null;
    }
    return new TruthRow(
        setup.truth().subject(),
        seen.known(),
        seen.bad(),
        byAnyRule.quality(seen),
        byAnyAction.quality(seen));
  }

  private List<Overlap> overlaps() {
    List<Overlap> overlaps = new ArrayList<>();
    pairs.forEach(
        (low, high, together) -> {
          RuleTally one = rules.get(low);
          RuleTally other = rules.get(high);
          long either = one.hits() + other.hits() - together;
          overlaps.add(
              new Overlap(
                  one.name(),
                  other.name(),
                  together,
                  (double) together / either,
                  (double) together / one.hits(),
                  (double) together / other.hits()));
        });
    overlaps.sort(
        Comparator.comparingDouble(Overlap::jaccard)
            .thenComparingLong(Overlap::together)
            .reversed()
            .thenComparing(Overlap::first)
            .thenComparing(Overlap::second));
    return overlaps.subList(0, Math.min(overlaps.size(), MOST_OVERLAPS));
  }

  private List<VerdictChange> verdictChanges() {
    List<VerdictChange> changes = new ArrayList<>();
    for (Verdict from : Verdict.values()) {
      for (Verdict to : Verdict.values()) {
        long count = verdicts[from.ordinal()][to.ordinal()];
        if (from != to && count > 0) {
          changes.add(new VerdictChange(from, to, count));
        }
      }
    }
    return changes;
  }
}
