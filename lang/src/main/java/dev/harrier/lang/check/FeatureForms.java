package dev.harrier.lang.check;

import dev.harrier.feature.Aggregate;
import dev.harrier.feature.FeatureDeclaration;
import dev.harrier.lang.function.FeatureFunctions;
import dev.harrier.lang.function.Function;
import dev.harrier.lang.function.TimeFunctions;
import dev.harrier.lang.program.Program.Definition;
import dev.harrier.lang.program.Term;
import dev.harrier.lang.source.Diagnostic.Related;
import dev.harrier.lang.source.Span;
import dev.harrier.lang.syntax.Tree;
import dev.harrier.lang.syntax.Tree.Call;
import dev.harrier.lang.syntax.Tree.Expression;
import dev.harrier.lang.type.Compatibility;
import dev.harrier.lang.type.Compatibility.Fit;
import dev.harrier.lang.type.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Declared features: each call of such a form becomes a call that folds the event into the
 * feature's state.
 *
 * <p>What may be asked of the state, and when, is fixed here: the key begins with an entity, so
 * that the state can live with it; lengths of time are constants; and what a feature is computed
 * from is the event itself, or earlier features of the same entity ({@link FeatureReads}), so that
 * it can be folded where the entity lives, without asking anyone else.
 */
final class FeatureForms {
  private static final int TOP_MAX = 100;
  private static final int STEPS_MIN = 2;
  private static final int STEPS_MAX = 63;
  private static final Type DELTA = Type.Special.TIME_DELTA;
  private static final Type CONDITIONS = Type.listOf(Type.BOOL);
  private static final Type VALUES =
      new Type.Union(List.of(Type.STR, Type.INT, Type.FLOAT, Type.BOOL, Type.NONE));

  private final Project project;
  private final Map<Call, BoundCall> calls;
  private final Definitions definitions;
  private final ExpressionTypes types;
  private final Findings findings;
  private final String path;
  private final BiFunction<String, Term, Term> hidden;

  /**
   * @param hidden makes a definition of a name that no author can write, and returns a reference to
   *     it
   */
  FeatureForms(
      Project project,
      Map<Call, BoundCall> calls,
      Definitions definitions,
      ExpressionTypes types,
      Findings findings,
      String path,
      BiFunction<String, Term, Term> hidden) {
    this.project = project;
    this.calls = calls;
    this.definitions = definitions;
    this.types = types;
    this.findings = findings;
    this.path = path;
    this.hidden = hidden;
  }

  /** For whom a feature is kept, as a term. */
  static Term key(Span span, Term entity, Term rest) {
    return new Term.Call(
        span, Type.ANY, FeatureFunctions.keys(), List.of(entity, rest), List.of(), null);
  }

  /** The entity of a call that folds or reads a feature. */
  static Term entityOf(Term.Call feature, Definitions definitions) {
    return ((Term.Call) definitions.resolved(feature.arguments().getFirst()))
        .arguments()
        .getFirst();
  }

  /** The folding call that the form stands for; null after saying why there is none. */
  @Nullable Term term(Call call, String name) {
    int before = findings.errors();
    Term.Call term =
        switch (String.valueOf(Project.functionName(call))) {
          case "Sequence" -> sequence(call, name);
          case "Crossed" -> crossed(call, name);
          case "ReadCount" -> read(call);
          default -> folding(call, name, aggregate(call), key(call), when(call), value(call));
        };
    if (findings.errors() > before || term == null) {
      return null;
    }
    new FeatureReads(definitions, findings, name).check(term);
    return window(aggregate(term)) > 0 && term.function() != FeatureFunctions.reading()
        ? watchable(term, name)
        : term;
  }

  /**
   * A feature that {@code Crossed} may watch: its key and its filter are evaluated once for both.
   */
  private Term watchable(Term.Call feature, String name) {
    return new Term.Call(
        feature.span(),
        feature.type(),
        feature.function(),
        List.of(
            once("_" + name + ".key", feature.arguments().get(0)),
            once("_" + name + ".when_all", feature.arguments().get(1)),
            feature.arguments().get(2)),
        List.of(),
        feature.prepared());
  }

  private Term once(String name, Term term) {
    return named(term) ? term : hidden.apply(name, term);
  }

