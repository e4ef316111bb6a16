package dev.harrier.server.report;

import dev.harrier.learn.metric.Judgement;
import dev.harrier.learn.metric.Ranking;
import dev.harrier.server.train.Evaluation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** An evaluation as one HTML page that needs nothing beside itself. */
public final class EvaluationPage {
  private static final int SIZE = 300;
  private static final int MARGIN = 36;
  private static final int POINTS = 300;
  private static final int BINS = 15;

  private final Evaluation found;
  private final Html html = new Html();

  private EvaluationPage(Evaluation found) {
    this.found = found;
  }

  /**
   * The page.
   *
   * @param subject recipe or model that was judged
   */
  public static String of(String subject, Evaluation found) {
    return new EvaluationPage(found).page(subject);
  }

  private String page(String subject) {
    html.raw("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    html.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
    html.text("Evaluation of " + subject).raw("</title>\n<style>\n").raw(ReportPage.STYLE);
    html.raw(".curves { display: flex; flex-wrap: wrap; gap: 1rem; }\n");
    html.raw(".line { fill: none; stroke: var(--new); stroke-width: 2; }\n");
    html.raw(".even { stroke: var(--old); stroke-dasharray: 4 4; }\n");
    html.raw("</style>\n</head>\n<body>\n<h1>").text("Evaluation of " + subject).raw("</h1>\n<p>");
    html.text(
        String.format(
            Locale.ROOT,
            "%s: %,d rows, %,d of them 1",
            found.protocol(),
            found.rows(),
            found.ones()));
    html.raw("</p>\n");
    found.notes().forEach(note -> html.raw("<p>").text(note).raw("</p>\n"));
    figures();
    curves();
    controls();
    slices();
    mistakes();
    return html.raw("</body>\n</html>\n").toString();
  }

  private void table(String title, List<String> head, List<List<String>> rows) {
    html.raw("<h2>").text(title).raw("</h2>\n<div class=\"scroll\"><table>\n").head(head);
    html.raw("<tbody>\n");
    rows.forEach(html::row);
    html.raw("</tbody></table></div>\n");
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.4f", value);
  }

  private void figures() {
    List<List<String>> rows = new ArrayList<>();
    for (Judgement.Figure one : found.figures()) {
      rows.add(
          List.of(
              one.metric(),
              number(one.interval().value()),
              number(one.interval().low()),
              number(one.interval().high())));
    }
    table("Figures", List.of("figure", "value", "95 % from", "to"), rows);
  }

  private void curves() {
    Ranking.Step[] steps = Ranking.steps(found.scores(), found.truths());
    long zeros = found.rows() - found.ones();
    List<double[]> roc = new ArrayList<>(List.of(new double[] {0, 0}));
    List<double[]> precision = new ArrayList<>();
    int stride = Math.max(1, steps.length / POINTS);
    for (int i = 0; i < steps.length; i++) {
      if (i % stride == 0 || i == steps.length - 1) {
        double recall = steps[i].hits() / (double) found.ones();
        roc.add(new double[] {(steps[i].flagged() - steps[i].hits()) / (double) zeros, recall});
        precision.add(new double[] {recall, steps[i].precision()});
      }
    }
    html.raw("<h2>Curves</h2>\n<div class=\"curves\">\n");
    chart("ROC", "false positive rate", "recall", roc, true);
    chart("Precision and recall", "recall", "precision", precision, false);
    if (found.probabilities() != null) {
      chart("Reliability", "probability said", "share of ones", reliability(), true);
    }
    html.raw("</div>\n");
  }

  /** Fifteen bins of equal mass. */
  private List<double[]> reliability() {
    double[] p = java.util.Objects.requireNonNull(found.probabilities());
    Integer[] order = new Integer[p.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> p[i]));
    List<double[]> points = new ArrayList<>();
    for (int b = 0; b < BINS; b++) {
      int from = (int) ((long) p.length * b / BINS);
      int to = (int) ((long) p.length * (b + 1) / BINS);
      double said = 0;
      double ones = 0;
      for (int i = from; i < to; i++) {
        said += p[order[i]];
        ones += found.truths()[order[i]];
      }
      if (to > from) {
        points.add(new double[] {said / (to - from), ones / (to - from)});
      }
    }
    return points;
  }

  private void chart(String title, String x, String y, List<double[]> points, boolean diagonal) {
    int all = SIZE + 2 * MARGIN;
    html.raw("<svg viewBox=\"0 0 %d %d\" width=\"%d\" role=\"img\">", all, all, all);
    html.raw("<title>").text(title).raw("</title>");
    html.raw(
        "<path class=\"axis\" fill=\"none\" d=\"M%d %dV%dH%d\"/>",
        MARGIN, MARGIN, MARGIN + SIZE, MARGIN + SIZE);
    if (diagonal) {
      html.raw(
          "<line class=\"even\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>",
          MARGIN, MARGIN + SIZE, MARGIN + SIZE, MARGIN);
    }
    html.raw("<polyline class=\"line\" points=\"");
    for (double[] point : points) {
      html.raw("%.1f,%.1f ", MARGIN + SIZE * point[0], MARGIN + SIZE * (1 - point[1]));
    }
    html.raw("\"/>");
    label(MARGIN + SIZE / 2, 22, "middle", title);
    label(MARGIN + SIZE / 2, all - 6, "middle", x);
    label(MARGIN, all - 20, "middle", "0");
    label(MARGIN + SIZE, all - 20, "middle", "1");
    label(MARGIN - 6, MARGIN + 4, "end", "1");
    html.raw("<text text-anchor=\"middle\" transform=\"translate(14 %d) rotate(-90)\">", all / 2)
        .text(y)
        .raw("</text></svg>\n");
  }

  private void label(int x, int y, String anchor, String text) {
    html.raw("<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">", x, y, anchor).text(text);
    html.raw("</text>");
  }

  private void controls() {
    if (!found.controls().isEmpty()) {
      table(
          "Controls",
          List.of("what it knows", "AUROC"),
          found.controls().stream().map(one -> List.of(one.name(), number(one.auroc()))).toList());
    }
  }

  private void slices() {
    if (!found.slices().isEmpty()) {
      table(
          "Slices",
          List.of("rows where", "rows", "ones", "AUROC"),
          found.slices().stream()
              .map(
                  one ->
                      List.of(
                          one.column() + " = " + one.value(),
                          Words.number(one.rows()),
                          Words.number(one.ones()),
                          number(one.auroc())))
              .toList());
    }
  }

  private void mistakes() {
    table(
        "Worst errors",
        List.of("row", "truth", "score", "what it says"),
        found.mistakes().stream()
            .map(
                one ->
                    List.of(
                        one.id(), String.valueOf(one.truth()), number(one.score()), one.excerpt()))
            .toList());
  }
}
