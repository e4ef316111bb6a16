package dev.harrier.runtime.conformance;

import dev.harrier.decision.Decision;
import dev.harrier.decision.Decision.Audit;
import dev.harrier.decision.Effect;
import dev.harrier.decision.Failure;
import dev.harrier.event.EntityKey;
import dev.harrier.label.LabelChanges;
import dev.harrier.label.LabelReason;
import dev.harrier.label.LabelState;
import dev.harrier.label.LabelStatus;
import dev.harrier.lang.source.Diagnostic;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Diagnostics and decisions in the form of recorded cases. */
final class Forms {
  private Forms() {}

  static Map<String, @Nullable Object> diagnostic(Diagnostic diagnostic) {
    Map<String, @Nullable Object> form = new LinkedHashMap<>();
    form.put("message", diagnostic.message());
    form.put("path", diagnostic.span().path());
    form.put("line", (long) diagnostic.span().line());
    form.put("column", (long) diagnostic.span().column());
    putUnlessEmpty(form, "hints", diagnostic.hints());
    List<Object> also = new ArrayList<>();
    for (Diagnostic.Related related : diagnostic.related()) {
      Map<String, @Nullable Object> place = new LinkedHashMap<>();
      place.put("path", related.span().path());
      place.put("line", (long) related.span().line());
      place.put("column", (long) related.span().column());
      putUnlessEmpty(place, "hints", related.hints());
      also.add(place);
    }
    putUnlessEmpty(form, "also", also);
    if (diagnostic.relatedMessage() != null) {
      form.put("also_message", diagnostic.relatedMessage());
    }
    if (Character.isUpperCase(diagnostic.code().charAt(0))) {
      form.put("validator", diagnostic.code());
    }
    return form;
  }

  static Map<String, @Nullable Object> decision(Decision decision) {
    Map<String, @Nullable Object> form = new LinkedHashMap<>();
    form.put("features", decision.features());
    form.put("error_count", (long) decision.failures().size());
    form.put("verdicts", decision.verdicts());
    form.put("failures", decision.failures().stream().map(Forms::place).toList());
    form.put("audit", decision.audits().stream().map(Forms::audit).toList());
    List<Object> effects = new ArrayList<>();
    List<Object> mutations = new ArrayList<>();
    for (Effect effect : decision.effects()) {
      effects.add(effect(effect));
      if (effect instanceof Effect.ChangeLabel change) {
        mutations.add(
            change.entity().type() + "/" + change.label() + "/" + change.status().ordinal());
      }
    }
    form.put("effects", effects);
    form.put("label_mutations", mutations);
    return form;
  }

  private static Map<String, Object> place(Failure failure) {
    return Map.of(
        "path", failure.path(), "line", (long) failure.line(), "column", (long) failure.column());
  }

  private static Map<String, Object> audit(Audit audit) {
    return Map.of(
        "evaluated", audit.evaluated(),
        "matched", audit.matched(),
        "failed", audit.failed(),
        "emitted", audit.emitted(),
        "effects_failed", (long) audit.effectsFailed(),
        "degraded", audit.degraded());
  }

  private static Map<String, @Nullable Object> effect(Effect effect) {
    Map<String, @Nullable Object> form = new LinkedHashMap<>();
    switch (effect) {
      case Effect.DeclareVerdict verdict -> {
        form.put("kind", "verdict");
        form.put("verdict", verdict.verdict());
      }
      case Effect.ChangeLabel change -> label(form, change);
      case Effect.External external -> {
        form.put("kind", external.kind());
        form.put("arguments", external.arguments());
      }
      case Effect.Enforce enforce -> {
        form.put("kind", "enforce");
        form.put("action", enforce.action());
        form.put("entity", entity(enforce.entity()));
      }
      case Effect.Review review -> {
        form.put("kind", "review");
        form.put("queue", review.queue());
        form.put("entity", entity(review.entity()));
      }
    }
    form.put("rules", effect.rules());
    return form;
  }

