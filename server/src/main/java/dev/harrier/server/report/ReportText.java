package dev.harrier.server.report;

import dev.harrier.runtime.replay.BacktestReport;
import dev.harrier.runtime.replay.BacktestReport.Count;
import dev.harrier.runtime.replay.BacktestReport.EffectRow;
import dev.harrier.runtime.replay.BacktestReport.Example;
import dev.harrier.runtime.replay.BacktestReport.Overlap;
import dev.harrier.runtime.replay.BacktestReport.Presence;
import dev.harrier.runtime.replay.BacktestReport.Quality;
import dev.harrier.runtime.replay.BacktestReport.RuleRow;
import dev.harrier.runtime.replay.BacktestReport.TruthRow;
import dev.harrier.runtime.replay.BacktestReport.VerdictChange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** A report as people read it in a terminal. */
public final class ReportText {
  /** Overlapping pairs shown. */
  private static final int OVERLAPS = 10;

  /** Rules shown that never fire, by name. */
  private static final int QUIET = 12;

  /** A rule's name is cut beyond. */
  private static final int NAME = 40;

  private final BacktestReport report;
  private final StringBuilder out = new StringBuilder();

  private ReportText(BacktestReport report) {
    this.report = report;
  }

  /** The whole report, with a line feed at its end. */
  public static String of(BacktestReport report) {
    return new ReportText(report).text();
  }

  private String text() {
    heading();
    rules();
    changes();
    effects();
    overlaps();
    truth();
    return out.toString();
  }

  private void line(String format, Object... arguments) {
    out.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }

  private void heading() {
    line(
        "BACKTEST of %s events, %s to %s (%s %s with events)",
        Words.number(report.events()),
        Words.time(report.firstMicros()),
        Words.time(report.lastMicros()),
        Words.number(report.days().size()),
        report.days().size() == 1 ? "day" : "days");
    line("  new rules        %s", report.fresh());
    if (report.old() != null) {
      line("  compared with    %s", report.old());
    }
    line(
        "  active entities  %s by %s",
        Words.count(report.activeEntities()), Words.entities(report));
    EffectRow acted = report.acted();
    line(
        "  acted upon       %s events (%s), %s entities (%s of the active)%s",
        Words.number(acted.events()),
        Words.percent(acted.events(), report.events()),
        Words.count(acted.entities()),
        Words.ofActive(acted, report),
        report.old() == null ? "" : "; old rules: " + Words.number(acted.oldEvents()) + " events");
    if (report.badLines() > 0) {
      line("  bad lines        %s, passed over", Words.number(report.badLines()));
    }
    if (report.eventsOutside() > 0) {
      line(
          "  odd times        %s events beyond the days that are told apart",
          Words.number(report.eventsOutside()));
    }
    if (estimates()) {
      line(
          "  ≈                an estimate, standard error %s", Words.percent(Count.STANDARD_ERROR));
    }
  }

  private boolean estimates() {
    return !report.activeEntities().exact()
        || report.rules().stream().anyMatch(rule -> !rule.entities().exact())
        || report.effects().stream().anyMatch(effect -> !effect.entities().exact());
  }

  private void rules() {
    boolean compared = report.old() != null;
    boolean judged = report.truth() != null;
    List<String> headings =
        new ArrayList<>(List.of("rule", "events", "a day", "of all", "entities", "busiest day"));
    if (compared) {
      headings.addAll(List.of("old", "new hits", "lost hits"));
    }
    if (judged) {
      headings.addAll(List.of("precision (95 %)", "recall (95 %)"));
    }
    TextTable table = new TextTable(headings.toArray(String[]::new));
    List<String> quiet = new ArrayList<>();
    for (RuleRow rule : byHits()) {
      if (rule.hits() == 0 && rule.oldHits() == 0) {
        quiet.add(rule.name());
      } else {
        table.row(cells(rule, compared, judged));
      }
    }
    out.append("\nRULES\n");
    table.appendTo(out);
    if (!quiet.isEmpty()) {
      String more = quiet.size() > QUIET ? ", …" : "";
      line(
          "  %d of %d rules never fire: %s%s",
          quiet.size(),
          report.rules().size(),
          String.join(", ", quiet.subList(0, Math.min(QUIET, quiet.size()))),
          more);
    }
  }

  private List<RuleRow> byHits() {
    return report.rules().stream()
        .sorted(
            Comparator.comparingLong((RuleRow rule) -> Math.max(rule.hits(), rule.oldHits()))
                .reversed()
                .thenComparing(RuleRow::name))
        .toList();
  }