  /** Whether evaluating the term twice does what evaluating it once does. */
  private static boolean named(Term term) {
    return switch (term) {
      case Term.Constant constant -> true;
      case Term.Reference reference -> true;
      case Term.And and -> and.operands().stream().allMatch(FeatureForms::named);
      case Term.ListOf list -> list.items().stream().allMatch(FeatureForms::named);
      case Term.Unwrap unwrap -> named(unwrap.operand());
      case Term.Call call when call.function() == FeatureFunctions.keys() ->
          call.arguments().stream().allMatch(FeatureForms::named);
      default -> false;
    };
  }

  private Aggregate aggregate(Call call) {
    return switch (String.valueOf(Project.functionName(call))) {
      case "Count" -> new Aggregate.Count(length(call, "window"), flag(call, "exact"));
      case "CountUnique" -> new Aggregate.CountUnique(length(call, "window"));
      case "Sum" -> new Aggregate.Sum(length(call, "window"), flag(call, "exact"));
      case "Rate" -> new Aggregate.Rate(length(call, "half_life"));
      case "TopK" -> new Aggregate.TopK(length(call, "window"), places(call));
      case "FirstSeen" -> new Aggregate.FirstSeen();
      case String other -> throw new AssertionError("no feature form: " + other);
    };
  }

  /** What is folded; null where that is the event itself. */
  private @Nullable Term value(Call call) {
    return switch (String.valueOf(Project.functionName(call))) {
      case "CountUnique", "TopK" -> of(call, VALUES);
      case "Sum" -> of(call, Type.optional(Type.FLOAT));
      default -> null;
    };
  }

  private Term.Call folding(
      Call call,
      String name,
      Aggregate aggregate,
      @Nullable Term key,
      Term add,
      @Nullable Term value) {
    Type type = type(aggregate);
    long lateness = lateness(call);
    FeatureDeclaration declaration =
        new FeatureDeclaration(
            name, new DefinitionText(project).of(aggregate, call, path), aggregate, lateness);
    Term nothing = new Term.Constant(call.span(), Type.NONE, null);
    List<Term> arguments =
        key == null
            ? List.of(nothing, add, nothing)
            : List.of(key, add, value == null ? nothing : value);
    return new Term.Call(
        call.span(), type, FeatureFunctions.folding(type), arguments, List.of(), declaration);
  }

  private static Type type(Aggregate aggregate) {
    return switch (aggregate) {
      case Aggregate.Count count -> Type.INT;
      case Aggregate.CountUnique unique -> Type.INT;
      case Aggregate.Sum sum -> Type.FLOAT;
      case Aggregate.Rate rate -> Type.FLOAT;
      case Aggregate.TopK top -> Type.listOf(Type.STR);
      case Aggregate.FirstSeen seen -> DELTA;
      case Aggregate.Crossed crossed -> Type.BOOL;
      case Aggregate.Sequence sequence -> Type.BOOL;
      case Aggregate.Last last -> throw new AssertionError("no form keeps a last value");
    };
  }

  // Forms of their own.

  private Term.@Nullable Call sequence(Call call, String name) {
    Expression given = Project.given(call, "steps");
    List<Term> steps =
        types.as(given, call, "steps", CONDITIONS) instanceof Term.ListOf list
            ? list.items()
            : List.of();
    long within = length(call, "within");
    Term key = key(call);
    if (steps.size() < STEPS_MIN || steps.size() > STEPS_MAX) {
      error(
          "a sequence has " + STEPS_MIN + " to " + STEPS_MAX + " steps, written in the call",
          given.span(),
          "for example `steps=[Follow, Unfollow]`");
      return null;
    }
    List<Term> bits = new ArrayList<>();
    steps.forEach(step -> bits.add(new Term.And(step.span(), List.of(step))));
    Term value = new Term.ListOf(given.span(), Type.listOf(Type.BOOL), bits);
    Term always = new Term.Constant(call.span(), Type.BOOL, true);
    Aggregate aggregate = new Aggregate.Sequence(steps.size(), within);
    return folding(call, name, aggregate, key, always, value);
  }

  private Term.@Nullable Call crossed(Call call, String name) {
    Expression value = Project.given(call, "value");
    Term.Call feature = value instanceof Tree.Name ? declared(types.type(value)) : null;
    long window = feature == null ? 0 : window(aggregate(feature));
    if (feature == null || window == 0) {
      error(
          "argument `value` to `Crossed` must be the name of a feature that a threshold fits",
          value.span(),
          "expected a name that is assigned `Count(...)`, `CountUnique(...)`, `Sum(...)` or"
              + " `Rate(...)`");
      return null;
    }
    BoundCall bound = bound(call);
    double threshold = ((Number) given(bound, "threshold")).doubleValue();
    return folding(
        call,
        name,
        new Aggregate.Crossed(window, threshold),
        feature.arguments().get(0),
        feature.arguments().get(1),
        types.type(value));
  }

