package dev.harrier.runtime.ledger;

import dev.harrier.decision.Decision;
import dev.harrier.decision.Decision.Audit;
import dev.harrier.decision.Effect;
import dev.harrier.decision.Effect.ChangeLabel;
import dev.harrier.decision.Effect.DeclareVerdict;
import dev.harrier.decision.Effect.Enforce;
import dev.harrier.decision.Effect.External;
import dev.harrier.decision.Effect.Review;
import dev.harrier.decision.Failure;
import dev.harrier.decision.Guarded;
import dev.harrier.decision.RuleSettings;
import dev.harrier.decision.Score;
import dev.harrier.decision.Score.Reason;
import dev.harrier.decision.Verdict;
import dev.harrier.event.EntityKey;
import dev.harrier.event.NamedValues;
import dev.harrier.label.LabelStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The bytes of a decision. Equal decisions have equal bytes, and only they. */
public final class DecisionCodec {
  /** Decisions of which every effect is sent: the guards left no trace. */
  private static final int VERSION = 1;

  /** As before, with what became of effects that are not sent. */
  private static final int GUARDED_VERSION = 2;

  /** As before, with what models said. */
  private static final int SCORED_VERSION = 3;

  private static final Guarded.Outcome[] OUTCOMES = Guarded.Outcome.values();
  private static final Verdict[] VERDICTS = Verdict.values();
  private static final LabelStatus[] STATUSES = LabelStatus.values();
  private static final RuleSettings.Mode[] MODES = RuleSettings.Mode.values();

  private DecisionCodec() {}

  public static byte[] bytes(Decision decision) {
    RowWriter row = new RowWriter();
    write(decision, row);
    return row.toBytes();
  }

  public static void write(Decision decision, RowWriter row) {
    List<Guarded> guarded = decision.guarded();
    boolean scored = !decision.scores().isEmpty();
    row.octet(scored ? SCORED_VERSION : guarded.isEmpty() ? VERSION : GUARDED_VERSION);
    row.octet(decision.verdict().ordinal());
    row.texts(decision.verdicts());
    row.texts(decision.fired()).texts(decision.failed()).texts(decision.skipped());
    effects(decision.effects(), row);
    effects(decision.shadowEffects(), row);
    row.count(decision.features().size());
    decision.features().forEach((name, value) -> row.text(name).value(value));
    row.count(decision.failures().size());
    for (Failure failure : decision.failures()) {
      row.text(failure.kind()).text(failure.message()).text(failure.path());
      row.number(failure.line()).number(failure.column());
    }
    row.count(decision.audits().size());
    for (Audit audit : decision.audits()) {
      row.texts(audit.evaluated()).texts(audit.matched()).texts(audit.failed());
      row.texts(audit.emitted()).number(audit.effectsFailed());
    }
    if (scored || !guarded.isEmpty()) {
      guarded(guarded, row);
    }
    if (scored) {
      scores(decision.scores(), row);
    }
  }

  private static void scores(List<Score> scores, RowWriter row) {
    row.count(scores.size());
    for (Score score : scores) {
      row.text(score.feature()).text(score.model()).text(score.version());
      row.real(score.value()).real(score.probability()).text(score.band());
      row.count(score.reasons().size());
      for (Reason reason : score.reasons()) {
        row.text(reason.input()).real(reason.value()).real(reason.contribution());
        row.real(reason.low()).real(reason.high());
      }
    }
  }

  private static List<Score> scores(RowReader row) {
    List<Score> scores = new ArrayList<>();
    for (int left = row.count(); left > 0; left--) {
      String feature = row.text();
      String model = row.text();
      String version = row.text();
      double value = row.real();
      double probability = row.real();
      scores.add(new Score(feature, model, version, value, probability, row.text(), reasons(row)));
    }
    return scores;
  }

  private static List<Reason> reasons(RowReader row) {
    List<Reason> reasons = new ArrayList<>();
    for (int left = row.count(); left > 0; left--) {
      String input = row.text();
      double value = row.real();
      double contribution = row.real();
      double low = row.real();
      reasons.add(new Reason(input, value, contribution, low, row.real()));
    }
    return reasons;
  }

  private static void guarded(List<Guarded> guarded, RowWriter row) {
    row.count(guarded.size());
    for (Guarded one : guarded) {
      row.count(one.effect()).octet(one.outcome().ordinal()).text(one.reason());
      Effect opened = one.opened();
      row.flag(opened != null);
      if (opened != null) {
        effect(opened, row);
      }
    }
  }

