package dev.harrier.server.http;

import dev.harrier.enforce.GuardMemory;
import dev.harrier.label.LabelReason;
import dev.harrier.label.LabelState;
import dev.harrier.lang.source.Diagnostic;
import dev.harrier.runtime.embed.Answer;
import dev.harrier.runtime.embed.BundleInfo;
import dev.harrier.runtime.embed.EntityView;
import dev.harrier.runtime.embed.Metrics;
import dev.harrier.runtime.embed.Summary;
import dev.harrier.runtime.ledger.DecisionRecord;
import dev.harrier.runtime.ledger.Observation;
import dev.harrier.server.output.DecisionLines;
import dev.harrier.server.output.JsonBytes;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What engine values look like in JSON. */
final class Bodies {
  private Bodies() {}

  /** An answer to one event; a refusal or failure is an object with {@code error}. */
  static void answer(Answer answer, JsonBytes json) {
    switch (answer) {
      case Answer.Decided decided -> {
        json.beginObject().key("decision_id").value(decided.record().id());
        json.key("repeated").value(decided.repeated()).key("decision");
        DecisionLines.write(decided.record(), json);
        json.endObject();
      }
      case Answer.Refused refused -> error(refused.code(), refused.message(), json);
      case Answer.Overloaded overloaded ->
          error("overloaded", "too many events are waiting; send it again later", json);
      case Answer.Failed failed -> error("failed", failed.message(), json);
    }
  }

  private static void error(String code, String message, JsonBytes json) {
    json.beginObject().key("error").beginObject().key("code").value(code);
    json.key("detail").value(message).endObject().endObject();
  }

  /** A decision with what the rules read, in the order in which they asked. */
  static void record(DecisionRecord record, JsonBytes json) {
    json.beginObject().key("decision_id").value(record.id());
    json.key("source").value(record.source()).key("decision");
    DecisionLines.write(record, json);
    json.key("observations").beginArray();
    for (Observation observation : record.observations()) {
      observation(observation, json);
    }
    json.endArray().endObject();
  }

  private static void observation(Observation observation, JsonBytes json) {
    json.beginObject();
    switch (observation) {
      case Observation.Labels labels -> {
        json.key("labels_of").value(labels.entity().toString()).key("labels");
        labels(labels.labels(), json);
      }
      case Observation.Feature feature -> {
        json.key("feature").value(feature.name());
        json.key("entity").value(feature.entity().toString());
        if (!feature.rest().isEmpty()) {
          json.key("key").value(feature.rest());
        }
        json.key("folded").value(feature.added()).key("value").any(feature.value());
      }
      case Observation.Window window ->
          json.key("window").value(window.key()).key("value").value(window.count());
      case Observation.Stored stored ->
          json.key("stored").value(stored.key()).key("value").any(stored.value());
      case Observation.Quiet quiet -> {
        json.key("quiet").value(quiet.key().action());
        json.key("entity").value(quiet.key().entity().toString());
        json.key("review").value(quiet.key().review());
        boolean quietNow = quiet.untilMicros() != GuardMemory.NOT_QUIET;
        json.key("value").any(quietNow ? DecisionLines.time(quiet.untilMicros()) : null);
      }
      case Observation.Admitted admitted -> {
        json.key("admitted").value(admitted.key().action());
        if (!admitted.key().rule().isEmpty()) {
          json.key("rules").value(admitted.key().rule());
        }
        json.key("value").value(admitted.count());
      }
    }
    json.endObject();
  }

  static void labels(Map<String, LabelState> labels, JsonBytes json) {
    json.beginObject();
    labels.forEach(
        (name, state) -> {
          json.key(name).beginObject();
          json.key("status").value(state.status().name().toLowerCase(Locale.ROOT));
          json.key("reasons").beginObject();
          state.reasons().forEach((rule, reason) -> reason(rule, reason, json));
          json.endObject().endObject();
        });
    json.endObject();
  }

  private static void reason(String rule, LabelReason reason, JsonBytes json) {
    json.key(rule).beginObject().key("description").value(reason.description());
    json.key("features").any(reason.features());
    Long created = reason.createdAtMicros();
    if (created != null) {
      json.key("since").value(DecisionLines.time(created));
    }
    Long expires = reason.expiresAtMicros();
    if (expires != null) {
      json.key("until").value(DecisionLines.time(expires));
    }
    json.endObject();
  }

  static void entity(EntityView view, JsonBytes json) {
    json.beginObject().key("entity").value(view.entity().toString()).key("features").beginArray();
    for (EntityView.FeatureValue feature : view.features()) {
      json.beginObject().key("name").value(feature.name());
      if (!feature.rest().isEmpty()) {
        json.key("key").value(feature.rest());
      }
      json.key("value").any(feature.value());
      json.key("as_of").value(DecisionLines.time(feature.asOfMicros())).endObject();
    }
    json.endArray().key("labels");
    labels(view.labels(), json);
    json.key("recent").beginArray();
    for (DecisionRecord record : view.recent()) {
      DecisionLines.write(record, json);
    }
    json.endArray().endObject();
  }