  /** For how long a feature's value has crossed a threshold; 0 if it has no size. */
  private static long window(Aggregate aggregate) {
    return switch (aggregate) {
      case Aggregate.Count count -> count.windowMicros();
      case Aggregate.CountUnique unique -> unique.windowMicros();
      case Aggregate.Sum sum -> sum.windowMicros();
      case Aggregate.Rate rate -> rate.halfLifeMicros();
      case Aggregate.TopK top -> 0;
      case Aggregate.FirstSeen seen -> 0;
      case Aggregate.Crossed crossed -> 0;
      case Aggregate.Sequence sequence -> 0;
      case Aggregate.Last last -> 0;
    };
  }

  private Term.@Nullable Call read(Call call) {
    String name = String.valueOf(given(bound(call), "counter"));
    Expression place = Project.given(call, "counter");
    Definition definition = definitions.of(new Tree.Name(place.span(), name), path);
    Term.Call counter = definition == null ? null : declared(definition.value());
    if (definition == null || counter == null || counter.type() != Type.INT) {
      notCounter(name, place, definition);
      return null;
    }
    Term key = key(call);
    if (key == null) {
      return null;
    }
    Term entity = ((Term.Call) key).arguments().getFirst();
    String expected = entityType(entityOf(counter, definitions));
    String found = entityType(entity);
    if (expected != null && found != null && !expected.equals(found)) {
      findings.error(
          Checks.FEATURES,
          "`" + name + "` is kept for another type of entity",
          entity.span(),
          List.of("entity has type `" + found + "`, expected `" + expected + "`"),
          List.of(Findings.at(definition.span(), "`" + name + "` is declared here")));
    }
    return new Term.Call(
        call.span(),
        Type.INT,
        FeatureFunctions.reading(),
        List.of(key),
        List.of(),
        counter.prepared());
  }

  private void notCounter(String name, Expression place, @Nullable Definition definition) {
    if (definition == null) {
      String similar = Similar.to(name, counters());
      String hint = "no `Count(...)` or `CountUnique(...)` is assigned to it, here or in an import";
      error(
          "unknown counter `" + name + "`",
          place.span(),
          similar == null ? hint : hint + "; did you mean `" + similar + "`?");
    } else {
      findings.error(
          Checks.FEATURES,
          "`" + name + "` is no counter",
          place.span(),
          List.of("expected the name of a `Count(...)` or `CountUnique(...)`"),
          List.of(Findings.at(definition.span(), "`" + name + "` is defined here")));
    }
  }

  private List<String> counters() {
    return definitions.list().stream()
        .filter(d -> d.value() instanceof Term.Call c && declared(c) != null)
        .filter(d -> d.value().type() == Type.INT)
        .map(Definition::name)
        .toList();
  }

  // Parts of the forms.

  /** The folding call that a term is or names; null if it is none. */
  private Term.@Nullable Call declared(Term term) {
    return definitions.resolved(term) instanceof Term.Call call
            && call.prepared() instanceof FeatureDeclaration
            && call.function() != FeatureFunctions.reading()
        ? call
        : null;
  }

  private static Aggregate aggregate(Term.Call feature) {
    if (feature.prepared() instanceof FeatureDeclaration declaration) {
      return declaration.aggregate();
    }
    throw new AssertionError("no feature: " + feature);
  }

  private @Nullable Term key(Call call) {
    Expression given = Project.given(call, "key");
    if (!(given instanceof Tree.ListLiteral list) || list.items().isEmpty()) {
      error(
          "argument `key` to `"
              + Project.functionName(call)
              + "` must be a list of an entity,"
              + " alone or followed by plain values",
          given.span(),
          "for example `key=[UserId]` or `key=[UserId, Domain]`");
      return null;
    }
    Expression first = list.items().getFirst();
    Term entity = types.type(first);
    if (!(Compatibility.withoutNone(entity.type()) instanceof Type.EntityOf)) {
      findings.error(
          Checks.FEATURES,
          "the first item of `key` must be an entity",
          first.span(),
          List.of(ExpressionTypes.has(entity.type()) + ", the state lives with the entity"),
          types.origin(first, entity.type()));
      return null;
    }
    List<Term> rest = new ArrayList<>();
    for (Expression item : list.items().subList(1, list.items().size())) {
      rest.add(plain(item, "an item of `key` after the first must be a plain value", VALUES));
    }
    Term values =
        rest.isEmpty()
            ? new Term.Constant(given.span(), Type.listOf(Type.ANY), List.of())
            : new Term.ListOf(given.span(), Type.listOf(Type.ANY), rest);
    return key(given.span(), entity, values);
  }

