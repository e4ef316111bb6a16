package dev.harrier.lang.check;

import dev.harrier.lang.program.Program;
import dev.harrier.lang.program.Program.Definition;
import dev.harrier.lang.program.Program.Enforce;
import dev.harrier.lang.program.Program.Perform;
import dev.harrier.lang.program.Program.Require;
import dev.harrier.lang.program.Program.Step;
import dev.harrier.lang.program.Program.Unit;
import dev.harrier.lang.program.Term;
import dev.harrier.lang.source.Diagnostic;
import dev.harrier.lang.source.Diagnostic.Severity;
import dev.harrier.lang.source.Dialect;
import dev.harrier.lang.source.Sources;
import dev.harrier.lang.source.Span;
import dev.harrier.lang.syntax.Tree.BinaryOperator;
import dev.harrier.lang.type.Type;
import dev.harrier.rule.ModelReader;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The places of a project at which the two dialects would differ.
 *
 * <p>First what one of them accepts and the other does not; then, if either accepts the project,
 * every expression whose value may differ on some event. An expression that cannot fail, or
 * arithmetic whose operands are known, is not listed.
 */
public final class DialectComparison {
  /** Functions of the stock library that collect their result in a set. */
  private static final Set<String> UNORDERED = Set.of("StringExtractURLs", "StringExtractDomains");

  /**
   * One place.
   *
   * @param compat what happens there in the compat dialect
   * @param strict what happens there in the strict one
   */
  public record Difference(Span span, String subject, String compat, String strict) {}

  private final Program program;
  private final Set<Difference> differences;
  private final boolean[] mayFail;

  private DialectComparison(Program program, Set<Difference> differences) {
    this.program = program;
    this.differences = differences;
    this.mayFail = new boolean[program.definitions().size()];
  }

  /**
   * Returns all differences in order of place; none if neither dialect accepts the project for the
   * same reasons.
   */
  public static List<Difference> compare(Sources sources) {
    return compare(sources, ModelReader.NONE);
  }

  /** The same of a project that may have models. */
  public static List<Difference> compare(Sources sources, ModelReader models) {
    Checker.Result compat = Checker.check(sources, Dialect.COMPAT, models);
    Checker.Result strict = Checker.check(sources, Dialect.STRICT, models);
    Set<Difference> differences = new LinkedHashSet<>();
    diagnostics(compat, strict, differences);
    Program program = compat.program() == null ? strict.program() : compat.program();
    if (program != null) {
      new DialectComparison(program, differences).walk();
    }
    return differences.stream()
        .sorted(Comparator.comparing(Difference::span).thenComparing(Difference::subject))
        .toList();
  }

  private static void diagnostics(
      Checker.Result compat, Checker.Result strict, Set<Difference> differences) {
    Set<Diagnostic> inCompat = errors(compat);
    Set<Diagnostic> inStrict = errors(strict);
    for (Diagnostic error : inCompat) {
      if (!inStrict.contains(error)) {
        differences.add(
            new Difference(error.span(), "check", "error: " + error.message(), accepted(strict)));
      }
    }
    for (Diagnostic error : inStrict) {
      if (!inCompat.contains(error)) {
        differences.add(
            new Difference(error.span(), "check", accepted(compat), "error: " + error.message()));
      }
    }
  }

  private static String accepted(Checker.Result result) {
    return result.program() == null ? "not reported" : "accepted";
  }

  private static Set<Diagnostic> errors(Checker.Result result) {
    Set<Diagnostic> errors = new HashSet<>();
    for (Diagnostic diagnostic : result.diagnostics()) {
      if (diagnostic.severity() == Severity.ERROR) {
        errors.add(diagnostic);
      }
    }
    return errors;
  }

  private void walk() {
    for (Definition definition : program.definitions()) {
      mayFail[definition.index()] = mayFail(definition.value());
      visit(definition.value());
    }
    for (Unit unit : program.units().values()) {
      for (Step step : unit.steps()) {
        terms(step).forEach(this::visit);
      }
    }
  }

  private static List<Term> terms(Step step) {
    List<Term> terms = new ArrayList<>();
    switch (step) {
      case Program.Define define -> {}
      case Enforce enforce -> {
        terms.addAll(enforce.rules());
        terms.addAll(enforce.effects());
      }
      case Perform perform -> terms.add(perform.call());
      case Require require -> {
        terms.add(require.path());
        if (require.condition() != null) {
          terms.add(require.condition());
        }
      }
    }
    return terms;
  }

  private void visit(Term term) {
    switch (term) {
      case Term.Compare compare -> compare(compare);
      case Term.Binary binary -> binary(binary);
      case Term.Negate negate -> {
        if (negate.type() == Type.INT && integer(negate) == null) {
          overflow(negate.span());
        }
      }
      case Term.Rule rule -> rule(rule);
      case Term.Call call -> {
        if (UNORDERED.contains(call.function().name())) {
          add(
              call.span(),
              "list made from a set",
              "order is undefined",
              "order of first appearance");
        }
      }
      default -> {}
    }
    Term.operands(term).forEach(this::visit);
  }

  private void compare(Term.Compare compare) {
    Term left = compare.left();
    Term right = compare.right();
    switch (compare.operator()) {
      case EQUAL, NOT_EQUAL -> {
        if (mayFail(left) || mayFail(right)) {
          add(
              compare.span(),
              "failed operand of `" + compare.operator().symbol() + "`",
              "counts as None",
              "the comparison fails too");
        }
      }
      case IN, NOT_IN -> {
        if (mayFail(left)) {
          add(
              compare.span(),
              "failed left side of `" + compare.operator().symbol() + "`",
              "counts as None",
              "the comparison fails too");
        }
      }
      case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> {
        if (mayBeNone(left) || mayBeNone(right)) {
          add(
              compare.span(),
              "None compared by `" + compare.operator().symbol() + "`",
              "gives False",
              "fails");
        }
      }
    }
  }

