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

/** A report as one HTML page: style and charts inline, no script, nothing fetched. */
public final class ReportPage {
  private static final int VOLUMES = 30;
  private static final int HEAT = 20;
  private static final int PAIRS = 30;
  private static final int REACHES = 20;

  static final String STYLE =
      """
      :root { color-scheme: light dark; --bg: #fff; --ink: #1b1f24; --soft: #59636e; --line: #d1d9e0;
        --card: #f6f8fa; --new: #0b6e99; --old: #9aa4ae; --act: #b35900; }
      @media (prefers-color-scheme: dark) { :root { --bg: #0f1419; --ink: #e6edf3; --soft: #9aa7b4;
        --line: #30383f; --card: #171d24; --new: #4db3dd; --old: #66717c; --act: #e8974a; } }
      body { background: var(--bg); color: var(--ink); font: 15px/1.5 system-ui, sans-serif;
        margin: 2rem auto; max-width: 1080px; padding: 0 1.25rem; }
      h1 { font-size: 1.6rem; margin: 0 0 .25rem; } h2 { font-size: 1.2rem; margin: 2.2rem 0 .5rem; }
      p, .soft { color: var(--soft); } code { font-size: .85em; overflow-wrap: anywhere; }
      .cards { display: grid; gap: .75rem; grid-template-columns: repeat(auto-fit, minmax(190px, 1fr)); }
      .card { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: .7rem .9rem; }
      .card b { display: block; font-size: 1.45rem; line-height: 1.25; }
      .scroll { overflow-x: auto; }
      table { border-collapse: collapse; font-variant-numeric: tabular-nums; width: 100%; }
      th, td { border-bottom: 1px solid var(--line); padding: .3rem .6rem; text-align: right; white-space: nowrap; }
      th:first-child { text-align: left; } thead th { color: var(--soft); font-weight: 600; }
      tbody th { font-weight: 500; }
      svg { max-width: 100%; height: auto; } svg text { fill: var(--ink); font-size: 12px; }
      .new { fill: var(--new); } .old { fill: var(--old); } .act { fill: var(--act); } .self { fill: var(--line); }
      .axis { stroke: var(--line); } .range { stroke: var(--new); stroke-width: 3; stroke-opacity: .45; }
      details { border-bottom: 1px solid var(--line); padding: .35rem 0; } summary { cursor: pointer; }
      ul { margin: .3rem 0; }
      """;

  private final BacktestReport report;
  private final Html html = new Html();
  private final boolean compared;

  private ReportPage(BacktestReport report) {
    this.report = report;
    this.compared = report.old() != null;
  }

  public static String of(BacktestReport report) {
    return new ReportPage(report).page();
  }

