package dev.harrier.lang.function;

import static dev.harrier.lang.function.FunctionBuilder.function;
import static dev.harrier.lang.type.Type.ANY;
import static dev.harrier.lang.type.Type.BOOL;
import static dev.harrier.lang.type.Type.STR;
import static dev.harrier.lang.type.Type.optional;

import dev.harrier.decision.Effect;
import dev.harrier.label.LabelReason;
import dev.harrier.label.LabelState;
import dev.harrier.label.LabelStatus;
import dev.harrier.lang.function.Function.BadArgument;
import dev.harrier.lang.type.Type;
import dev.harrier.lang.value.EntityValue;
import dev.harrier.lang.value.NodeFailure;
import dev.harrier.lang.value.RuleValue;
import dev.harrier.lang.value.TimeDeltaValue;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Labels on entities, and verdicts. */
public final class LabelFunctions {
  private static final Type ENTITY = new Type.EntityOf(ANY);

  static final List<Function> ALL =
      List.of(
          change("LabelAdd", "Returns the effect of adding a label to an entity."),
          change("LabelRemove", "Returns the effect of removing a label from an entity."),
          function(
                  "HasLabel",
                  BOOL,
                  "Returns whether a label is on an entity, or removed from it. A label whose reasons"
                      + " have all expired counts as absent, and an absent one as removed.")
              .takes("entity", ENTITY, "the entity")
              .constant("label", STR, "the label")
              .constant(
                  "manual",
                  optional(BOOL),
                  null,
                  "True: by a person; False: by a rule; None: by either")
              .constant("status", STR, "added", "`added` or `removed`")
              .optional(
                  "min_label_age",
                  optional(Type.Special.TIME_DELTA),
                  null,
                  "how old its oldest reason must be, at least; a failed one counts as None")
              .constant(
                  "error_on_empty",
                  BOOL,
                  false,
                  "whether an entity without any label is a counted failure")
              .readsFacts()
              .costs(200)
              .prepares((constants, site) -> Question.of(new Constants(constants)))
              .example("HasLabel(entity=User, label='spam')", "True")
              .example("HasLabel(entity=User, label='spam', manual=True)", "False")
              .example("HasLabel(entity=User, label='scam', status='removed')", "True")
              .code(LabelFunctions.class),
          function("DeclareVerdict", Type.Special.EFFECT, "Returns the effect of a verdict.")
              .takes("verdict", STR, "the word, such as `deny`")
              .costs(10)
              .code(LabelFunctions.class));

  private LabelFunctions() {}

  private static Function change(String name, String doc) {
    return function(name, Type.Special.EFFECT, doc)
        .takes("entity", ENTITY, "the entity")
        .constant("label", STR, "the label")
        .optional(
            "delay_action_by",
            optional(Type.Special.TIME_DELTA),
            null,
            "kept for compatibility, without effect")
        .optional(
            "apply_if",
            optional(Type.Special.RULE),
            null,
            "a rule that must hold too; if it fails the effect is suppressed")
        .optional(
            "expires_after",
            optional(Type.Special.TIME_DELTA),
            null,
            "how long the label lasts, from the event's time; for ever if None")
        .costs(30)
        .prepares(
            (constants, site) ->
                new Change(
                    new Constants(constants).text("label"), site.given().contains("apply_if")))
        .code(LabelFunctions.class);
  }

  /**
   * What a label function's constants say.
   *
   * @param conditional whether {@code apply_if} is given
   */
  public record Change(String label, boolean conditional) {}

  public static Effect labelAdd(
      Change change,
      EntityValue entity,
      @Nullable Object delay,
      @Nullable Object applyIf,
      @Nullable Object expiresAfter) {
    return effect(change, LabelStatus.ADDED, entity, delay, applyIf, expiresAfter);
  }

  public static Effect labelRemove(
      Change change,
      EntityValue entity,
      @Nullable Object delay,
      @Nullable Object applyIf,
      @Nullable Object expiresAfter) {
    return effect(change, LabelStatus.REMOVED, entity, delay, applyIf, expiresAfter);
  }

  /**
   * A condition that is given but None has failed: the effect is suppressed, so that a broken
   * condition never enforces.
   */
  private static Effect effect(
      Change change,
      LabelStatus status,
      EntityValue entity,
      @Nullable Object delay,
      @Nullable Object applyIf,
      @Nullable Object expiresAfter) {
    RuleValue condition = (RuleValue) applyIf;
    return new Effect.ChangeLabel(
        entity.key(),
        change.label(),
        status,
        micros(expiresAfter),
        micros(delay),
        change.conditional() && condition == null,
        condition == null ? null : condition.name(),
        condition == null || condition.value(),
        List.of(),
        condition != null && condition.value()
            ? Map.of(
                condition.name(),
                new Effect.ChangeLabel.Reason(condition.description(), condition.features()))
            : Map.of());
  }

  private static @Nullable Long micros(@Nullable Object length) {
    return length == null ? null : (Long) ((TimeDeltaValue) length).micros();
  }

  public static Effect declareVerdict(String verdict) {
    return new Effect.DeclareVerdict(verdict, List.of());
  }

  /**
   * What {@code HasLabel} asks.
   *
   * @param manual null for either
   */
  public record Question(
      String label, @Nullable Boolean manual, boolean added, boolean failsWithoutLabels) {
    static Question of(Constants constants) throws BadArgument {
      String status = constants.text("status");
      if (!status.equals("added") && !status.equals("removed")) {
        throw new BadArgument(
            "status",
            "unknown label status",
            "expected `added` or `removed`, got `" + status + "`");
      }
      return new Question(
          constants.text("label"),
          (Boolean) constants.optional("manual"),
          status.equals("added"),
          constants.bool("error_on_empty"));
    }
  }

  public static boolean hasLabel(
      EventContext context, Question question, EntityValue entity, @Nullable Object minAge) {
    Map<String, LabelState> labels = context.facts().labels(entity.key());
    if (labels.isEmpty() && question.failsWithoutLabels()) {
      throw NodeFailure.counted("ValueError", "entity `" + entity.key() + "` has no labels");
    }
    long now = context.event().timeMicros();
    LabelState state = labels.get(question.label());
    if (state == null || expired(state, now)) {
      return !question.added() && !Boolean.TRUE.equals(question.manual());
    }
    LabelStatus status = state.status();
    return status.present() == question.added()
        && (question.manual() == null || question.manual() == status.manual())
        && (minAge == null || olderThan(state, now, ((TimeDeltaValue) minAge).micros()));
  }

  private static boolean expired(LabelState state, long now) {
    return !state.reasons().isEmpty()
        && state.reasons().values().stream().allMatch(reason -> expired(reason, now));
  }

  private static boolean expired(LabelReason reason, long now) {
    return reason.expiresAtMicros() != null && reason.expiresAtMicros() <= now;
  }

  /**
   * Whether the oldest reason that has not expired is older; reasons without a known date are as
   * old as the event.
   */
  private static boolean olderThan(LabelState state, long now, long ageMicros) {
    long oldest = now;
    for (LabelReason reason : state.reasons().values()) {
      if (!expired(reason, now) && reason.createdAtMicros() != null) {
        oldest = Math.min(oldest, reason.createdAtMicros());
      }
    }
    return now - oldest > ageMicros;
  }
}