  /** Only a name that a test narrowed can still be None where an order is asked. */
  private boolean mayBeNone(Term term) {
    return term instanceof Term.Reference reference
        && !reference.type().admitsNone()
        && program.definitions().get(reference.definition()).type().admitsNone();
  }

  private void binary(Term.Binary binary) {
    boolean divides =
        binary.operator() == BinaryOperator.DIVIDE
            || binary.operator() == BinaryOperator.FLOOR_DIVIDE
            || binary.operator() == BinaryOperator.MODULO;
    if (divides && !nonZero(binary.right())) {
      add(binary.span(), "division by zero", "gives 0", "fails silently");
    }
    boolean grows =
        switch (binary.operator()) {
          case ADD, SUBTRACT, MULTIPLY, POWER, LEFT_SHIFT -> true;
          case DIVIDE, FLOOR_DIVIDE, MODULO, RIGHT_SHIFT, BIT_OR, BIT_XOR, BIT_AND -> false;
        };
    if (grows && binary.type() == Type.INT && integer(binary) == null) {
      overflow(binary.span());
    }
  }

  private void overflow(Span span) {
    add(span, "int beyond 64 bits", "is exact", "fails, counted");
  }

  private static boolean nonZero(Term divisor) {
    return divisor instanceof Term.Constant constant
        && constant.value() instanceof Number number
        && number.doubleValue() != 0;
  }

  /** The value of arithmetic on small literals, which cannot overflow; null if it is not known. */
  private static @Nullable BigInteger integer(Term term) {
    BigInteger value =
        switch (term) {
          case Term.Constant constant ->
              constant.value() instanceof Long number ? BigInteger.valueOf(number) : null;
          case Term.Negate negate -> {
            BigInteger operand = integer(negate.operand());
            yield operand == null ? null : operand.negate();
          }
          case Term.Binary binary -> integer(binary);
          default -> null;
        };
    return value != null && value.bitLength() < Long.SIZE ? value : null;
  }

  private static @Nullable BigInteger integer(Term.Binary binary) {
    BigInteger left = integer(binary.left());
    BigInteger right = integer(binary.right());
    if (left == null || right == null) {
      return null;
    }
    return switch (binary.operator()) {
      case ADD -> left.add(right);
      case SUBTRACT -> left.subtract(right);
      case MULTIPLY -> left.multiply(right);
      case POWER, LEFT_SHIFT, RIGHT_SHIFT, DIVIDE, FLOOR_DIVIDE, MODULO, BIT_OR, BIT_XOR, BIT_AND ->
          null;
    };
  }

  private void rule(Term.Rule rule) {
    if (rule.description().values().stream().anyMatch(this::mayFail)) {
      add(
          rule.description().span(),
          "failed name in the description of `" + rule.name() + "`",
          "the rule fails",
          "the rule keeps its value, the name prints as `{?}`");
    }
  }

  /** Whether the term can fail on some event; on the safe side for calls. */
  private boolean mayFail(Term term) {
    return switch (term) {
      case Term.Constant t -> false;
      case Term.Reference t -> mayFail[t.definition()];
      case Term.Json t -> true;
      case Term.Call t -> fails(t);
      case Term.Compare t ->
          switch (t.operator()) {
            case EQUAL, NOT_EQUAL -> false;
            case IN, NOT_IN -> mayFail(t.right());
            case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL ->
                mayFail(t.left()) || mayFail(t.right());
          };
      case Term.And t -> false;
      case Term.Or t -> false;
      case Term.Binary t -> integer(t) == null && (risky(t) || operandsMayFail(t));
      case Term.Not t -> operandsMayFail(t);
      case Term.Negate t -> operandsMayFail(t);
      case Term.ListOf t -> operandsMayFail(t);
      case Term.Format t -> operandsMayFail(t);
      case Term.Unwrap t -> operandsMayFail(t);
      case Term.Rule t -> operandsMayFail(t);
    };
  }

  private boolean operandsMayFail(Term term) {
    return Term.operands(term).stream().anyMatch(this::mayFail);
  }

  /** Whether the operator itself fails on some values. */
  private static boolean risky(Term.Binary binary) {
    return switch (binary.operator()) {
      case POWER, LEFT_SHIFT, RIGHT_SHIFT -> true;
      case ADD, SUBTRACT, MULTIPLY, DIVIDE, FLOOR_DIVIDE, MODULO, BIT_OR, BIT_XOR, BIT_AND -> false;
    };
  }

  /**
   * A call can fail unless it only reads the event; a default keeps it from failing if that cannot.
   */
  private boolean fails(Term.Call call) {
    return switch (call.function().name()) {
      case "GetActionName", "StringLength", "ListLength", "TimeDelta", "DeclareVerdict", "Entity" ->
          operandsMayFail(call);
      case "ResolveOptional", "Default" ->
          call.arguments().size() < 2
              || mayFail(call.arguments().get(1))
              || call.arguments().get(1).type().admitsNone();
      default -> true;
    };
  }

  private void add(Span span, String subject, String compat, String strict) {
    differences.add(new Difference(span, subject, compat, strict));
  }
}
