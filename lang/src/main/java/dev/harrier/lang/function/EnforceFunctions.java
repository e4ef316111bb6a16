package dev.harrier.lang.function;

import static dev.harrier.lang.function.FunctionBuilder.function;
import static dev.harrier.lang.type.Type.ANY;
import static dev.harrier.lang.type.Type.FLOAT;
import static dev.harrier.lang.type.Type.INT;
import static dev.harrier.lang.type.Type.STR;
import static dev.harrier.lang.type.Type.optional;

import dev.harrier.decision.Effect;
import dev.harrier.decision.RuleSettings;
import dev.harrier.lang.function.Function.BadArgument;
import dev.harrier.lang.type.Type;
import dev.harrier.lang.value.EntityValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What rules ask for beyond labels and verdicts: actions, and people's answers. */
public final class EnforceFunctions {
  private static final Type ENTITY = new Type.EntityOf(ANY);

  static final List<Function> ALL =
      List.of(
          function(
                  "Enforce",
                  Type.Special.EFFECT,
                  "Returns the effect of an action on an entity. What is finally done is for the"
                      + " project's guards to decide.")
              .constant("action", STR, "name of an action of `config/actions.yaml`")
              .takes("entity", ENTITY, "the entity")
              .constant("strikes", INT, 0L, "strikes that the entity earns")
              .constant(
                  "max_per_hour",
                  optional(INT),
                  null,
                  "most times an hour that these rules may ask for it; None for no bound")
              .costs(20)
              .prepares((constants, site) -> Request.of(new Constants(constants)))
              .code(EnforceFunctions.class),
          function("Review", Type.Special.EFFECT, "Returns the effect of asking people.")
              .constant("queue", STR, "name of a queue of the configuration")
              .takes("entity", ENTITY, "whom or what the case is about")
              .optional(
                  "score",
                  optional(FLOAT),
                  null,
                  "how likely or how bad it is; None, also where it failed, if that is not known")
              .costs(20)
              .prepares((constants, site) -> new Constants(constants).text("queue"))
              .code(EnforceFunctions.class));

  private EnforceFunctions() {}

  /** What an action's constants say. */
  public record Request(String action, long strikes, @Nullable Long maxPerHour) {
    static Request of(Constants constants) throws BadArgument {
      long strikes = constants.integer("strikes");
      if (strikes < 0) {
        throw new BadArgument("strikes", "invalid `strikes`", "strikes can not be less than 0");
      }
      Long most =
          constants.optional("max_per_hour") instanceof Number bound
              ? Numbers.saturated(bound)
              : null;
      if (most != null && most < 0) {
        throw new BadArgument(
            "max_per_hour", "invalid `max_per_hour`", "max_per_hour can not be less than 0");
      }
      return new Request(constants.text("action"), strikes, most);
    }
  }

  public static Effect enforce(Request request, EntityValue entity) {
    return new Effect.Enforce(
        request.action(),
        entity.key(),
        request.strikes(),
        request.maxPerHour(),
        RuleSettings.NONE,
        List.of());
  }

  public static Effect review(String queue, EntityValue entity, @Nullable Object score) {
    Double likely = score instanceof Number number ? (Double) number.doubleValue() : null;
    return new Effect.Review(queue, entity.key(), likely, RuleSettings.NONE, List.of());
  }
}