  /** A value in its plain form; an absent entity is None. */
  private Term plain(Expression expression, String expectation, Type expected) {
    Term term = types.type(expression);
    Type present = Compatibility.withoutNone(term.type());
    if (present instanceof Type.EntityOf entity) {
      return new Term.Unwrap(term.span(), Type.optional(entity.id()), term);
    }
    if (types.fit(term, expected) == Fit.NONE) {
      findings.error(
          Checks.FEATURES,
          expectation,
          expression.span(),
          List.of(ExpressionTypes.has(term.type())),
          types.origin(expression, term.type()));
    }
    return types.as(term, expected);
  }

  private Term of(Call call, Type expected) {
    String what = expected == VALUES ? "a plain value" : "a number";
    return plain(
        Project.given(call, "of"),
        "argument `of` to `" + Project.functionName(call) + "` must be " + what,
        expected);
  }

  /** Whether all conditions hold; a failed one does not. */
  private Term when(Call call) {
    Expression given = Project.argument(call, "when_all");
    if (given == null) {
      return new Term.Constant(call.span(), Type.BOOL, true);
    }
    Term list = types.as(given, call, "when_all", CONDITIONS);
    return list instanceof Term.ListOf literal
        ? new Term.And(given.span(), literal.items())
        : new Term.Call(
            given.span(), Type.BOOL, FeatureFunctions.all(), List.of(list), List.of(), null);
  }

  /** A constant length of time in microseconds, greater than 0. */
  private long length(Call call, String parameter) {
    Expression given = Project.given(call, parameter);
    int before = findings.errors();
    Long micros = constant(types.as(given, call, parameter, DELTA));
    if (findings.errors() > before) {
      return 1;
    }
    if (micros == null || micros <= 0) {
      error(
          "argument `"
              + parameter
              + "` to `"
              + Project.functionName(call)
              + "` must be a constant length of time greater than 0",
          given.span(),
          "for example `" + parameter + "=TimeDelta(hours=1)`");
      return 1;
    }
    return micros;
  }

  private long lateness(Call call) {
    Expression given = Project.argument(call, "allowed_lateness");
    if (given == null) {
      return FeatureDeclaration.LATENESS_MICROS;
    }
    Long micros = constant(types.as(given, call, "allowed_lateness", DELTA));
    if (micros == null || micros < 0) {
      error(
          "argument `allowed_lateness` to `"
              + Project.functionName(call)
              + "` must be a constant length of time, at least 0",
          given.span(),
          "for example `allowed_lateness=TimeDelta(minutes=10)`");
      return 0;
    }
    return micros;
  }

  private @Nullable Long constant(Term term) {
    return definitions.resolved(term) instanceof Term.Call call
            && call.prepared() instanceof TimeFunctions.Length length
            && length.value() != null
        ? (Long) length.value().micros()
        : null;
  }

  private int places(Call call) {
    Expression given = Project.given(call, "k");
    if (given(bound(call), "k") instanceof Long k && k >= 1 && k <= TOP_MAX) {
      return k.intValue();
    }
    error("argument `k` to `TopK` must be an int from 1 to " + TOP_MAX, given.span());
    return 1;
  }

  private boolean flag(Call call, String parameter) {
    return Boolean.TRUE.equals(bound(call).constants().get(parameter));
  }

  private BoundCall bound(Call call) {
    BoundCall bound = calls.get(call);
    if (bound == null) {
      throw new AssertionError("checked before: call at " + call.span());
    }
    return bound;
  }

  private static Object given(BoundCall bound, String constant) {
    Object value = bound.constants().get(constant);
    if (value == null) {
      throw new AssertionError("checked before: " + constant);
    }
    return value;
  }

  /** Type of the entity that a term gives; null where that cannot be told. */
  private @Nullable String entityType(Term term) {
    return term instanceof Term.Reference reference
        ? definitions.at(reference.definition()).entityType()
        : null;
  }

  private void error(String message, Span span, String... hints) {
    findings.error(Checks.FEATURES, message, span, List.of(hints), List.<Related>of());
  }

  /** Whether the function's calls declare a feature, or read one. */
  static boolean isForm(@Nullable Function function) {
    return function != null && function.form() && function.category().equals("Feature");
  }
}
