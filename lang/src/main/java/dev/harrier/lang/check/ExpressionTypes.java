package dev.harrier.lang.check;

import dev.harrier.lang.check.Hoisting.Hoisted;
import dev.harrier.lang.check.Operators.Overload;
import dev.harrier.lang.function.Function;
import dev.harrier.lang.function.Parameter;
import dev.harrier.lang.function.WindowFunctions;
import dev.harrier.lang.program.Program.Definition;
import dev.harrier.lang.program.Term;
import dev.harrier.lang.source.Diagnostic.Related;
import dev.harrier.lang.source.Span;
import dev.harrier.lang.syntax.Tree;
import dev.harrier.lang.syntax.Tree.Argument;
import dev.harrier.lang.syntax.Tree.BooleanOperator;
import dev.harrier.lang.syntax.Tree.Call;
import dev.harrier.lang.syntax.Tree.CompareOperator;
import dev.harrier.lang.syntax.Tree.Expression;
import dev.harrier.lang.syntax.Tree.Name;
import dev.harrier.lang.type.Compatibility;
import dev.harrier.lang.type.Compatibility.Fit;
import dev.harrier.lang.type.Type;
import dev.harrier.lang.type.TypeText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Turns the expressions of one file into typed terms. A mistake is reported once, where it is made:
 * a term whose type cannot be told has type {@code Any}, which goes with nearly everything.
 */
final class ExpressionTypes {
  private static final Type PRINTABLE =
      new Type.Union(List.of(Type.INT, Type.FLOAT, Type.BOOL, Type.STR));

  private static final Type BOOLS = Type.listOf(Type.BOOL);
  private static final Type RULES = Type.listOf(Type.Special.RULE);
  private static final Type ANYTHING = Type.listOf(Type.ANY);

  private final Project project;
  private final Map<Call, BoundCall> calls;
  private final Definitions definitions;
  private final Findings findings;
  private final String path;
  private final Map<Call, Hoisted> hoisted;

  ExpressionTypes(
      Project project,
      Map<Call, BoundCall> calls,
      Map<Call, Hoisted> hoisted,
      Definitions definitions,
      Findings findings,
      String path) {
    this.project = project;
    this.calls = calls;
    this.hoisted = hoisted;
    this.definitions = definitions;
    this.findings = findings;
    this.path = path;
  }

  /** The typed form of an expression. */
  Term type(Expression expression) {
    return type(expression, Narrowing.NONE);
  }

  /** The typed form of an expression that has been checked before: nothing is reported again. */
  Term quietly(Expression expression) {
    return new ExpressionTypes(project, calls, hoisted, definitions, new Findings(), path)
        .type(expression);
  }

  private Term type(Expression expression, Narrowing narrowing) {
    return switch (expression) {
      case Name e -> name(e, narrowing);
      case Tree.StringLiteral e -> constant(e, Type.STR);
      case Tree.IntLiteral e -> constant(e, Type.INT);
      case Tree.FloatLiteral e -> constant(e, Type.FLOAT);
      case Tree.BoolLiteral e -> constant(e, Type.BOOL);
      case Tree.NoneLiteral e -> constant(e, Type.NONE);
      case Tree.FormatString e -> format(e, narrowing);
      case Tree.ListLiteral e -> list(e, narrowing);
      case Call e -> call(e, narrowing);
      case Tree.Attribute e -> attribute(e);
      case Tree.Binary e -> binary(e, narrowing);
      case Tree.Unary e ->
          e.operator() == Tree.UnaryOperator.NOT ? not(e, narrowing) : negate(e, narrowing);
      case Tree.Compare e -> compare(e, narrowing);
      case Tree.BooleanOperation e -> booleans(e, narrowing);
    };
  }

  private static Term constant(Expression literal, Type type) {
    return new Term.Constant(literal.span(), type, Literals.value(literal));
  }

  private Term name(Name name, Narrowing narrowing) {
    Definition definition = definitions.of(name, path);
    if (definition == null) {
      throw new AssertionError("checked before: " + name.identifier());
    }
    Type type = definition.type();
    if (narrowing.names().contains(name.identifier())) {
      type = Compatibility.withoutNone(type);
    }
    return new Term.Reference(name.span(), type, definition.index());
  }