  private static List<Guarded> guarded(RowReader row) {
    int count = row.count();
    List<Guarded> guarded = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int effect = row.count();
      Guarded.Outcome outcome = OUTCOMES[row.octet()];
      String reason = row.text();
      Effect opened = row.flag() ? effect(row) : null;
      guarded.add(new Guarded(effect, outcome, reason, opened));
    }
    return guarded;
  }

  private static void effects(List<Effect> effects, RowWriter row) {
    row.count(effects.size());
    for (int i = 0; i < effects.size(); i++) {
      effect(effects.get(i), row);
    }
  }

  /** Writes one effect. */
  public static void effect(Effect effect, RowWriter row) {
    switch (effect) {
      case ChangeLabel change -> label(change, row.octet(1));
      case DeclareVerdict verdict -> row.octet(2).text(verdict.verdict()).texts(verdict.rules());
      case External external -> {
        row.octet(3).text(external.kind()).count(external.arguments().size());
        external.arguments().forEach((name, value) -> row.text(name).value(value));
        row.texts(external.rules());
      }
      case Enforce enforce -> {
        entity(enforce.entity(), row.octet(4).text(enforce.action()));
        row.number(enforce.strikes()).optional(enforce.maxPerHour());
        settings(enforce.settings(), row);
        row.texts(enforce.rules());
      }
      case Review review -> {
        entity(review.entity(), row.octet(review.action() == null ? 5 : 6).text(review.queue()));
        row.value(review.score());
        if (review.action() != null) {
          row.text(review.action());
        }
        settings(review.settings(), row);
        row.texts(review.rules());
      }
    }
  }

  static void entity(EntityKey entity, RowWriter row) {
    row.text(entity.type()).text(entity.id());
  }

  static EntityKey entity(RowReader row) {
    String type = row.text();
    return new EntityKey(type, row.text());
  }

  private static void label(ChangeLabel change, RowWriter row) {
    entity(change.entity(), row);
    row.text(change.label()).octet(change.status().ordinal());
    row.optional(change.expiresAfterMicros()).optional(change.delayMicros());
    row.flag(change.suppressed()).value(change.applyIf()).flag(change.applyIfTrue());
    row.texts(change.rules()).count(change.reasons().size());
    change
        .reasons()
        .forEach((rule, why) -> row.text(rule).text(why.description()).textMap(why.features()));
  }

  private static void settings(RuleSettings settings, RowWriter row) {
    row.text(settings.name()).texts(settings.rules());
    row.octet(settings.mode().ordinal()).number(settings.rolloutPercent());
    row.value(settings.owner()).value(settings.policy()).optional(settings.expiresAtMicros());
  }

  public static Decision read(RowReader row) {
    int version = row.versionUpTo(SCORED_VERSION);
    Verdict verdict = VERDICTS[row.octet()];
    List<String> verdicts = row.texts();
    List<String> fired = row.texts();
    List<String> failed = row.texts();
    List<String> skipped = row.texts();
    List<Effect> effects = effects(row);
    List<Effect> shadow = effects(row);
    Map<String, @Nullable Object> features = features(row);
    List<Failure> failures = failures(row);
    List<Audit> audits = audits(row);
    return new Decision(
        verdict,
        verdicts,
        fired,
        failed,
        skipped,
        effects,
        shadow,
        features,
        failures,
        audits,
        version == VERSION ? List.of() : guarded(row),
        version < SCORED_VERSION ? List.of() : scores(row));
  }

  @SuppressWarnings("NullAway") // it does not see that the builder takes null values
  private static Map<String, @Nullable Object> features(RowReader row) {
    int count = row.count();
    NamedValues.Builder<@Nullable Object> features =
        new NamedValues.Builder<@Nullable Object>(count);
    for (int i = 0; i < count; i++) {
      String name = row.text();
      features.add(name, row.value());
    }
    return features.build();
  }

  private static List<Failure> failures(RowReader row) {
    int count = row.count();
    List<Failure> failures = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String kind = row.text();
      String message = row.text();
      String path = row.text();
      int line = (int) row.number();
      failures.add(new Failure(kind, message, path, line, (int) row.number()));
    }
    return failures;
  }

  private static List<Audit> audits(RowReader row) {
    int count = row.count();
    List<Audit> audits = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<String> evaluated = row.texts();
      List<String> matched = row.texts();
      List<String> failed = row.texts();
      List<String> emitted = row.texts();
      audits.add(new Audit(evaluated, matched, failed, emitted, (int) row.number()));
    }
    return audits;
  }

  private static List<Effect> effects(RowReader row) {
    int count = row.count();
    List<Effect> effects = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      effects.add(effect(row));
    }
    return effects;
  }

  /** Reads one effect. */
  public static Effect effect(RowReader row) {
    int kind = row.octet();
    return switch (kind) {
      case 1 -> label(row);
      case 2 -> {
        String verdict = row.text();
        yield new DeclareVerdict(verdict, row.texts());
      }
      case 3 -> {
        String name = row.text();
        Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
        for (int left = row.count(); left > 0; left--) {
          String argument = row.text();
          arguments.put(argument, row.value());
        }
        yield new External(name, arguments, row.texts());
      }
      case 4 -> {
        String action = row.text();
        EntityKey entity = entity(row);
        long strikes = row.number();
        Long perHour = row.optional();
        RuleSettings settings = settings(row);
        yield new Enforce(action, entity, strikes, perHour, settings, row.texts());
      }
      case 5, 6 -> {
        String queue = row.text();
        EntityKey entity = entity(row);
        Double score = (Double) row.value();
        String action = kind == 6 ? row.text() : null;
        RuleSettings settings = settings(row);
        yield new Review(queue, entity, score, action, settings, row.texts());
      }
      default -> throw row.damaged("an effect of kind " + kind);
    };
  }

  private static ChangeLabel label(RowReader row) {
    EntityKey entity = entity(row);
    String label = row.text();
    LabelStatus status = STATUSES[row.octet()];
    Long expires = row.optional();
    Long delay = row.optional();
    boolean suppressed = row.flag();
    String applyIf = (String) row.value();
    boolean applies = row.flag();
    List<String> rules = row.texts();
    Map<String, ChangeLabel.Reason> reasons = new LinkedHashMap<>();
    for (int left = row.count(); left > 0; left--) {
      String rule = row.text();
      String description = row.text();
      reasons.put(rule, new ChangeLabel.Reason(description, row.textMap()));
    }
    return new ChangeLabel(
        entity, label, status, expires, delay, suppressed, applyIf, applies, rules, reasons);
  }

  private static RuleSettings settings(RowReader row) {
    String name = row.text();
    List<String> rules = row.texts();
    RuleSettings.Mode mode = MODES[row.octet()];
    int rollout = (int) row.number();
    String owner = (String) row.value();
    String policy = (String) row.value();
    return new RuleSettings(name, rules, mode, rollout, owner, policy, row.optional());
  }
}
