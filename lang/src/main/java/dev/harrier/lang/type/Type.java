package dev.harrier.lang.type;

import java.util.List;

/** A static type of the language. */
public sealed interface Type {
  /** Compatible with everything, both ways. */
  record Any() implements Type {
    @Override
    public boolean admitsNone() {
      return true;
    }
  }

  /** A simple value type. */
  enum Simple implements Type {
    STR,
    INT,
    FLOAT,
    BOOL,
    NONE;

    @Override
    public boolean admitsNone() {
      return this == NONE;
    }
  }

  /** A built-in object type that no annotation can spell. */
  enum Special implements Type {
    RULE,
    EFFECT,
    TIME_DELTA,
    EXPERIMENT;

    @Override
    public boolean admitsNone() {
      return false;
    }
  }

  record ListOf(Type item) implements Type {
    @Override
    public boolean admitsNone() {
      return false;
    }
  }

  /**
   * An entity whose id has the given type, {@code str} or {@code int} (a variable in generic
   * signatures).
   */
  record EntityOf(Type id) implements Type {
    @Override
    public boolean admitsNone() {
      return false;
    }
  }

  /**
   * One of several types, at least two, none a union; {@code Optional[T]} is a union with {@code
   * None}.
   */
  record Union(List<Type> members) implements Type {
    public Union {
      members = List.copyOf(members);
    }

    @Override
    public boolean admitsNone() {
      return members.stream().anyMatch(Type::admitsNone);
    }
  }

  /** A type variable of a generic function's signature. */
  record Variable(String name) implements Type {
    @Override
    public boolean admitsNone() {
      return false;
    }
  }

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

  /**
   * Whether None is among the type's values by declaration ({@code None}, {@code Any}, or a union
   * with None).
   */
  // abstract on purpose: with a default method, initialising an enum of this family would
  // initialise the
  // interface in the middle of it, and the constants above would be null
  boolean admitsNone();
}