  private Term attribute(Tree.Attribute attribute) {
    error("attributes aren't supported yet", attribute.span(), List.of(), List.of());
    return unknown(attribute);
  }

  private static Term unknown(Expression expression) {
    return new Term.Constant(expression.span(), Type.ANY, null);
  }

  private Term.Format format(Tree.FormatString format, Narrowing narrowing) {
    List<String> names = new ArrayList<>();
    List<Term> values = new ArrayList<>();
    for (Name name : format.names()) {
      Term value = name(name, narrowing);
      Definition definition = definitions.of(name, path);
      if (definition != null && definitions.isSecret(definition)) {
        error(
            "format strings can not include non-extractable features",
            name.span(),
            List.of("name '" + name.identifier() + "' is marked as non-extractable"),
            List.of());
      }
      if (fit(value, PRINTABLE) == Fit.NONE) {
        error(
            "unsupported type for f-string substitution",
            name.span(),
            List.of(
                "has type `"
                    + TypeText.of(value.type())
                    + "`, expected one of `int`, `float`, `bool`, `str`"),
            origin(name, value.type()));
      }
      names.add(name.identifier());
      values.add(as(value, PRINTABLE));
    }
    return new Term.Format(format.span(), format.template(), names, values);
  }

  private Term list(Tree.ListLiteral list, Narrowing narrowing) {
    List<Term> items = new ArrayList<>();
    Set<Type> types = new LinkedHashSet<>();
    for (Expression item : list.items()) {
      Term term = type(item, narrowing);
      items.add(term);
      types.add(term.type());
    }
    if (project.strict() && types.equals(Set.of(Type.Special.RULE, Type.BOOL))) {
      items.replaceAll(item -> as(item, Type.BOOL));
      types = Set.of(Type.BOOL);
    }
    if (types.size() > 1) {
      String found =
          types.stream()
              .map(t -> "`" + TypeText.of(t) + "`")
              .sorted()
              .collect(Collectors.joining(", "));
      error(
          "found multiple different types in list literal, unable to infer type",
          list.span(),
          List.of("has types " + found),
          List.of());
    }
    Type type = Type.listOf(types.size() == 1 ? types.iterator().next() : Type.ANY);
    return Literals.isPlain(list)
        ? new Term.Constant(list.span(), type, Literals.value(list))
        : new Term.ListOf(list.span(), type, items);
  }

  private Term binary(Tree.Binary binary, Narrowing narrowing) {
    Term left = type(binary.left(), narrowing);
    Term right = type(binary.right(), narrowing);
    if (left.type() != Type.ANY && right.type() != Type.ANY) {
      for (Overload overload : Operators.overloads(binary.operator())) {
        if (fit(left, overload.left()) != Fit.NONE && fit(right, overload.right()) != Fit.NONE) {
          return new Term.Binary(
              binary.span(),
              overload.result(),
              binary.operator(),
              as(left, overload.left()),
              as(right, overload.right()));
        }
      }
    }
    unsupported(
        binary.operator().symbol(), binary.span(), binary.left(), left, binary.right(), right);
    return unknown(binary);
  }

  private void unsupported(
      String operator,
      Span span,
      Expression left,
      Term leftTerm,
      Expression right,
      Term rightTerm) {
    error(
        "unsupported operand types for `" + operator + "`",
        span,
        List.of(
            "no implementation for `"
                + TypeText.of(leftTerm.type())
                + " "
                + operator
                + " "
                + TypeText.of(rightTerm.type())
                + "`"),
        sides(left, leftTerm.type(), right, rightTerm.type()));
  }

  private Term negate(Tree.Unary unary, Narrowing narrowing) {
    Term operand = type(unary.operand(), narrowing);
    if (fit(operand, Type.FLOAT) == Fit.NONE) {
      error(
          "bad operand type for unary -: `" + TypeText.python(operand.type()) + "`",
          unary.span(),
          List.of("unary `-` should be used on `int` types or `float` types like `-3`"),
          side(unary.operand(), operand.type()));
    }
    return new Term.Negate(unary.span(), operand.type(), operand);
  }

  private Term not(Tree.Unary unary, Narrowing narrowing) {
    Term operand = type(unary.operand(), narrowing);
    if (fit(operand, Type.BOOL) == Fit.NONE) {
      error(
          "`not` only works on `bool` types",
          unary.span(),
          List.of("`not` should be used on `bool` types like `not (X == Y)`"),
          side(unary.operand(), operand.type()));
    }
    return new Term.Not(unary.span(), as(operand, Type.BOOL));
  }