  private String page() {
    html.raw("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    html.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    html.raw("<title>Backtest</title>\n<style>\n").raw(STYLE).raw("</style>\n</head>\n<body>\n");
    heading();
    volume();
    rules();
    changes();
    radius();
    overlaps();
    quality();
    html.raw("</body>\n</html>\n");
    return html.toString();
  }

  private void section(String title, String explanation) {
    html.raw("<h2>").text(title).raw("</h2>\n<p>").text(explanation).raw("</p>\n");
  }

  private void card(String number, String what) {
    html.raw("<div class=\"card\"><b>").text(number).raw("</b><span class=\"soft\">");
    html.text(what).raw("</span></div>\n");
  }

  private void heading() {
    html.raw("<h1>Backtest</h1>\n<p>").text(Words.time(report.firstMicros())).raw(" to ");
    html.text(Words.time(report.lastMicros())).raw("<br>rules <code>").text(report.fresh());
    html.raw("</code>");
    if (report.old() != null) {
      html.raw("<br>compared with <code>").text(report.old()).raw("</code>");
    }
    html.raw("</p>\n<div class=\"cards\">\n");
    card(Words.number(report.events()), "events decided");
    card(Words.count(report.activeEntities()), "active entities by " + Words.entities(report));
    EffectRow acted = report.acted();
    card(
        Words.percent(acted.events(), report.events()),
        "of events would be acted upon (" + Words.number(acted.events()) + ")");
    card(
        Words.ofActive(acted, report),
        "of active entities would be touched (" + Words.count(acted.entities()) + ")");
    if (compared) {
      card(
          Words.signed(acted.events() - acted.oldEvents()),
          "events acted upon, against the old rules");
    }
    if (report.badLines() > 0) {
      card(Words.number(report.badLines()), "lines are no events");
    }
    html.raw("</div>\n");
  }

  private List<RuleRow> byHits() {
    return report.rules().stream()
        .filter(rule -> rule.hits() > 0 || rule.oldHits() > 0)
        .sorted(
            Comparator.comparingLong((RuleRow rule) -> Math.max(rule.hits(), rule.oldHits()))
                .reversed()
                .thenComparing(RuleRow::name))
        .toList();
  }

  private static <T> List<T> first(List<T> all, int most) {
    return all.subList(0, Math.min(most, all.size()));
  }

  private void volume() {
    List<RuleRow> busiest = first(byHits(), VOLUMES);
    section(
        "Volume",
        "Events on which each rule fires"
            + (compared ? "; beneath in grey, the old rules." : ".")
            + (byHits().size() > VOLUMES ? " The busiest " + VOLUMES + " rules." : ""));
    Charts.volume(html, busiest, compared);
    section("Days", "All events of the stream by day, UTC.");
    Charts.days(html, report.days());
  }

  private void rules() {
    long quiet = report.rules().size() - byHits().size();
    section(
        "Rules",
        report.rules().size() + " rules; " + quiet + " of them never fire and are left out here.");
    List<String> headings =
        new ArrayList<>(List.of("rule", "events", "a day", "of all", "entities", "busiest day"));
    if (compared) {
      headings.addAll(List.of("old events", "new hits", "lost hits"));
    }
    if (report.truth() != null) {
      headings.addAll(List.of("precision (95 %)", "recall (95 %)"));
    }
    html.raw("<div class=\"scroll\"><table>\n").head(headings);
    html.raw("<tbody>\n");
    byHits().forEach(this::rule);
    html.raw("</tbody></table></div>\n");
    if (!report.activeEntities().exact()
        || report.rules().stream().anyMatch(rule -> !rule.entities().exact())) {
      html.raw("<p>≈ is an estimate, standard error ");
      html.text(Words.percent(Count.STANDARD_ERROR)).raw(".</p>\n");
    }
  }

  private void rule(RuleRow rule) {
    String mark =
        !compared || rule.presence() == Presence.BOTH
            ? ""
            : rule.presence() == Presence.NEW ? " (added)" : " (removed)";
    List<String> cells =
        new ArrayList<>(
            List.of(
                rule.name() + mark,
                Words.number(rule.hits()),
                Words.perDay(rule.hitsPerDay()),
                Words.percent(rule.hits(), report.events()),
                Words.count(rule.entities()),
                rule.hits() == 0 ? "–" : Words.day(rule.busiestDay())));
    if (compared) {
      cells.addAll(
          List.of(
              Words.number(rule.oldHits()),
              Words.number(rule.gained()),
              Words.number(rule.lost())));
    }
    Quality truth = rule.truth();
    if (truth != null) {
      cells.addAll(List.of(Words.share(truth.precision()), Words.share(truth.recall())));
    }
    html.row(cells);
  }

  private void changes() {
    if (!compared) {
      return;
    }
    section("Changes", "What the new rules catch that the old did not, and what they lose.");
    boolean any = false;
    for (RuleRow rule : report.rules()) {
      if (rule.gained() > 0 || rule.lost() > 0) {
        any = true;
        html.raw("<details><summary>").text(rule.name()).raw(": ");
        html.text(Words.number(rule.gained())).raw(" new, ").text(Words.number(rule.lost()));
        html.raw(" lost</summary>\n");
        examples("new", rule.gainedExamples());
        examples("lost", rule.lostExamples());
        html.raw("</details>\n");
      }
    }
    for (VerdictChange change : report.verdicts()) {
      any = true;
      html.raw("<p>verdict ").text(change.from() + " → " + change.to() + " on ");
      html.text(Words.number(change.events())).raw(" events</p>\n");
    }
    if (!any) {
      html.raw("<p>None.</p>\n");
    }
  }

  private void examples(String what, List<Example> examples) {
    if (!examples.isEmpty()) {
      html.raw("<ul>\n");
      for (Example example : examples) {
        html.raw("<li>").text(what + ": ").raw("<code>").text(example.id()).raw("</code> ");
        html.text(example.type() + ", " + Words.time(example.timeMicros()));
        html.text(example.entity() == null ? "" : ", by " + example.entity()).raw("</li>\n");
      }
      html.raw("</ul>\n");
    }
  }

  private void radius() {
    section(
        "Blast radius",
        "How much each kind of effect would touch, and in which hour most. Shadow effects are not"
            + " counted.");
    Charts.reach(html, report, REACHES);
    List<String> headings =
        new ArrayList<>(List.of("effect", "events", "of all", "entities", "of active"));
    if (compared) {
      headings.add("old events");
    }
    headings.add("worst hour (share of its events)");
    html.raw("<div class=\"scroll\"><table>\n").head(headings);
    html.raw("<tbody>\n");
    reach("anything", report.acted());
    report.effects().forEach(row -> reach(row.kind(), row));
    html.raw("</tbody></table></div>\n");
  }

  private void reach(String name, EffectRow row) {
    List<String> cells =
        new ArrayList<>(
            List.of(
                name,
                Words.number(row.events()),
                Words.percent(row.events(), report.events()),
                Words.count(row.entities()),
                Words.ofActive(row, report)));
    if (compared) {
      cells.add(Words.number(row.oldEvents()));
    }
    cells.add(Words.worstHour(row));
    html.row(cells);
  }

  private void overlaps() {
    if (report.overlaps().isEmpty()) {
      return;
    }
    section(
        "Overlap",
        "Pairs of rules that fire on the same events: the stronger a square, the higher their Jaccard"
            + " index.");
    List<String> inPairs =
        report.overlaps().stream()
            .flatMap(pair -> List.of(pair.first(), pair.second()).stream())
            .distinct()
            .limit(HEAT)
            .toList();
    Charts.overlap(
        html,
        inPairs.stream()
            .flatMap(name -> report.rules().stream().filter(rule -> rule.name().equals(name)))
            .toList(),
        report.overlaps());
    html.raw("<div class=\"scroll\"><table>\n");
    html.head(List.of("pair", "together", "Jaccard", "of the first", "of the second"));
    html.raw("<tbody>\n");
    for (Overlap pair : first(report.overlaps(), PAIRS)) {
      html.row(
          List.of(
              pair.first() + ", " + pair.second(),
              Words.number(pair.together()),
              String.format(Locale.ROOT, "%.3f", pair.jaccard()),
              Words.percent(pair.shareOfFirst()),
              Words.percent(pair.shareOfSecond())));
    }
    html.raw("</tbody></table></div>\n");
  }

  private void quality() {
    TruthRow truth = report.truth();
    if (truth == null) {
      return;
    }
    section(
        "Truth",
        "Known of "
            + Words.number(truth.known())
            + " subjects of the stream, "
            + Words.number(truth.bad())
            + " bad; a subject counts once. Bars are 95 % intervals (Wilson).");
    Charts.quality(html, first(byHits(), VOLUMES));
    html.raw("<div class=\"scroll\"><table>\n");
    html.head(List.of("all rules together", "precision (95 %)", "recall (95 %)"));
    html.raw("<tbody>\n");
    html.row(
        List.of(
            "hit by any rule",
            Words.share(truth.anyRule().precision()),
            Words.share(truth.anyRule().recall())));
    html.row(
        List.of(
            "acted upon",
            Words.share(truth.anyAction().precision()),
            Words.share(truth.anyAction().recall())));
    html.raw("</tbody></table></div>\n");
  }
}
