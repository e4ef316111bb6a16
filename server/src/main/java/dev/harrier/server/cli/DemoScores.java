package dev.harrier.server.cli;

import dev.harrier.decision.Score;
import dev.harrier.detect.score.Reasons;
import dev.harrier.learn.modelfile.Contribution;
import dev.harrier.runtime.ledger.DecisionRecord;
import dev.harrier.server.demo.Group;
import dev.harrier.server.demo.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the demo tells of models and machines: one decision of each kind, with its reasons. */
final class DemoScores {
  private static final int REASONS = 3;

  private DemoScores() {}

  /** How often a rule fired on events of machines. */
  static long found(List<DecisionRecord> decisions, String rule) {
    return decisions.stream()
        .filter(record -> record.source().startsWith("machine:"))
        .filter(record -> record.decision().fired().contains(rule))
        .count();
  }

  static List<String> of(List<DecisionRecord> decisions, Platform.Evening evening) {
    List<String> lines = new ArrayList<>();
    lines.add("what models and machines said");
    Map<String, Integer> told = new TreeMap<>();
    for (DecisionRecord record : decisions) {
      for (Score score : record.decision().scores()) {
        told.merge(score.feature(), 1, Integer::sum);
      }
    }
    score("a bot", highest(decisions, "BotScore"), "BotScore", evening, lines);
    score("a spam wave", highest(decisions, "SpamScore"), "SpamScore", evening, lines);
    brigades(decisions, lines);
    lines.add("  scored and told, with reasons, in the ledger: " + told);
    return lines;
  }

  /** The surest of the decisions that a score explains, the first of equals. */
  private static @Nullable DecisionRecord highest(List<DecisionRecord> decisions, String feature) {
    DecisionRecord highest = null;
    double most = Double.NEGATIVE_INFINITY;
    for (DecisionRecord record : decisions) {
      Score score = score(record, feature);
      if (score != null && score.value() > most) {
        highest = record;
        most = score.value();
      }
    }
    return highest;
  }

  private static @Nullable Score score(DecisionRecord record, String feature) {
    return record.decision().scores().stream()
        .filter(score -> score.feature().equals(feature))
        .findFirst()
        .orElse(null);
  }

  private static void score(
      String what,
      @Nullable DecisionRecord record,
      String feature,
      Platform.Evening evening,
      List<String> lines) {
    Score score = record == null ? null : score(record, feature);
    if (record == null || score == null) {
      lines.add("  %-12s none".formatted(what));
      return;
    }
    String actor = evening.actors().getOrDefault(record.eventId(), "");
    lines.add(
        String.format(
            Locale.ROOT,
            "  %-12s %s %.1f, probability %.2f: event %s of %s, in truth of the %s",
            what,
            feature,
            score.value(),
            score.probability(),
            record.eventId(),
            actor,
            evening.truth().getOrDefault(actor, Group.ORDINARY).title()));
    lines.add(
        score.reasons().stream()
            .limit(REASONS)
            .map(DemoScores::words)
            .collect(Collectors.joining("; ", "               because ", "")));
  }

  private static String words(Score.Reason reason) {
    return Reasons.of(
        new Contribution(
            reason.input(), reason.value(), reason.contribution(), reason.low(), reason.high()));
  }

  private static void brigades(List<DecisionRecord> decisions, List<String> lines) {
    List<DecisionRecord> found =
        decisions.stream().filter(record -> record.type().equals("limit_proposed")).toList();
    if (found.isEmpty()) {
      lines.add("  %-12s none".formatted("a brigade"));
    }
    for (DecisionRecord record : found) {
      lines.add(
          "  %-12s %s: %s"
              .formatted(
                  "a brigade",
                  record.decision().features().get("Victim"),
                  record.decision().features().get("Why")));
    }
  }
}