  private Term booleans(Tree.BooleanOperation operation, Narrowing narrowing) {
    List<Term> operands = new ArrayList<>();
    Narrowing known = narrowing;
    for (Expression operand : operation.operands()) {
      Term term = type(operand, known);
      if (fit(term, Type.BOOL) == Fit.NONE) {
        error(
            "unsupported operand type for `" + operation.operator().symbol() + "`",
            operand.span(),
            List.of(has(term.type()) + ", expected `bool`"),
            origin(operand, term.type()));
      }
      operands.add(as(term, Type.BOOL));
      known = known.after(operand, operation.operator(), project.strict());
    }
    return operation.operator() == BooleanOperator.AND
        ? new Term.And(operation.span(), operands)
        : new Term.Or(operation.span(), operands);
  }

  private Term compare(Tree.Compare compare, Narrowing narrowing) {
    Term left = type(compare.left(), narrowing);
    Term right = type(compare.right(), narrowing);
    return switch (compare.operator()) {
      case EQUAL, NOT_EQUAL -> equality(compare, left, right);
      case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> order(compare, left, right);
      case IN, NOT_IN -> membership(compare, left, right);
    };
  }

  private Term order(Tree.Compare compare, Term left, Term right) {
    if (fit(left, Type.FLOAT) == Fit.NONE || fit(right, Type.FLOAT) == Fit.NONE) {
      unsupported(
          compare.operator().symbol(),
          compare.span(),
          compare.left(),
          left,
          compare.right(),
          right);
      return unknown(compare);
    }
    return compared(compare, as(left, Type.FLOAT), as(right, Type.FLOAT));
  }

  private static Term compared(Tree.Compare compare, Term left, Term right) {
    return new Term.Compare(compare.span(), compare.operator(), left, right);
  }

  private Term equality(Tree.Compare compare, Term left, Term right) {
    Type a = left.type();
    Type b = right.type();
    boolean none = a == Type.NONE || b == Type.NONE;
    if (none || Compatibility.assignable(a, b) || Compatibility.assignable(b, a)) {
      return compared(compare, left, right);
    }
    if (fit(left, b) == Fit.NONE && fit(right, a) == Fit.NONE) {
      always(compare, "left and right sides have incompatible types", sides(compare, a, b));
    }
    return fit(left, b) == Fit.UNWRAPPED
        ? compared(compare, as(left, b), right)
        : compared(compare, left, as(right, a));
  }

  private Term membership(Tree.Compare compare, Term left, Term right) {
    if (fit(right, ANYTHING) != Fit.NONE) {
      Term list = as(right, ANYTHING);
      Type item = list.type() instanceof Type.ListOf of ? of.item() : Type.ANY;
      if (fit(left, item) == Fit.NONE && !Compatibility.assignable(item, left.type())) {
        List<Related> related = new ArrayList<>(side(compare.left(), left.type()));
        related.add(
            Findings.at(
                compare.right().span(), "list items have type `" + TypeText.of(item) + "`"));
        related.addAll(origin(compare.right(), list.type()));
        always(compare, "item has incompatible type with list elements", related);
      }
      boolean direct = Compatibility.assignable(item, left.type());
      return compared(compare, direct ? left : as(left, item), list);
    }
    if (fit(left, Type.STR) == Fit.NONE || fit(right, Type.STR) == Fit.NONE) {
      unsupported(
          compare.operator().symbol(),
          compare.span(),
          compare.left(),
          left,
          compare.right(),
          right);
      return unknown(compare);
    }
    return compared(compare, as(left, Type.STR), as(right, Type.STR));
  }

  /** A comparison whose sides have nothing in common. */
  private void always(Tree.Compare compare, String message, List<Related> related) {
    boolean negated =
        compare.operator() == CompareOperator.NOT_EQUAL
            || compare.operator() == CompareOperator.NOT_IN;
    error(
        message,
        compare.span(),
        List.of("comparison will always result in `" + (negated ? "True" : "False") + "`"),
        related);
  }