  static void bundle(BundleInfo bundle, JsonBytes json) {
    json.beginObject().key("version").value(bundle.version());
    json.key("installed").value(DecisionLines.time(bundle.installedMicros()));
    json.key("comment").value(bundle.comment()).key("rules").value(bundle.rules());
    json.key("active").value(bundle.active()).endObject();
  }

  static void diagnostics(List<Diagnostic> diagnostics, JsonBytes json) {
    json.beginArray();
    for (Diagnostic diagnostic : diagnostics) {
      json.beginObject();
      json.key("severity").value(diagnostic.severity().name().toLowerCase(Locale.ROOT));
      json.key("message").value(diagnostic.message());
      json.key("path").value(diagnostic.span().path()).key("line").value(diagnostic.span().line());
      json.key("column").value(diagnostic.span().column());
      json.key("hint").value(String.join("\n", diagnostic.hints())).endObject();
    }
    json.endArray();
  }

  /** The Prometheus text format, version 0.0.4. */
  static String metrics(Metrics metrics) {
    StringBuilder text = new StringBuilder();
    metric(text, "harrier_events_decided_total", "counter", "Events decided.", metrics.decided());
    metric(text, "harrier_events_repeated_total", "counter", "Events known.", metrics.repeated());
    metric(text, "harrier_events_refused_total", "counter", "Bad events.", metrics.refused());
    metric(
        text, "harrier_events_overloaded_total", "counter", "Turned away.", metrics.overloaded());
    metric(text, "harrier_events_failed_total", "counter", "Not answered.", metrics.failed());
    metric(text, "harrier_events_late_total", "counter", "Older than others.", metrics.late());
    metric(text, "harrier_events_future_total", "counter", "Ahead of time.", metrics.future());
    metric(text, "harrier_queue_waiting", "gauge", "Events waiting.", metrics.waiting());
    metric(text, "harrier_queue_capacity", "gauge", "That may wait.", metrics.capacity());
    metric(text, "harrier_commits_total", "counter", "Batches committed.", metrics.batches());
    metric(text, "harrier_commit_nanoseconds_total", "counter", "Spent so.", metrics.commitNanos());
    metric(text, "harrier_log_sequence", "gauge", "Newest event in the log.", metrics.sequence());
    tallies(text, "harrier_rule_fired_total", "rule", metrics.rules());
    tallies(text, "harrier_effects_total", "effect", metrics.effects());
    tallies(text, "harrier_verdicts_total", "verdict", metrics.verdicts());
    guarded(text, metrics.guarded());
    drifts(text, metrics.drifts());
    return text.toString();
  }

  private static void drifts(StringBuilder text, List<Metrics.Drifted> drifts) {
    if (drifts.isEmpty()) {
      return;
    }
    text.append("# HELP harrier_model_drift_psi Inputs and scores against training.\n");
    text.append("# TYPE harrier_model_drift_psi gauge\n");
    for (Metrics.Drifted drift : drifts) {
      text.append("harrier_model_drift_psi{score=\"").append(drift.feature());
      text.append("\",input=\"").append(drift.input()).append("\"} ");
      text.append(String.format(Locale.ROOT, "%.4f", drift.psi())).append('\n');
    }
    long alarms = drifts.stream().filter(Metrics.Drifted::alarms).count();
    metric(text, "harrier_model_drift_alarms", "gauge", "Above .2.", alarms);
  }

  private static void metric(
      StringBuilder text, String name, String type, String help, long value) {
    text.append("# HELP ").append(name).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    text.append(name).append(' ').append(value).append('\n');
  }

  private static void tallies(
      StringBuilder text, String name, String label, List<Summary.Tally> tallies) {
    text.append("# TYPE ").append(name).append(" counter\n");
    for (Summary.Tally tally : tallies) {
      text.append(name).append('{').append(label).append("=\"").append(escaped(tally.name()));
      text.append("\"} ").append(tally.count()).append('\n');
    }
  }

  static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  private static void guarded(StringBuilder text, List<Summary.GuardTally> tallies) {
    String name = "harrier_guarded_effects_total";
    text.append("# HELP ").append(name).append(" Actions that were not sent.\n");
    text.append("# TYPE ").append(name).append(" counter\n");
    for (Summary.GuardTally tally : tallies) {
      Summary.Stopped stopped = tally.stopped();
      text.append(name).append("{outcome=\"").append(stopped.outcome().word());
      text.append("\",action=\"").append(escaped(stopped.action()));
      text.append("\",rules=\"").append(escaped(stopped.rules()));
      text.append("\"} ").append(tally.count()).append('\n');
    }
  }
}