  private List<String> cells(RuleRow rule, boolean compared, boolean judged) {
    List<String> cells = new ArrayList<>();
    cells.add(shortened(rule.name()) + mark(rule));
    cells.add(Words.number(rule.hits()));
    cells.add(Words.perDay(rule.hitsPerDay()));
    cells.add(Words.percent(rule.hits(), report.events()));
    cells.add(Words.count(rule.entities()));
    cells.add(rule.hits() == 0 ? "–" : Words.day(rule.busiestDay()));
    if (compared) {
      cells.add(Words.number(rule.oldHits()));
      cells.add(Words.number(rule.gained()));
      cells.add(Words.number(rule.lost()));
    }
    Quality truth = rule.truth();
    if (judged && truth != null) {
      cells.add(Words.share(truth.precision()));
      cells.add(Words.share(truth.recall()));
    }
    return cells;
  }

  private String mark(RuleRow rule) {
    return report.old() == null || rule.presence() == Presence.BOTH
        ? ""
        : rule.presence() == Presence.NEW ? " (added)" : " (removed)";
  }

  private static String shortened(String name) {
    return name.length() <= NAME ? name : name.substring(0, NAME - 1) + "…";
  }

  private void changes() {
    if (report.old() == null) {
      return;
    }
    out.append("\nCHANGES\n");
    boolean any = false;
    for (RuleRow rule : report.rules()) {
      any |= rule.gained() > 0 || rule.lost() > 0;
      examples(rule.name(), "new", rule.gained(), rule.gainedExamples());
      examples(rule.name(), "lost", rule.lost(), rule.lostExamples());
    }
    for (VerdictChange change : report.verdicts()) {
      any = true;
      line(
          "  verdict %s → %s on %s events",
          change.from(), change.to(), Words.number(change.events()));
    }
    if (!any) {
      line("  none: every rule fires on the same events, every verdict is the same");
    }
  }

  private void examples(String rule, String what, long count, List<Example> examples) {
    if (count == 0) {
      return;
    }
    line("  %s: %s %s %s, such as", rule, Words.number(count), what, count == 1 ? "hit" : "hits");
    for (Example example : examples) {
      line(
          "    %s  %s  event %s%s",
          Words.time(example.timeMicros()),
          example.type(),
          example.id(),
          example.entity() == null ? "" : "  by " + example.entity());
    }
  }

  private void effects() {
    out.append("\nBLAST RADIUS\n");
    if (report.effects().isEmpty()) {
      line("  nothing would be done");
      return;
    }
    boolean compared = report.old() != null;
    List<String> headings =
        new ArrayList<>(List.of("effect", "events", "of all", "entities", "of active"));
    if (compared) {
      headings.add("old events");
    }
    headings.add("worst hour (share of its events)");
    TextTable table = new TextTable(headings.toArray(String[]::new)).left(headings.size() - 1);
    List<EffectRow> rows = new ArrayList<>(report.effects());
    rows.addFirst(report.acted());
    for (EffectRow row : rows) {
      List<String> cells = new ArrayList<>();
      cells.add(row == report.acted() ? "anything" : shortened(row.kind()));
      cells.add(Words.number(row.events()));
      cells.add(Words.percent(row.events(), report.events()));
      cells.add(Words.count(row.entities()));
      cells.add(Words.ofActive(row, report));
      if (compared) {
        cells.add(Words.number(row.oldEvents()));
      }
      cells.add(Words.worstHour(row));
      table.row(cells);
    }
    table.appendTo(out);
  }

  private void overlaps() {
    if (report.overlaps().isEmpty()) {
      return;
    }
    out.append("\nOVERLAP (pairs of rules that fire on the same events)\n");
    TextTable table = new TextTable("pair", "together", "Jaccard", "of the first", "of the second");
    for (Overlap pair :
        report.overlaps().subList(0, Math.min(OVERLAPS, report.overlaps().size()))) {
      table.row(
          List.of(
              shortened(pair.first()) + ", " + shortened(pair.second()),
              Words.number(pair.together()),
              String.format(Locale.ROOT, "%.3f", pair.jaccard()),
              Words.percent(pair.shareOfFirst()),
              Words.percent(pair.shareOfSecond())));
    }
    table.appendTo(out);
    if (report.overlapsLeftOut() > 0) {
      line(
          "  %s meetings of further pairs are not told apart",
          Words.number(report.overlapsLeftOut()));
    }
  }

  private void truth() {
    TruthRow truth = report.truth();
    if (truth == null) {
      return;
    }
    String noun = truth.subject().name().toLowerCase(Locale.ROOT);
    out.append("\nTRUTH\n");
    line(
        "  known of %s %s of the stream, %s bad; a subject counts once, intervals are Wilson's",
        Words.number(truth.known()),
        truth.known() == 1 ? noun : noun.replace("entity", "entitie") + "s",
        Words.number(truth.bad()));
    TextTable table = new TextTable("all rules together", "precision (95 %)", "recall (95 %)");
    table.row(
        List.of(
            "hit by any rule",
            Words.share(truth.anyRule().precision()),
            Words.share(truth.anyRule().recall())));
    table.row(
        List.of(
            "acted upon",
            Words.share(truth.anyAction().precision()),
            Words.share(truth.anyAction().recall())));
    table.appendTo(out);
  }
}