  private Term call(Call call, Narrowing narrowing) {
    BoundCall bound = calls.get(call);
    if (bound == null) {
      throw new AssertionError("checked before: call at " + call.span());
    }
    Map<String, Type> variables = new HashMap<>();
    Map<String, Term> arguments = arguments(call, bound.function(), narrowing, variables);
    return built(call, bound, arguments, variables);
  }

  /** Checks the arguments of a call whose result has the type that its assignment says. */
  void arguments(Call call) {
    Function function = project.function(call);
    if (function != null) {
      arguments(call, function, Narrowing.NONE, new HashMap<>());
    }
  }

  private Map<String, Term> arguments(
      Call call, Function function, Narrowing narrowing, Map<String, Type> variables) {
    Map<String, Term> arguments = new LinkedHashMap<>();
    Map<String, Argument> sources = new HashMap<>();
    for (Argument argument : call.arguments()) {
      Parameter parameter = parameter(function, argument.name());
      Term term = argument(argument.value(), parameter, narrowing);
      arguments.put(argument.name(), term);
      if (parameter == null) {
        expect(function, argument, term, BOOLS, "list[bool]");
      } else if (mentionsVariable(parameter.type())) {
        infer(argument, parameter, term, variables, sources);
      } else {
        String text = TypeText.of(parameter.type());
        expect(
            function,
            argument,
            term,
            parameter.type(),
            parameter.constant() ? "ConstExpr[" + text + "]" : text);
      }
    }
    return arguments;
  }

  private Term argument(Expression value, @Nullable Parameter parameter, Narrowing narrowing) {
    boolean conditions = parameter == null || parameter.type().equals(BOOLS);
    return project.strict() && conditions && value instanceof Tree.ListLiteral list
        ? conditions(list, narrowing)
        : type(value, narrowing);
  }

  /**
   * A list of conditions in the strict dialect: what one says of a name holds for those after it,
   * and rules count as their values.
   */
  private Term conditions(Tree.ListLiteral list, Narrowing narrowing) {
    Narrowing known = narrowing;
    List<Term> items = new ArrayList<>();
    for (Expression item : list.items()) {
      Term term = type(item, known);
      if (fit(term, Type.BOOL) == Fit.NONE) {
        return list(list, narrowing);
      }
      items.add(as(term, Type.BOOL));
      known = known.after(item, BooleanOperator.AND, true);
    }
    return Literals.isPlain(list)
        ? list(list, narrowing)
        : new Term.ListOf(list.span(), BOOLS, items);
  }

  private static @Nullable Parameter parameter(Function function, String name) {
    for (Parameter parameter : function.parameters()) {
      if (parameter.name().equals(name)) {
        return parameter;
      }
    }
    return null;
  }

  private void expect(Function function, Argument argument, Term term, Type expected, String text) {
    if (fit(term, expected) == Fit.NONE) {
      error(
          "argument `" + argument.name() + "` to `" + function.name() + "` has incompatible type",
          argument.value().span(),
          List.of(has(term.type()) + ", expected `" + text + "`"),
          origin(argument.value(), term.type()));
    }
  }

  private void infer(
      Argument argument,
      Parameter parameter,
      Term term,
      Map<String, Type> variables,
      Map<String, Argument> sources) {
    Type type = term.type();
    boolean optional = parameter.type().admitsNone();
    if (optional) {
      type = Compatibility.withoutNone(type);
    }
    if (type == Type.NONE) {
      return;
    }
    String variable = variable(parameter.type());
    Type earlier = variables.putIfAbsent(variable, type);
    Argument source = sources.putIfAbsent(variable, argument);
    if (earlier != null && source != null && !earlier.equals(type)) {
      findings.error(
          Checks.TYPES,
          "conflicting generic types",
          argument.value().span(),
          List.of(has(type) + ", expected `" + TypeText.of(earlier) + "`"),
          List.of(Findings.at(source.value().span())),
          "argument `" + source.name() + "` " + has(earlier));
    }
  }

  static boolean mentionsVariable(Type type) {
    return switch (type) {
      case Type.Variable variable -> true;
      case Type.ListOf list -> mentionsVariable(list.item());
      case Type.EntityOf entity -> mentionsVariable(entity.id());
      case Type.Union union -> union.members().stream().anyMatch(ExpressionTypes::mentionsVariable);
      case Type.Any any -> false;
      case Type.Simple simple -> false;
      case Type.Special special -> false;
    };
  }

