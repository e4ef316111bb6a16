package dev.harrier.server.output;

import dev.harrier.decision.Decision;
import dev.harrier.decision.Effect;
import dev.harrier.decision.Effect.ChangeLabel;
import dev.harrier.decision.Effect.DeclareVerdict;
import dev.harrier.decision.Effect.Enforce;
import dev.harrier.decision.Effect.External;
import dev.harrier.decision.Effect.Review;
import dev.harrier.decision.Guarded;
import dev.harrier.decision.RuleSettings;
import dev.harrier.decision.Score;
import dev.harrier.decision.Score.Reason;
import dev.harrier.event.Event;
import dev.harrier.runtime.ledger.DecisionRecord;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;

/** Writes decisions, one JSON object a line. Owned by one thread. */
public final class DecisionLines {
  /** The form of a line. */
  public enum Format {
    /** All that a decision holds: verdict, rules, effects, features, errors, bundle. */
    HARRIER,
    /**
     * The reference engine's output record: the features, and its members that begin with two
     * underscores.
     */
    OSPREY
  }

  private static final long MICROS = 1_000_000;

  private final Format format;

  public DecisionLines(Format format) {
    this.format = format;
  }

  /**
   * Appends the line of a decision.
   *
   * @param bundle version of the bundle that decided
   */
  public void write(Event event, Decision decision, String bundle, JsonBytes json) {
    switch (format) {
      case HARRIER -> harrier(event, decision, bundle, json);
      case OSPREY -> osprey(event, decision, json);
    }
    json.newline();
  }

  private static void harrier(Event event, Decision decision, String bundle, JsonBytes json) {
    harrier(event.id(), event.type(), event.timeMicros(), decision, bundle, json);
  }

  /** Appends a decision as the ledger keeps it, as one JSON object without a line feed. */
  public static void write(DecisionRecord record, JsonBytes json) {
    harrier(
        record.eventId(),
        record.type(),
        record.timeMicros(),
        record.decision(),
        record.bundle(),
        json);
  }

  private static void harrier(
      String id, String type, long timeMicros, Decision decision, String bundle, JsonBytes json) {
    json.beginObject();
    json.key("id").value(id);
    json.key("type").value(type);
    json.key("time").value(time(timeMicros));
    json.key("verdict").value(decision.verdict().name());
    json.key("verdicts").texts(decision.verdicts());
    json.key("rules").beginObject();
    json.key("fired").texts(decision.fired());
    json.key("failed").texts(decision.failed());
    json.key("skipped").texts(decision.skipped());
    json.endObject();
    json.key("effects");
    effects(decision.effects(), false, json);
    json.key("shadow_effects");
    effects(decision.shadowEffects(), true, json);
    if (!decision.guarded().isEmpty()) {
      guarded(decision, json);
    }
    json.key("features").any(decision.features());
    if (!decision.scores().isEmpty()) {
      scores(decision.scores(), json);
    }
    json.key("errors").value(decision.failures().size());
    json.key("bundle").value(bundle);
    json.endObject();
  }

  private static void scores(List<Score> scores, JsonBytes json) {
    json.key("scores").beginArray();
    for (Score score : scores) {
      json.beginObject().key("feature").value(score.feature());
      json.key("model").value(score.model()).key("version").value(score.version());
      json.key("score").value(score.value());
      if (!Double.isNaN(score.probability())) {
        json.key("probability").value(score.probability());
      }
      if (!score.band().isEmpty()) {
        json.key("band").value(score.band());
      }
      json.key("reasons").beginArray();
      score.reasons().forEach(reason -> reason(reason, json));
      json.endArray().endObject();
    }
    json.endArray();
  }

  /** An absent value, and a range that is not known, are left out. */
  private static void reason(Reason reason, JsonBytes json) {
    json.beginObject().key("input").value(reason.input());
    if (!Double.isNaN(reason.value())) {
      json.key("value").value(reason.value());
    }
    json.key("contribution").value(reason.contribution());
    if (!Double.isNaN(reason.low()) && !Double.isNaN(reason.high())) {
      json.key("usually").beginArray().value(reason.low()).value(reason.high()).endArray();
    }
    json.endObject();
  }

  /** What became of effects that are not sent; {@code effect} is the place in {@code effects}. */
  private static void guarded(Decision decision, JsonBytes json) {
    json.key("guarded").beginArray();
    for (Guarded guarded : decision.guarded()) {
      json.beginObject().key("effect").value(written(decision.effects(), guarded.effect()));
      if (decision.effects().get(guarded.effect()) instanceof Enforce enforce) {
        json.key("action").value(enforce.action());
        json.key("entity").value(enforce.entity().toString());
      }
      json.key("outcome").value(guarded.outcome().word());
      json.key("reason").value(guarded.reason());
      if (guarded.opened() != null) {
        json.key("opened");
        write(guarded.opened(), json);
      }
      json.endObject();
    }
    json.endArray();
  }

  /** The place of an effect among those that are written. */
  private static int written(List<Effect> effects, int place) {
    int written = 0;
    for (Effect before : effects.subList(0, place)) {
      written += before instanceof DeclareVerdict ? 0 : 1;
    }
    return written;
  }

  /** The effects of a line as a JSON array of its own. */
  public static String effects(List<Effect> effects) {
    JsonBytes json = new JsonBytes();
    effects(effects, false, json);
    return json.toString();
  }

