package dev.harrier.server.report;

import dev.harrier.runtime.replay.BacktestReport;
import dev.harrier.runtime.replay.BacktestReport.Day;
import dev.harrier.runtime.replay.BacktestReport.Overlap;
import dev.harrier.runtime.replay.BacktestReport.Quality;
import dev.harrier.runtime.replay.BacktestReport.RuleRow;
import dev.harrier.runtime.replay.Share;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Charts as inline SVG. Colours are classes of the page's style, so that they follow light and
 * dark; every mark has a title with its numbers, and no chart says what no table says.
 */
final class Charts {
  private static final int WIDTH = 880;
  private static final int LABEL = 190;
  private static final int BAR = 14;
  private static final int ROW = 24;
  private static final int PLOT = WIDTH - LABEL - 90;

  private Charts() {}

  private static void open(Html html, int width, int height, String name) {
    html.raw(
        "<svg viewBox=\"0 0 %d %d\" width=\"%d\" role=\"img\" aria-label=\"%s\">%n",
        width, height, width, Html.escaped(name));
  }

  private static void label(Html html, double x, double y, String anchor, String text) {
    html.raw("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">", x, y, anchor)
        .text(text)
        .raw("</text>\n");
  }

  private static void bar(
      Html html, String kind, double x, double y, double w, double h, String title) {
    html.raw(
            "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"2\"><title>",
            kind, x, y, Math.max(w, 0.5), h)
        .text(title)
        .raw("</title></rect>\n");
  }

  private static String shortened(String name, int most) {
    return name.length() <= most ? name : name.substring(0, most - 1) + "…";
  }

  /** Hits of each rule; with the old rules' beneath. */
  static void volume(Html html, List<RuleRow> rules, boolean compared) {
    long most = 1;
    for (RuleRow rule : rules) {
      most = Math.max(most, Math.max(rule.hits(), rule.oldHits()));
    }
    int row = compared ? ROW + 8 : ROW;
    open(html, WIDTH, rules.size() * row + 4, "events a rule fires on");
    for (int i = 0; i < rules.size(); i++) {
      RuleRow rule = rules.get(i);
      double y = i * row + 3.0;
      label(html, LABEL - 8, y + 12, "end", shortened(rule.name(), 26));
      double width = (double) PLOT * rule.hits() / most;
      bar(html, "new", LABEL, y, width, BAR, rule.name() + ": " + Words.number(rule.hits()));
      if (compared) {
        double old = (double) PLOT * rule.oldHits() / most;
        bar(html, "old", LABEL, y + BAR + 1, old, 7, "old: " + Words.number(rule.oldHits()));
      }
      label(html, LABEL + width + 6, y + 12, "start", Words.number(rule.hits()));
    }
    html.raw("</svg>\n");
  }

  /** Events a day. */
  static void days(Html html, List<Day> days) {
    int height = 130;
    long most = days.stream().mapToLong(Day::events).max().orElse(1);
    double step = (double) (WIDTH - 20) / Math.max(1, days.size());
    open(html, WIDTH, height + 22, "events a day");
    for (int i = 0; i < days.size(); i++) {
      Day day = days.get(i);
      double h = (double) height * day.events() / most;
      bar(
          html,
          "new",
          10 + i * step,
          height - h,
          Math.max(1, Math.min(step - 2, 60)),
          h,
          Words.day(day.day()) + ": " + Words.number(day.events()));
    }
    if (!days.isEmpty()) {
      label(html, 10, height + 16, "start", Words.day(days.getFirst().day()));
      if (days.size() > 1) {
        label(html, WIDTH - 10, height + 16, "end", Words.day(days.getLast().day()));
      }
    }
    html.raw("</svg>\n");
  }

  /** How much rules overlap: a square a pair, the darker the more. */
  static void overlap(Html html, List<RuleRow> rules, List<Overlap> overlaps) {
    Map<String, Overlap> byPair = new HashMap<>();
    for (Overlap pair : overlaps) {
      byPair.put(pair.first() + "\n" + pair.second(), pair);
      byPair.put(pair.second() + "\n" + pair.first(), pair);
    }
    int cell = 26;
    int top = 120;
    int size = rules.size() * cell;
    open(html, LABEL + size + 60, top + size + 4, "overlap of pairs of rules");
    for (int i = 0; i < rules.size(); i++) {
      String name = rules.get(i).name();
      label(html, LABEL - 8, top + i * cell + 17, "end", shortened(name, 26));
      html.raw("<text transform=\"translate(%d %d) rotate(-55)\">", LABEL + i * cell + 16, top - 6)
          .text(shortened(name, 18))
          .raw("</text>\n");
      for (int j = 0; j < rules.size(); j++) {
        cell(
            html,
            byPair.get(name + "\n" + rules.get(j).name()),
            i == j,
            LABEL + j * cell,
            top + i * cell,
            cell);
      }
    }
    html.raw("</svg>\n");
  }

  private static void cell(
      Html html, @Nullable Overlap pair, boolean self, int x, int y, int size) {
    double strength = self || pair == null ? 0 : pair.jaccard();
    html.raw(
            "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" style=\"fill-opacity:%.2f\"><title>",
            self ? "self" : "new",
            x,
            y,
            size - 2,
            size - 2,
            self ? 1 : 0.06 + 0.94 * Math.sqrt(strength))
        .text(
            pair == null
                ? ""
                : "%s, %s: %s events, Jaccard %.3f"
                    .formatted(
                        pair.first(), pair.second(), Words.number(pair.together()), pair.jaccard()))
        .raw("</title></rect>\n");
  }

  /** Precision and recall with their intervals. */
  static void quality(Html html, List<RuleRow> rules) {
    int half = (WIDTH - LABEL - 60) / 2;
    open(html, WIDTH, 26 + rules.size() * ROW, "precision and recall of rules");
    label(html, LABEL, 14, "start", "precision, 0 to 100 %");
    label(html, LABEL + half + 40, 14, "start", "recall, 0 to 100 %");
    for (int i = 0; i < rules.size(); i++) {
      Quality quality = rules.get(i).truth();
      if (quality != null) {
        int y = 26 + i * ROW;
        label(html, LABEL - 8, y + 14, "end", shortened(rules.get(i).name(), 26));
        interval(html, quality.precision(), LABEL, y + 10, half);
        interval(html, quality.recall(), LABEL + half + 40, y + 10, half);
      }
    }
    html.raw("</svg>\n");
  }

  private static void interval(Html html, Share share, int x, int y, int width) {
    html.raw(
        "<line class=\"axis\" x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%d\"/>%n", x, x + width, y, y);
    if (share.whole() > 0) {
      html.raw(
          "<line class=\"range\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\"/>%n",
          x + width * share.low(), x + width * share.high(), y, y);
      html.raw(
              "<circle class=\"new\" cx=\"%.1f\" cy=\"%d\" r=\"4.5\"><title>",
              x + width * share.value(), y)
          .text(Words.share(share) + ", " + share.part() + " of " + share.whole())
          .raw("</title></circle>\n");
    }
  }

  /** Share of all events that each kind of effect reaches. */
  static void reach(Html html, BacktestReport report, int most) {
    List<BacktestReport.EffectRow> rows =
        report.effects().subList(0, Math.min(most, report.effects().size()));
    long largest = rows.stream().mapToLong(BacktestReport.EffectRow::events).max().orElse(1);
    open(html, WIDTH, rows.size() * ROW + 4, "events an effect reaches");
    for (int i = 0; i < rows.size(); i++) {
      BacktestReport.EffectRow row = rows.get(i);
      double y = i * ROW + 3.0;
      double width = (double) PLOT * row.events() / Math.max(1, largest);
      label(html, LABEL - 8, y + 12, "end", shortened(row.kind(), 26));
      bar(html, "act", LABEL, y, width, BAR, row.kind() + ": " + Words.number(row.events()));
      label(html, LABEL + width + 6, y + 12, "start", Words.percent(row.events(), report.events()));
    }
    html.raw("</svg>\n");
  }
}