  private static String variable(Type type) {
    return switch (type) {
      case Type.Variable variable -> variable.name();
      case Type.ListOf list -> variable(list.item());
      case Type.EntityOf entity -> variable(entity.id());
      case Type.Union union ->
          variable(
              union.members().stream()
                  .filter(ExpressionTypes::mentionsVariable)
                  .findFirst()
                  .orElseThrow());
      case Type.Any any -> "";
      case Type.Simple simple -> "";
      case Type.Special special -> "";
    };
  }

  private Term built(
      Call call, BoundCall bound, Map<String, Term> arguments, Map<String, Type> variables) {
    Function function = bound.function();
    Type returns = function.returns() == null ? Type.NONE : function.returns();
    Type type = result(call, returns, variables);
    List<Term> values = new ArrayList<>();
    for (Parameter parameter : function.parameters()) {
      Term given = arguments.remove(parameter.name());
      if (!parameter.constant()) {
        Type expected = substituted(parameter.type(), variables);
        values.add(
            given == null
                ? new Term.Constant(call.span(), expected, parameter.defaultValue())
                : as(given, expected));
      }
    }
    List<String> extraNames = List.copyOf(arguments.keySet());
    arguments.values().forEach(extra -> values.add(as(extra, BOOLS)));
    Hoisted kept = hoisted.get(call);
    return kept == null
        ? new Term.Call(call.span(), type, function, values, extraNames, bound.prepared())
        : keptWithEntity(call, type, function, kept, values);
  }

  /** The call with its key taken apart: entity, other values, then what else the function takes. */
  private Term keptWithEntity(
      Call call, Type type, Function function, Hoisted kept, List<Term> values) {
    Function ofEntity = WindowFunctions.ofEntity(function.name());
    List<Term> rest = kept.rest().stream().map(n -> as(named(n, kept.path()), PRINTABLE)).toList();
    Term others =
        rest.isEmpty()
            ? new Term.Constant(call.span(), ANYTHING, List.of())
            : new Term.ListOf(call.span(), ANYTHING, rest);
    List<Term> arguments = new ArrayList<>();
    arguments.add(FeatureForms.key(call.span(), named(kept.entity(), kept.path()), others));
    for (Parameter parameter : ofEntity.parameters().subList(1, ofEntity.parameters().size())) {
      for (int i = 0; i < function.parameters().size(); i++) {
        if (function.parameters().get(i).name().equals(parameter.name())) {
          arguments.add(values.get(i));
        }
      }
    }
    return new Term.Call(call.span(), type, ofEntity, arguments, List.of(), kept.feature());
  }

  private Term named(Name name, String file) {
    Definition definition = definitions.of(name, file);
    if (definition == null) {
      throw new AssertionError("checked before: " + name.identifier());
    }
    return new Term.Reference(name.span(), definition.type(), definition.index());
  }

  private Type result(Call call, Type returns, Map<String, Type> variables) {
    if (!mentionsVariable(returns)) {
      return returns;
    }
    if (!variables.containsKey(variable(returns))) {
      error(
          "cannot tell the type of the result",
          call.span(),
          List.of("all arguments that decide it are `None`"),
          List.of());
    }
    return substituted(returns, variables);
  }

  private static Type substituted(Type type, Map<String, Type> variables) {
    return switch (type) {
      case Type.Variable variable -> variables.getOrDefault(variable.name(), Type.ANY);
      case Type.ListOf list -> Type.listOf(substituted(list.item(), variables));
      case Type.EntityOf entity -> new Type.EntityOf(substituted(entity.id(), variables));
      case Type.Union union -> {
        List<Type> members = new ArrayList<>();
        for (Type member : union.members()) {
          members.addAll(Compatibility.members(substituted(member, variables)));
        }
        yield members.contains(Type.ANY) ? Type.ANY : Compatibility.union(members);
      }
      case Type.Any any -> any;
      case Type.Simple simple -> simple;
      case Type.Special special -> special;
    };
  }

  /** {@code Rule(…)}, with the name that it is assigned to. */
  Term rule(Call call, String name) {
    Term when = as(Project.given(call, "when_all"), call, "when_all", BOOLS);
    Expression description = Project.given(call, "description");
    Term.Format text =
        switch (description) {
          case Tree.FormatString format -> format(format, Narrowing.NONE);
          case Tree.StringLiteral literal ->
              new Term.Format(literal.span(), literal.value(), List.of(), List.of());
          default -> throw new AssertionError("checked before: description of " + name);
        };
    return new Term.Rule(call.span(), name, when, text);
  }

