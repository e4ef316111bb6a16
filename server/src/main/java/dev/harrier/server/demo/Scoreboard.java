package dev.harrier.server.demo;

import dev.harrier.decision.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Compares decisions with the truth about who made the events. Owned by one thread. */
public final class Scoreboard {
  private final Platform.Evening evening;
  private final Map<Group, Row> rows = new EnumMap<>(Group.class);
  private final Map<String, EnumMap<Group, Long>> rules = new TreeMap<>();
  private final Map<Verdict, Long> verdicts = new TreeMap<>(Comparator.reverseOrder());

  /** What became of one group. */
  public static final class Row {
    private int accounts;
    private long events;
    private long stopped;
    private final Set<String> stoppedAccounts = new HashSet<>();
    private final Map<String, Long> rules = new TreeMap<>();

    public int accounts() {
      return accounts;
    }

    public long events() {
      return events;
    }

    /** Events whose verdict was not {@code ALLOW}. */
    public long stopped() {
      return stopped;
    }

    /** Accounts with at least one such event. */
    public int stoppedAccounts() {
      return stoppedAccounts.size();
    }

    /** Rules that fired on stopped events, most often first, with numbers. */
    public List<Map.Entry<String, Long>> rules() {
      List<Map.Entry<String, Long>> sorted = new ArrayList<>(rules.entrySet());
      sorted.sort(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()));
      return sorted;
    }
  }

  public Scoreboard(Platform.Evening evening) {
    this.evening = evening;
    for (Group group : Group.values()) {
      rows.put(group, new Row());
    }
    evening.truth().values().forEach(group -> row(group).accounts++);
  }

  public Row row(Group group) {
    return rows.computeIfAbsent(group, g -> new Row());
  }

  /** Events on which the rule fired, by group. */
  public Map<String, EnumMap<Group, Long>> rules() {
    return rules;
  }

  /** Decisions by verdict, strongest first. */
  public Map<Verdict, Long> verdicts() {
    return verdicts;
  }

  /** Decisions counted. */
  public long events() {
    return verdicts.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * Counts the decision on the event with this id.
   *
   * @param fired rules that fired
   */
  public void add(String event, Verdict verdict, List<String> fired) {
    verdicts.merge(verdict, 1L, Long::sum);
    String actor = evening.actors().getOrDefault(event, "");
    Group group = evening.truth().getOrDefault(actor, Group.ORDINARY);
    Row row = row(group);
    row.events++;
    for (String rule : fired) {
      rules.computeIfAbsent(rule, r -> new EnumMap<>(Group.class)).merge(group, 1L, Long::sum);
    }
    if (verdict != Verdict.ALLOW) {
      row.stopped++;
      row.stoppedAccounts.add(actor);
      fired.forEach(rule -> row.rules.merge(rule, 1L, Long::sum));
    }
  }
}
