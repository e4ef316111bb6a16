package dev.harrier.lang.type;

import java.util.List;

/** A static type of the language. */
public sealed interface Type {
  /** Compatible with everything, both ways. */
  record Any() implements Type {}

  /** A simple value type. */
  enum Simple implements Type {
    STR,
    INT,
    FLOAT,
    BOOL,
    NONE
  }

  /** A built-in object type that no annotation can spell. */
  enum Special implements Type {
    RULE,
    EFFECT,
    TIME_DELTA,
    EXPERIMENT
  }

  record ListOf(Type item) implements Type {}

  /** An entity whose id has the given type, {@code str} or {@code int} (a variable in generic signatures). */
  record EntityOf(Type id) implements Type {}

  /** One of several types, at least two, none a union; {@code Optional[T]} is a union with {@code None}. */
  record Union(List<Type> members) implements Type {
    public Union {
      members = List.copyOf(members);
    }
  }

  /** A type variable of a generic function's signature. */
  record Variable(String name) implements Type {}

  Type ANY = new Any();
  Type STR = Simple.STR;
  Type INT = Simple.INT;
  Type FLOAT = Simple.FLOAT;
  Type BOOL = Simple.BOOL;
  Type NONE = Simple.NONE;

  static Type listOf(Type item) {
    return new ListOf(item);
  }

  static Type optional(Type type) {
    if (type instanceof Union union) {
      if (union.members().contains(NONE)) {
        return type;
      }
      List<Type> members = new java.util.ArrayList<>(union.members());
      members.add(NONE);
      return new Union(members);
    }
    return new Union(List.of(type, NONE));
  }

  /** Whether None is among the type's values by declaration ({@code None}, {@code Any}, or a union with None). */
  default boolean admitsNone() {
    return switch (this) {
      case Any any -> true;
      case Simple simple -> simple == Simple.NONE;
      case Union union -> union.members().stream().anyMatch(Type::admitsNone);
      case Special special -> false;
      case ListOf list -> false;
      case EntityOf entity -> false;
      case Variable variable -> false;
    };
  }
}