  /**
   * The typed argument of one of the language's own forms, checked against what the form expects.
   */
  Term as(Expression value, Call call, String parameter, Type expected) {
    boolean conditions = project.strict() && expected.equals(BOOLS);
    Term term =
        conditions && value instanceof Tree.ListLiteral list
            ? conditions(list, Narrowing.NONE)
            : type(value);
    if (fit(term, expected) == Fit.NONE) {
      error(
          "argument `"
              + parameter
              + "` to `"
              + Project.functionName(call)
              + "` has incompatible type",
          value.span(),
          List.of(has(term.type()) + ", expected `" + TypeText.of(expected) + "`"),
          origin(value, term.type()));
    }
    return as(term, expected);
  }

  /** How the term fits; in the strict dialect a list literal of rules is also one of bools. */
  Fit fit(Term term, Type expected) {
    return rulesAsBools(term, expected) ? Fit.UNWRAPPED : Compatibility.fit(term.type(), expected);
  }

  private boolean rulesAsBools(Term term, Type expected) {
    return project.strict()
        && term instanceof Term.ListOf list
        && list.type().equals(RULES)
        && Compatibility.assignable(BOOLS, expected)
        && !Compatibility.assignable(RULES, expected);
  }

  /** The term where the type is expected: unwrapped if it only fits so. */
  Term as(Term term, Type expected) {
    if (rulesAsBools(term, expected) && term instanceof Term.ListOf list) {
      List<Term> values = list.items().stream().map(item -> as(item, Type.BOOL)).toList();
      return new Term.ListOf(list.span(), BOOLS, values);
    }
    Type plain = Compatibility.plain(term.type());
    return plain != null && fit(term, expected) == Fit.UNWRAPPED
        ? new Term.Unwrap(term.span(), plain, term)
        : term;
  }

  static String has(Type type) {
    return "has type `" + TypeText.of(type) + "`";
  }

  private List<Related> sides(Tree.Compare compare, Type left, Type right) {
    return sides(compare.left(), left, compare.right(), right);
  }

  private List<Related> sides(Expression left, Type leftType, Expression right, Type rightType) {
    List<Related> related = new ArrayList<>(side(left, leftType));
    related.addAll(side(right, rightType));
    return related;
  }

  private List<Related> side(Expression operand, Type type) {
    List<Related> related = new ArrayList<>();
    related.add(Findings.at(operand.span(), has(type)));
    related.addAll(origin(operand, type));
    return related;
  }

  /** Where a name comes from, if the expression is one. */
  List<Related> origin(Expression expression, Type type) {
    Definition definition = expression instanceof Name name ? definitions.of(name, path) : null;
    return definition == null
        ? List.of()
        : List.of(
            Findings.at(
                definition.span(),
                "variable `"
                    + definition.name()
                    + "` with incompatible type `"
                    + TypeText.of(type)
                    + "` originally defined here"));
  }

  private void error(String message, Span span, List<String> hints, List<Related> related) {
    findings.error(Checks.TYPES, message, span, hints, related);
  }

  /**
   * Whether the value is a secret one passed on: by name, in a list, or through a call. Operators
   * and comparisons give clean results.
   */
  boolean passesOnSecret(Expression expression) {
    return switch (expression) {
      case Name e -> {
        Definition definition = definitions.of(e, path);
        yield definition != null && definitions.isSecret(definition);
      }
      case Tree.ListLiteral e -> e.items().stream().anyMatch(this::passesOnSecret);
      case Call e -> e.arguments().stream().anyMatch(a -> passesOnSecret(a.value()));
      case Tree.StringLiteral e -> false;
      case Tree.IntLiteral e -> false;
      case Tree.FloatLiteral e -> false;
      case Tree.BoolLiteral e -> false;
      case Tree.NoneLiteral e -> false;
      case Tree.FormatString e -> false;
      case Tree.Attribute e -> false;
      case Tree.Binary e -> false;
      case Tree.Unary e -> false;
      case Tree.Compare e -> false;
      case Tree.BooleanOperation e -> false;
    };
  }
}
