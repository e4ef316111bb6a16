package dev.harrier.server.cli;

import dev.harrier.server.bench.Machine;
import dev.harrier.server.bench.ModelBenchmark.Result;
import dev.harrier.server.bench.ModelBenchmark.Scoring;
import dev.harrier.server.output.JsonBytes;
import java.util.Locale;

/** What {@code harrier bench --models} says. */
final class ModelFigures {
  private ModelFigures() {}

  static String text(Result result) {
    return Machine.description()
        + "\n\nprocessor time of one score, one core, made-up rows\n\n"
        + "                                  a score   slowest round   its trainer   ratio   largest"
        + " difference\n"
        + row("300 trees of depth 6, 60 inputs", result.trees())
        + row("a text of 280 characters", result.text())
        + String.format(
            Locale.ROOT,
            "%n"
                + "the trainers: XGBoost's prediction of one row in place (%.1f µs by way of a"
                + " matrix), difference%n"
                + "in probability; logistic regression on the text's row, difference in log-odds%n"
                + "%n"
                + "a profile to its score             %7.2f µs%n"
                + "a decision without the model       %7.2f µs%n"
                + "with a rule that asks it           %7.2f µs   %.2f µs more; it fired on %.1f %% of"
                + " events%n",
            result.matrixMicros(),
            result.account(),
            result.without(),
            result.with(),
            result.more(),
            100 * result.flagged());
  }

  private static String row(String name, Scoring scoring) {
    return String.format(
        Locale.ROOT,
        "%-32s %7.2f µs %12.2f µs %10.2f µs %7.1f   %.1e%n",
        name,
        scoring.micros(),
        scoring.slowestRound(),
        scoring.trainerMicros(),
        scoring.ratio(),
        scoring.difference());
  }

  static String json(Result result) {
    JsonBytes json = new JsonBytes().beginObject();
    scoring("trees", result.trees(), json);
    json.key("xgboostMatrixMicros").value(result.matrixMicros());
    scoring("text", result.text(), json);
    json.key("accountMicros").value(result.account());
    json.key("decisionMicros").value(result.without());
    json.key("decisionWithModelMicros").value(result.with());
    json.key("moreMicros").value(result.more());
    json.key("flaggedShare").value(result.flagged());
    return json.endObject().newline().toString();
  }

  private static void scoring(String name, Scoring scoring, JsonBytes json) {
    json.key(name).beginObject();
    json.key("micros").value(scoring.micros()).key("slowestRound").value(scoring.slowestRound());
    json.key("trainerMicros").value(scoring.trainerMicros()).key("ratio").value(scoring.ratio());
    json.key("difference").value(scoring.difference()).endObject();
  }
}
