package dev.harrier.lang.function;

import static dev.harrier.lang.function.FunctionBuilder.function;
import static dev.harrier.lang.type.Type.ANY;
import static dev.harrier.lang.type.Type.BOOL;
import static dev.harrier.lang.type.Type.INT;
import static dev.harrier.lang.type.Type.STR;
import static dev.harrier.lang.type.Type.listOf;
import static dev.harrier.lang.type.Type.optional;

import dev.harrier.event.Event;
import dev.harrier.lang.type.Type;
import dev.harrier.lang.value.Arithmetic;
import dev.harrier.lang.value.EntityValue;
import dev.harrier.lang.value.NodeFailure;
import dev.harrier.lang.value.Text;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The forms that shape a project, and what reads the event itself. */
public final class FormFunctions {
  private static final Type T = new Type.Variable("T");

  static final List<Function> ALL =
      List.of(
          function(
                  "JsonData",
                  ANY,
                  "Returns the first match of a path in the event's data. The annotation of the"
                      + " assignment says of which type it must be, or is converted to.")
              .constant("path", STR, "path in the language of jsonpath_rw, such as `$.user.id`")
              .optional("required", BOOL, true, "whether absence is a counted failure")
              .optional("coerce_type", BOOL, true, "whether a value of another type is converted")
              .costs(40)
              .form(),
          function(
                  "EntityJson",
                  new Type.EntityOf(T),
                  "Returns the entity whose id is the first match of a path in the event's data.")
              .constant("type", STR, "type of the entity")
              .constant("path", STR, "path in the language of jsonpath_rw, such as `$.user.id`")
              .optional("required", BOOL, true, "whether absence is a counted failure")
              .optional("coerce_type", BOOL, true, "whether an id of another type is converted")
              .costs(50)
              .form(),
          function("Entity", new Type.EntityOf(T), "Returns the entity of a type and an id.")
              .constant("type", STR, "type of the entity")
              .takes("id", T, "its identifier, text or int")
              .costs(5)
              .prepares((constants, site) -> new Constants(constants).text("type"))
              .example("Entity(type='User', id='u1')", "'u1'")
              .code(FormFunctions.class),
          function(
                  "Rule",
                  Type.Special.RULE,
                  "Returns a named condition: true if all of `when_all` are. Fails if one of them"
                      + " fails, or a name in the description does.")
              .takes("when_all", listOf(BOOL), "the conditions")
              .takes("description", STR, "what the rule finds, as a text or format string")
              .costs(5)
              .form(),
          function(
                  "WhenRules",
                  null,
                  "Emits the effects if any of the rules holds. Failed rules and failed effects are"
                      + " left out.")
              .takes("rules_any", listOf(Type.Special.RULE), "the rules")
              .takes("then", listOf(Type.Special.EFFECT), "the effects")
              .constant(
                  "mode",
                  STR,
                  "live",
                  "`live`; `review`: actions become cases; `shadow`: recorded, nothing is done")
              .constant(
                  "rollout", INT, 100L, "percent of the entities on which the effects are live")
              .constant("owner", optional(STR), null, "who answers for these rules")
              .constant("policy", optional(STR), null, "the policy that they enforce")
              .constant(
                  "expires",
                  optional(STR),
                  null,
                  "date, or time with its offset, from which on they do nothing")
              .form(),
          function(
                  "Import",
                  null,
                  "Makes the global names of other files visible in this one, and runs them first.")
              .constant("rules", listOf(STR), "paths from the project's root, sorted")
              .form(),
          function("Require", null, "Runs another file without importing its names.")
              .takes("rule", STR, "path from the project's root, as a text or format string")
              .optional("require_if", BOOL, true, "whether it is to run")
              .form(),
          function("GetActionId", Type.INT, "Returns the id of the event.")
              .readsEvent()
              .costs(5)
              .example("GetActionId()", "42")
              .code(FormFunctions.class),
          function("GetActionName", STR, "Returns the type of the event.")
              .readsEvent()
              .costs(2)
              .example("GetActionName()", "'create_post'")
              .code(FormFunctions.class),
          function(
                  "ResolveOptional",
                  T,
                  "Returns the value, or the default where it is absent or failed; fails where both"
                      + " are.")
              .takes("optional_value", optional(T), "the value")
              .optional("default_value", optional(T), null, "what stands in for it")
              .constant("should_report_error", BOOL, false, "whether the failure is counted")
              .prepares((constants, site) -> new Constants(constants).bool("should_report_error"))
              .costs(3)
              .example("ResolveOptional(optional_value=None, default_value=3)", "3")
              .example("ResolveOptional(optional_value='a', default_value='b')", "'a'")
              .code(FormFunctions.class),
          function("Default", T, "Returns the value, or the other where it is absent or failed.")
              .takes("value", optional(T), "the value")
              .takes("other", T, "what stands in for it")
              .costs(3)
              .example("Default(value=None, other=3)", "3")
              .code(FormFunctions.class, "defaultValue"));

  private FormFunctions() {}

  /** The code of what the compiler itself understands. */
  public static void form() {
    throw new AssertionError("a form has no code");
  }

  public static EntityValue entity(String type, @Nullable Object id) {
    if (id == null || !(id instanceof String || Arithmetic.isInt(id))) {
      throw NodeFailure.counted(
          "TypeError",
          "id of an entity of type `%s` is `%s`, expected `str` or `int`"
              .formatted(type, Text.typeName(id)));
    }
    return new EntityValue(type, id);
  }

  /** The id as an int; an id that is none is a counted failure. */
  public static Object getActionId(EventContext context) {
    String id = context.event().id();
    try {
      return Long.parseLong(id);
    } catch (NumberFormatException e) {
      return bigActionId(id);
    }
  }

  private static Object bigActionId(String id) {
    try {
      return Numbers.value(new BigInteger(id));
    } catch (NumberFormatException e) {
      throw NodeFailure.counted("ValueError", "event id `" + id + "` is not an int");
    }
  }

  public static String getActionName(EventContext context) {
    Event event = context.event();
    return event.type();
  }

  public static @Nullable Object resolveOptional(
      Boolean reported, @Nullable Object value, @Nullable Object fallback) {
    if (value != null) {
      return value;
    }
    if (fallback != null) {
      return fallback;
    }
    if (reported) {
      throw NodeFailure.counted("ValueError", "optional value and default are both None");
    }
    throw NodeFailure.SILENT;
  }

  public static @Nullable Object defaultValue(@Nullable Object value, @Nullable Object other) {
    return value != null ? value : other;
  }
}