  /**
   * Effects as objects of one member. Verdicts have their own place in the line, except those of
   * shadow rules.
   */
  private static void effects(List<Effect> effects, boolean shadow, JsonBytes json) {
    json.beginArray();
    for (Effect effect : effects) {
      if (shadow || !(effect instanceof DeclareVerdict)) {
        write(effect, json);
      }
    }
    json.endArray();
  }

  /** Appends an effect as an object of one member. */
  public static void write(Effect effect, JsonBytes json) {
    switch (effect) {
      case ChangeLabel change -> label(change, json);
      case DeclareVerdict verdict -> {
        json.beginObject().key("declare_verdict").beginObject();
        json.key("verdict").value(verdict.verdict());
        json.key("reasons").texts(verdict.rules()).endObject().endObject();
      }
      case External external -> external(external, json);
      case Enforce enforce -> enforce(enforce, json);
      case Review review -> review(review, json);
    }
  }

  private static void label(ChangeLabel change, JsonBytes json) {
    json.beginObject().key(change.status().present() ? "add_label" : "remove_label").beginObject();
    json.key("entity").value(change.entity().toString());
    json.key("label").value(change.label());
    json.key("reasons").texts(change.rules());
    Long expires = change.expiresAfterMicros();
    if (expires != null) {
      json.key("expires_after_seconds").value(expires / (double) MICROS);
    }
    if (change.suppressed()) {
      json.key("suppressed").value(true);
    }
    if (change.applyIf() != null) {
      json.key("apply_if").value(change.applyIf()).key("applied").value(change.applyIfTrue());
    }
    json.endObject().endObject();
  }

  private static void external(External external, JsonBytes json) {
    json.beginObject().key(external.kind()).beginObject();
    external.arguments().forEach((name, value) -> json.key(name).any(value));
    json.key("reasons").texts(external.rules()).endObject().endObject();
  }

  private static void enforce(Enforce enforce, JsonBytes json) {
    json.beginObject().key("enforce").beginObject();
    json.key("action").value(enforce.action());
    json.key("entity").value(enforce.entity().toString());
    if (enforce.strikes() > 0) {
      json.key("strikes").value(enforce.strikes());
    }
    if (enforce.maxPerHour() != null) {
      json.key("max_per_hour").value(enforce.maxPerHour());
    }
    settings(enforce.settings(), json);
    json.key("reasons").texts(enforce.rules()).endObject().endObject();
  }

  private static void review(Review review, JsonBytes json) {
    json.beginObject().key("review").beginObject();
    json.key("queue").value(review.queue());
    json.key("entity").value(review.entity().toString());
    if (review.score() != null) {
      json.key("score").value(review.score());
    }
    if (review.action() != null) {
      json.key("action").value(review.action());
    }
    settings(review.settings(), json);
    json.key("reasons").texts(review.rules()).endObject().endObject();
  }

  /** What differs from a set of rules that states nothing. */
  private static void settings(RuleSettings settings, JsonBytes json) {
    if (settings.mode() != RuleSettings.Mode.LIVE) {
      json.key("mode").value(settings.mode().word());
    }
    if (settings.policy() != null) {
      json.key("policy").value(settings.policy());
    }
    if (settings.owner() != null) {
      json.key("owner").value(settings.owner());
    }
  }

  private static void osprey(Event event, Decision decision, JsonBytes json) {
    json.beginObject();
    decision.features().forEach((name, value) -> json.key(name).any(value));
    externals(decision.effects()).forEach((kind, values) -> json.key(kind).texts(values));
    json.key("__action_id").any(actionId(event.id()));
    json.key("__timestamp").value(isoformat(event));
    json.key("__error_count").value(decision.failures().size());
    json.key("__verdicts").texts(decision.verdicts());
    json.key("__entity_label_mutations").beginArray();
    for (Effect effect : decision.effects()) {
      if (effect instanceof ChangeLabel change) {
        json.value(change.entity().type() + "/" + change.label() + "/" + change.status().ordinal());
      }
    }
    json.endArray().endObject();
  }

  /** Effects of plugins, by kind: their arguments joined by bars. */
  private static Map<String, List<String>> externals(List<Effect> effects) {
    Map<String, List<String>> texts = new LinkedHashMap<>();
    for (Effect effect : effects) {
      if (effect instanceof External external) {
        StringJoiner text = new StringJoiner("|");
        external.arguments().values().forEach(value -> text.add(Objects.toString(value, "")));
        texts.computeIfAbsent(external.kind(), kind -> new ArrayList<>()).add(text.toString());
      }
    }
    return texts;
  }

  /** A number if the identifier is one, as the reference's are. */
  private static Object actionId(String id) {
    return id.matches("0|-?[1-9][0-9]{0,38}") ? new BigInteger(id) : id;
  }

  /**
   * As Python's {@code datetime.isoformat} of a time in UTC: microseconds only where there are any.
   */
  private static String isoformat(Event event) {
    LocalDateTime time = LocalDateTime.ofEpochSecond(seconds(event), 0, ZoneOffset.UTC);
    int micros = nanos(event) / 1_000;
    String clock = "%tFT%<tT".formatted(time);
    return (micros == 0 ? clock : clock + ".%06d".formatted(micros)) + "+00:00";
  }

  /** ISO 8601, UTC. */
  public static String time(long micros) {
    return Instant.ofEpochSecond(
            Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * 1_000)
        .toString();
  }

  private static long seconds(Event event) {
    return Math.floorDiv(event.timeMicros(), MICROS);
  }

  private static int nanos(Event event) {
    return (int) Math.floorMod(event.timeMicros(), MICROS) * 1_000;
  }
}
