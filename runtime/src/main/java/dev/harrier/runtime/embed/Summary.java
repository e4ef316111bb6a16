package dev.harrier.runtime.embed;

import dev.harrier.decision.Decision;
import dev.harrier.decision.Effect;
import dev.harrier.decision.Effect.ChangeLabel;
import dev.harrier.decision.Effect.DeclareVerdict;
import dev.harrier.decision.Effect.Enforce;
import dev.harrier.decision.Effect.External;
import dev.harrier.decision.Effect.Review;
import dev.harrier.decision.Failure;
import dev.harrier.decision.Guarded;
import dev.harrier.decision.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts of a run. Owned by one thread. */
public final class Summary {
  /**
   * Distinct failures that are told apart; further ones count as {@code other}. A program has few
   * places that fail.
   */
  private static final int MAX_FAILURES = 1_000;

  private static final String OTHER = "other";

  private long events;
  private long badLines;
  private final long[] verdicts = new long[Verdict.values().length];
  private final Map<String, Count> rules = new HashMap<>();

  /** By what an effect does, such as {@code add}, and to what, such as a label. */
  private final Map<String, Map<String, Count>> effects = new HashMap<>();

  private final Map<String, Count> failures = new HashMap<>();
  private final Map<Stopped, Count> guarded = new HashMap<>();

  /** A name with how often it was counted. */
  public record Tally(String name, long count) {}

  /** Actions that were not sent, with how many. */
  public record GuardTally(Stopped stopped, long count) {}

  /**
   * Why an action was not sent.
   *
   * @param rules policy, or first rule, of the set that asked
   */
  public record Stopped(Guarded.Outcome outcome, String action, String rules)
      implements Comparable<Stopped> {
    private static final Comparator<Stopped> ORDER =
        Comparator.comparing(Stopped::outcome)
            .thenComparing(Stopped::action)
            .thenComparing(Stopped::rules);

    @Override
    public int compareTo(Stopped other) {
      return ORDER.compare(this, other);
    }
  }

  private static final class Count {
    long value;
  }

  /** Counts a decision. */
  public void add(Decision decision) {
    events++;
    verdicts[decision.verdict().ordinal()]++;
    count(rules, decision.fired());
    for (Effect effect : decision.effects()) {
      count(effect);
    }
    for (Guarded one : decision.guarded()) {
      if (decision.effects().get(one.effect()) instanceof Enforce enforce) {
        Stopped stopped = new Stopped(one.outcome(), enforce.action(), enforce.settings().name());
        guarded.computeIfAbsent(stopped, s -> new Count()).value++;
      }
    }
    for (Failure failure : decision.failures()) {
      String name = failure.kind() + " at " + failure.path() + ":" + failure.line();
      count(failures, failures.size() < MAX_FAILURES || failures.containsKey(name) ? name : OTHER);
    }
  }

  /** Counts a line that is no event. */
  public void addBadLine() {
    badLines++;
  }

  private static void count(Map<String, Count> counts, List<String> names) {
    for (int i = 0; i < names.size(); i++) {
      count(counts, names.get(i));
    }
  }

  private static void count(Map<String, Count> counts, String name) {
    counts.computeIfAbsent(name, n -> new Count()).value++;
  }

  private void count(Effect effect) {
    switch (effect) {
      case ChangeLabel change ->
          count(change.status().present() ? "add " : "remove ", change.label());
      case DeclareVerdict verdict -> count("verdict ", verdict.verdict());
      case External external -> count("", external.kind());
      case Enforce enforce -> count("enforce ", enforce.action());
      case Review review -> count("review ", review.queue());
    }
  }

  private void count(String does, String what) {
    count(effects.computeIfAbsent(does, d -> new HashMap<>()), what);
  }

  public long events() {
    return events;
  }

  public long badLines() {
    return badLines;
  }

  /** Number of decisions with each verdict, strongest first; those without any are left out. */
  public SortedMap<Verdict, Long> verdicts() {
    SortedMap<Verdict, Long> counts = new TreeMap<>(Comparator.reverseOrder());
    for (Verdict verdict : Verdict.values()) {
      if (verdicts[verdict.ordinal()] > 0) {
        counts.put(verdict, verdicts[verdict.ordinal()]);
      }
    }
    return counts;
  }

  /** Rules by the number of events on which they fired, most first, then by name. */
  public List<Tally> rules() {
    return sorted(rules);
  }

  /** Effects, such as {@code add spam}, by number, most first, then by name. */
  public List<Tally> effects() {
    Map<String, Count> all = new HashMap<>();
    effects.forEach((does, counts) -> counts.forEach((what, count) -> all.put(does + what, count)));
    return sorted(all);
  }

  /** Actions that were not sent, by outcome, action and rules. */
  public List<GuardTally> guarded() {
    List<GuardTally> tallies = new ArrayList<>();
    guarded.forEach((stopped, count) -> tallies.add(new GuardTally(stopped, count.value)));
    tallies.sort(Comparator.comparing(GuardTally::stopped));
    return tallies;
  }

  /** Counted failures by kind and place, most first, then by name. */
  public List<Tally> failures() {
    return sorted(failures);
  }

  /** Sum of the tallies' counts. */
  public static long total(List<Tally> tallies) {
    return tallies.stream().mapToLong(Tally::count).sum();
  }

  private static List<Tally> sorted(Map<String, Count> counts) {
    List<Tally> tallies = new ArrayList<>();
    counts.forEach((name, count) -> tallies.add(new Tally(name, count.value)));
    tallies.sort(Comparator.comparingLong(Tally::count).reversed().thenComparing(Tally::name));
    return tallies;
  }
}
