package dev.harrier.lang.type;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which types may stand for which.
 *
 * <p>Every member of the given type must be acceptable to some member of the expected one: the same
 * type, or int for float; bool is no int. Lists and entities are covariant. {@code Any} goes with
 * everything. Where that fails, an entity, rule, time delta or experiment may stand for its plain
 * form, and must then be unwrapped; inside a list nothing is.
 */
public final class Compatibility {
  /** How a type fits another. */
  public enum Fit {
    NONE,
    DIRECT,
    /** After unwrapping to the plain form. */
    UNWRAPPED
  }

  private Compatibility() {}

  public static Fit fit(Type given, Type expected) {
    if (assignable(given, expected)) {
      return Fit.DIRECT;
    }
    Type plain = plain(given);
    return plain != null && assignable(plain, expected) ? Fit.UNWRAPPED : Fit.NONE;
  }

  /**
   * Whether a value of type {@code given} may stand, as it is, where {@code expected} is wanted.
   */
  public static boolean assignable(Type given, Type expected) {
    if (given instanceof Type.Any || expected instanceof Type.Any) {
      return true;
    }
    if (expected instanceof Type.Variable) {
      return true;
    }
    for (Type member : members(given)) {
      if (members(expected).stream().noneMatch(wanted -> accepts(member, wanted))) {
        return false;
      }
    }
    return true;
  }

  private static boolean accepts(Type given, Type expected) {
    if (given instanceof Type.ListOf a && expected instanceof Type.ListOf b) {
      return assignable(a.item(), b.item());
    }
    if (given instanceof Type.EntityOf a && expected instanceof Type.EntityOf b) {
      return assignable(a.id(), b.id());
    }
    return given.equals(expected)
        || given.equals(Type.INT) && expected.equals(Type.FLOAT)
        || expected instanceof Type.Variable;
  }

  /** The alternatives of a type: a union's members, or the type alone. */
  public static List<Type> members(Type type) {
    return type instanceof Type.Union union ? union.members() : List.of(type);
  }

  /**
   * The type of an entity's id, a rule's value, a time delta's seconds, an experiment's list; null
   * for any other type.
   */
  public static @Nullable Type plain(Type type) {
    if (type instanceof Type.EntityOf entity) {
      return entity.id();
    }
    if (type instanceof Type.Special special) {
      return switch (special) {
        case RULE -> Type.BOOL;
        case TIME_DELTA -> Type.FLOAT;
        case EXPERIMENT -> Type.listOf(Type.STR);
        case EFFECT -> null;
      };
    }
    return null;
  }

  /** The type without None; the type itself if nothing would remain. */
  public static Type withoutNone(Type type) {
    if (!(type instanceof Type.Union union)) {
      return type;
    }
    List<Type> rest = union.members().stream().filter(t -> t != Type.NONE).toList();
    return rest.isEmpty() ? type : union(rest);
  }

  /** One of the given types; repeated members count once. */
  public static Type union(List<Type> members) {
    List<Type> distinct = members.stream().distinct().toList();
    return distinct.size() == 1 ? distinct.getFirst() : new Type.Union(distinct);
  }
}
