package dev.harrier.lang.type;

import java.util.stream.Collectors;

/** How types are spelled to authors. */
public final class TypeText {
  private static final String PACKAGE = "osprey.engine.language_types.";

  private TypeText() {}

  /** As in hints: {@code int | None}, {@code list[str]}, {@code RuleT}. */
  public static String of(Type type) {
    return switch (type) {
      case Type.Any any -> "Any";
      case Type.Simple simple -> simple(simple);
      case Type.Special special -> special(special);
      case Type.ListOf list -> "list[" + of(list.item()) + "]";
      case Type.EntityOf entity -> "Entity[" + of(entity.id()) + "]";
      case Type.Union union ->
          union.members().stream().map(TypeText::of).collect(Collectors.joining(" | "));
      case Type.Variable variable -> "~" + variable.name();
    };
  }

  /**
   * As the reference prints a Python type object: {@code <class 'str'>}, {@code list[bool]}. One
   * message shows this form.
   */
  public static String python(Type type) {
    return switch (type) {
      case Type.Simple simple ->
          "<class '" + (simple == Type.Simple.NONE ? "NoneType" : simple(simple)) + "'>";
      case Type.Special special -> "<class '" + qualified(special) + "'>";
      case Type.Any any -> "typing.Any";
      case Type.ListOf list -> inner(list);
      case Type.EntityOf entity -> inner(entity);
      case Type.Union union -> inner(union);
      case Type.Variable variable -> inner(variable);
    };
  }

  private static String inner(Type type) {
    return switch (type) {
      case Type.Any any -> "typing.Any";
      case Type.Simple simple -> simple(simple);
      case Type.Special special -> qualified(special);
      case Type.ListOf list -> "list[" + inner(list.item()) + "]";
      case Type.EntityOf entity -> PACKAGE + "entities.EntityT[" + inner(entity.id()) + "]";
      case Type.Union union ->
          union.members().stream().map(TypeText::inner).collect(Collectors.joining(" | "));
      case Type.Variable variable -> "~" + variable.name();
    };
  }

  private static String simple(Type.Simple simple) {
    return switch (simple) {
      case STR -> "str";
      case INT -> "int";
      case FLOAT -> "float";
      case BOOL -> "bool";
      case NONE -> "None";
    };
  }

  private static String special(Type.Special special) {
    return switch (special) {
      case RULE -> "RuleT";
      case EFFECT -> "EffectBase";
      case TIME_DELTA -> "TimeDeltaT";
      case EXPERIMENT -> "ExperimentT";
    };
  }

  private static String qualified(Type.Special special) {
    return PACKAGE
        + switch (special) {
          case RULE -> "rules.";
          case EFFECT -> "effects.";
          case TIME_DELTA -> "time_delta.";
          case EXPERIMENT -> "experiments.";
        }
        + special(special);
  }
}
