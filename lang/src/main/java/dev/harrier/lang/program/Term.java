package dev.harrier.lang.program;

import dev.harrier.lang.function.Function;
import dev.harrier.lang.source.Span;
import dev.harrier.lang.syntax.Tree.BinaryOperator;
import dev.harrier.lang.syntax.Tree.CompareOperator;
import dev.harrier.lang.type.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A typed expression: names resolved, constants folded into their calls, conversions explicit.
 *
 * <p>{@link #type} is the static type of the term's value; {@link #span} is where a failure of the
 * term is reported.
 */
public sealed interface Term {
  Span span();

  Type type();

  /** A literal, or a list of literals, in the representation of {@code lang.value}. */
  record Constant(Span span, Type type, @Nullable Object value) implements Term {}

  /**
   * The value of a definition, by its index in {@link Program#definitions}. A failed definition is
   * a failed reference.
   */
  record Reference(Span span, Type type, int definition) implements Term {}

  /**
   * {@code JsonData} and {@code EntityJson}: the first match of a path, checked against and coerced
   * to the annotation.
   *
   * @param required a bool that decides at run time what {@link JsonRead#required} says else; null
   *     nearly always, when that is known. Its failure is the read's
   * @param coerce likewise for {@link JsonRead#coerce}
   */
  record Json(Span span, Type type, JsonRead read, @Nullable Term required, @Nullable Term coerce)
      implements Term {
    public Json(Span span, Type type, JsonRead read) {
      this(span, type, read, null, null);
    }
  }

  /**
   * A call of a standard function.
   *
   * @param arguments in order of the function's non-constant parameters; defaults are constants
   * @param extraNames names of further keywords, whose values follow the arguments
   * @param prepared what the function's preparation returned; null if it has none
   */
  record Call(
      Span span,
      Type type,
      Function function,
      List<Term> arguments,
      List<String> extraNames,
      @Nullable Object prepared)
      implements Term {
    public Call {
      arguments = List.copyOf(arguments);
      extraNames = List.copyOf(extraNames);
    }
  }

  /**
   * Arithmetic and string operators; operands are {@code int}, {@code float} or {@code str} by
   * their static types.
   */
  record Binary(Span span, Type type, BinaryOperator operator, Term left, Term right)
      implements Term {}

  /** Comparison; always {@code bool}. */
  record Compare(Span span, CompareOperator operator, Term left, Term right) implements Term {
    @Override
    public Type type() {
      return Type.BOOL;
    }
  }

  /** {@code and}: failed operands count as False. */
  record And(Span span, List<Term> operands) implements Term {
    public And {
      operands = List.copyOf(operands);
    }

    @Override
    public Type type() {
      return Type.BOOL;
    }
  }

  /** {@code or}: failed operands count as False. */
  record Or(Span span, List<Term> operands) implements Term {
    public Or {
      operands = List.copyOf(operands);
    }

    @Override
    public Type type() {
      return Type.BOOL;
    }
  }

  /** {@code not}: failure propagates. */
  record Not(Span span, Term operand) implements Term {
    @Override
    public Type type() {
      return Type.BOOL;
    }
  }

  /** Unary minus. */
  record Negate(Span span, Type type, Term operand) implements Term {}

  /** A list; one failed item fails it. */
  record ListOf(Span span, Type type, List<Term> items) implements Term {
    public ListOf {
      items = List.copyOf(items);
    }
  }

  /** A format string; the names' values are converted to text. */
  record Format(Span span, String template, List<String> names, List<Term> values) implements Term {
    public Format {
      names = List.copyOf(names);
      values = List.copyOf(values);
    }

    @Override
    public Type type() {
      return Type.STR;
    }
  }

  /**
   * The plain form of an entity (its id), rule (its value), time delta (seconds) or experiment
   * (list).
   */
  record Unwrap(Span span, Type type, Term operand) implements Term {}

  /**
   * {@code Rule(when_all=…, description=…)}: true if all conditions are.
   *
   * @param name the name it is assigned to
   * @param when a list of bools: a {@link ListOf}, or any term of that type
   * @param description template, and the names it interpolates; any failed name fails the rule in
   *     the compat dialect
   */
  record Rule(Span span, String name, Term when, Format description) implements Term {
    @Override
    public Type type() {
      return Type.Special.RULE;
    }
  }

  /** Operands in evaluation order. */
  static List<Term> operands(Term term) {
    return switch (term) {
      case Constant t -> List.of();
      case Reference t -> List.of();
      case Json t -> Stream.of(t.required(), t.coerce()).filter(Objects::nonNull).toList();
      case Call t -> t.arguments();
      case Binary t -> List.of(t.left(), t.right());
      case Compare t -> List.of(t.left(), t.right());
      case And t -> t.operands();
      case Or t -> t.operands();
      case Not t -> List.of(t.operand());
      case Negate t -> List.of(t.operand());
      case ListOf t -> t.items();
      case Format t -> t.values();
      case Unwrap t -> List.of(t.operand());
      case Rule t -> {
        List<Term> all = new ArrayList<>();
        all.add(t.when());
        all.addAll(t.description().values());
        yield Collections.unmodifiableList(all);
      }
    };
  }
}