  private static Map<String, Object> entity(EntityKey entity) {
    return Map.of("type", entity.type(), "id", entity.id());
  }

  private static void label(Map<String, @Nullable Object> form, Effect.ChangeLabel change) {
    form.put("kind", "label");
    form.put("entity", entity(change.entity()));
    form.put("label", change.label());
    form.put("status", (long) change.status().ordinal());
    if (change.expiresAfterMicros() != null) {
      form.put("expires_after", change.expiresAfterMicros() / 1e6);
    }
    if (change.delayMicros() != null) {
      form.put("delay_action_by", change.delayMicros() / 1e6);
    }
    if (change.suppressed()) {
      form.put("suppressed", true);
    }
    if (change.applyIf() != null) {
      form.put("apply_if", Map.of("name", change.applyIf(), "value", change.applyIfTrue()));
    }
  }

  /** A recorded effect with its entity's id as text, which is all that a decision keeps. */
  static @Nullable Object idsAsText(@Nullable Object recorded) {
    if (recorded instanceof List<?> effects) {
      return effects.stream().map(Forms::idsAsText).toList();
    }
    if (recorded instanceof Map<?, ?> effect && effect.get("entity") instanceof Map<?, ?> entity) {
      Map<Object, @Nullable Object> copy = new LinkedHashMap<>(effect);
      copy.put(
          "entity",
          Map.of(
              "type", String.valueOf(entity.get("type")), "id", String.valueOf(entity.get("id"))));
      return copy;
    }
    return recorded;
  }

  static Map<String, Object> applied(LabelChanges.Outcome outcome) {
    return Map.of(
        "entity", outcome.entity().toString(),
        "added", outcome.added(),
        "removed", outcome.removed(),
        "updated", outcome.updated(),
        "dropped",
            outcome.dropped().stream()
                .map(dropped -> List.of(dropped.label(), dropped.refusal().name()))
                .toList());
  }

  static Map<String, Object> labels(Map<EntityKey, Map<String, LabelState>> labels) {
    Map<String, Object> form = new LinkedHashMap<>();
    labels.forEach((entity, states) -> form.put(entity.toString(), states(states)));
    return form;
  }

  private static Map<String, Object> states(Map<String, LabelState> states) {
    Map<String, Object> form = new LinkedHashMap<>();
    states.forEach(
        (label, state) -> {
          Map<String, Object> reasons = new LinkedHashMap<>();
          state.reasons().forEach((rule, reason) -> reasons.put(rule, reason(reason)));
          form.put(
              label,
              Map.of(
                  "status",
                  (long) state.status().ordinal(),
                  "reasons",
                  reasons,
                  "previous_statuses",
                  state.previousStatuses().stream().map(Forms::ordinal).toList()));
        });
    return form;
  }

  private static Long ordinal(LabelStatus status) {
    return (long) status.ordinal();
  }

  private static Map<String, @Nullable Object> reason(LabelReason reason) {
    Map<String, @Nullable Object> form = new LinkedHashMap<>();
    form.put("description", reason.description());
    form.put("features", reason.features());
    form.put("pending", reason.pending());
    form.put("expires_at", reason.expiresAtMicros() == null ? null : iso(reason.expiresAtMicros()));
    return form;
  }

  /** As Python writes a time in UTC: microseconds only where there are any. */
  private static String iso(long micros) {
    String pattern =
        Math.floorMod(micros, 1_000_000L) == 0
            ? "uuuu-MM-dd'T'HH:mm:ss'+00:00'"
            : "uuuu-MM-dd'T'HH:mm:ss.SSSSSS'+00:00'";
    return DateTimeFormatter.ofPattern(pattern)
        .format(Instant.EPOCH.plus(micros, ChronoUnit.MICROS).atOffset(ZoneOffset.UTC));
  }

  private static void putUnlessEmpty(
      Map<String, @Nullable Object> form, String key, List<?> value) {
    if (!value.isEmpty()) {
      form.put(key, value);
    }
  }
}
