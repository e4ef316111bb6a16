package dev.harrier.server.report;

import dev.harrier.learn.metric.Judgement;
import dev.harrier.server.output.JsonBytes;
import dev.harrier.server.train.Evaluation;
import java.util.Locale;

/** An evaluation as a table for terminals, and as JSON for programs. */
public final class EvaluationText {
  private EvaluationText() {}

  public static String text(Evaluation found) {
    StringBuilder text = new StringBuilder();
    line(text, "%s: %,d rows, %,d of them 1", found.protocol(), found.rows(), found.ones());
    for (Judgement.Figure one : found.figures()) {
      line(
          text,
          "%-26s %.4f  [%.4f, %.4f]",
          one.metric(),
          one.interval().value(),
          one.interval().low(),
          one.interval().high());
    }
    for (Evaluation.Control one : found.controls()) {
      line(text, "control: %-45s AUROC %.4f", one.name(), one.auroc());
    }
    for (Evaluation.Slice one : found.slices()) {
      line(
          text,
          "slice: %s = %-20s %,8d rows %,7d ones  AUROC %s",
          one.column(),
          one.value(),
          one.rows(),
          one.ones(),
          Double.isNaN(one.auroc()) ? "–" : String.format(Locale.ROOT, "%.4f", one.auroc()));
    }
    found.notes().forEach(note -> line(text, "%s", note));
    return text.toString();
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  public static String json(Evaluation found) {
    JsonBytes json = new JsonBytes().beginObject();
    json.key("protocol").value(found.protocol());
    json.key("rows").value((long) found.rows());
    json.key("ones").value((long) found.ones());
    json.key("figures").beginArray();
    for (Judgement.Figure one : found.figures()) {
      json.beginObject();
      json.key("metric").value(one.metric());
      json.key("value").value(one.interval().value());
      json.key("low").value(one.interval().low());
      json.key("high").value(one.interval().high());
      json.endObject();
    }
    json.endArray().key("controls").beginArray();
    for (Evaluation.Control one : found.controls()) {
      json.beginObject().key("name").value(one.name());
      json.key("auroc").value(one.auroc()).endObject();
    }
    json.endArray().key("slices").beginArray();
    for (Evaluation.Slice one : found.slices()) {
      json.beginObject().key("column").value(one.column());
      json.key("value").value(one.value());
      json.key("rows").value((long) one.rows());
      json.key("ones").value((long) one.ones());
      json.key("auroc").value(one.auroc()).endObject();
    }
    return json.endArray().endObject().newline().toString();
  }
}
