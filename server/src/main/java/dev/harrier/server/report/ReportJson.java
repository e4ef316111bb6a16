package dev.harrier.server.report;

import dev.harrier.runtime.replay.BacktestReport;
import dev.harrier.runtime.replay.BacktestReport.Count;
import dev.harrier.runtime.replay.BacktestReport.Day;
import dev.harrier.runtime.replay.BacktestReport.EffectRow;
import dev.harrier.runtime.replay.BacktestReport.Example;
import dev.harrier.runtime.replay.BacktestReport.Overlap;
import dev.harrier.runtime.replay.BacktestReport.Quality;
import dev.harrier.runtime.replay.BacktestReport.RuleRow;
import dev.harrier.runtime.replay.BacktestReport.TruthRow;
import dev.harrier.runtime.replay.BacktestReport.VerdictChange;
import dev.harrier.runtime.replay.Share;
import dev.harrier.server.output.JsonBytes;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A report as programs read it: one JSON object. */
public final class ReportJson {
  private final BacktestReport report;
  private final JsonBytes json = new JsonBytes();

  private ReportJson(BacktestReport report) {
    this.report = report;
  }

  public static String of(BacktestReport report) {
    return new ReportJson(report).text();
  }

  private String text() {
    json.beginObject();
    json.key("events").value(report.events());
    json.key("bad_lines").value(report.badLines());
    json.key("first").value(Words.time(report.firstMicros()));
    json.key("last").value(Words.time(report.lastMicros()));
    json.key("bundle").value(report.fresh());
    json.key("against").any(report.old());
    json.key("entity_feature").any(report.entityFeature());
    json.key("entity_type").any(report.entityType());
    count("active_entities", report.activeEntities());
    json.key("events_outside").value(report.eventsOutside());
    json.key("days").beginArray();
    for (Day day : report.days()) {
      json.beginObject().key("day").value(Words.day(day.day()));
      json.key("events").value(day.events()).endObject();
    }
    json.endArray().key("rules").beginArray();
    report.rules().forEach(this::rule);
    json.endArray().key("overlaps").beginArray();
    report.overlaps().forEach(this::overlap);
    json.endArray().key("overlaps_left_out").value(report.overlapsLeftOut());
    json.key("acted");
    effect(report.acted());
    json.key("effects").beginArray();
    report.effects().forEach(this::effect);
    json.endArray().key("verdict_changes").beginArray();
    for (VerdictChange change : report.verdicts()) {
      json.beginObject().key("from").value(change.from().name());
      json.key("to").value(change.to().name()).key("events").value(change.events()).endObject();
    }
    json.endArray();
    truth(report.truth());
    return json.endObject().newline().toString();
  }

  private void count(String name, Count count) {
    json.key(name).beginObject().key("count").value(count.value());
    json.key("exact").value(count.exact());
    if (!count.exact()) {
      json.key("standard_error").value(Count.STANDARD_ERROR);
    }
    json.endObject();
  }

  private void rule(RuleRow rule) {
    json.beginObject().key("name").value(rule.name());
    json.key("description").value(rule.description());
    if (report.old() != null) {
      json.key("in").value(rule.presence().name().toLowerCase(Locale.ROOT));
    }
    json.key("events").value(rule.hits());
    json.key("events_a_day").value(rule.hitsPerDay());
    if (rule.hits() > 0) {
      json.key("busiest_day").value(Words.day(rule.busiestDay()));
      json.key("busiest_day_events").value(rule.busiestDayHits());
    }
    count("entities", rule.entities());
    if (report.old() != null) {
      json.key("old_events").value(rule.oldHits());
      json.key("new_hits").value(rule.gained());
      json.key("lost_hits").value(rule.lost());
      examples("new_examples", rule.gainedExamples());
      examples("lost_examples", rule.lostExamples());
    }
    quality(rule.truth());
    json.key("events_by_day").any(rule.hitsByDay()).endObject();
  }

  private void examples(String name, List<Example> examples) {
    json.key(name).beginArray();
    for (Example example : examples) {
      json.beginObject().key("id").value(example.id()).key("type").value(example.type());
      json.key("time").value(Words.time(example.timeMicros()));
      json.key("entity").any(example.entity()).endObject();
    }
    json.endArray();
  }

  private void quality(@Nullable Quality quality) {
    if (quality != null) {
      share("precision", quality.precision());
      share("recall", quality.recall());
    }
  }

  private void share(String name, Share share) {
    json.key(name).beginObject();
    json.key("value").value(share.value());
    json.key("low").value(share.low()).key("high").value(share.high());
    json.key("part").value(share.part()).key("whole").value(share.whole()).endObject();
  }

  private void overlap(Overlap pair) {
    json.beginObject().key("rules").texts(List.of(pair.first(), pair.second()));
    json.key("events").value(pair.together()).key("jaccard").value(pair.jaccard());
    json.key("share_of_first").value(pair.shareOfFirst());
    json.key("share_of_second").value(pair.shareOfSecond()).endObject();
  }

  private void effect(EffectRow row) {
    json.beginObject().key("kind").value(row.kind()).key("events").value(row.events());
    json.key("share_of_events").value((double) row.events() / report.events());
    if (report.old() != null) {
      json.key("old_events").value(row.oldEvents());
    }
    count("entities", row.entities());
    if (row.ofActive() && report.activeEntities().value() > 0) {
      json.key("share_of_active_entities")
          .value(Math.min(1.0, (double) row.entities().value() / report.activeEntities().value()));
    }
    if (row.worstHourEvents() > 0) {
      json.key("worst_hour").value(Words.time(row.worstHour() * 3_600_000_000L));
      json.key("worst_hour_events").value(row.worstHourEvents());
      json.key("worst_hour_of").value(row.worstHourTotal());
    }
    json.endObject();
  }

  private void truth(@Nullable TruthRow truth) {
    if (truth == null) {
      return;
    }
    json.key("truth").beginObject();
    json.key("subject").value(truth.subject().name().toLowerCase(Locale.ROOT));
    json.key("known").value(truth.known()).key("bad").value(truth.bad());
    json.key("any_rule").beginObject();
    quality(truth.anyRule());
    json.endObject().key("acted").beginObject();
    quality(truth.anyAction());
    json.endObject().endObject();
  }
}
