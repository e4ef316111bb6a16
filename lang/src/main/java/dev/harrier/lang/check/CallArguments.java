package dev.harrier.lang.check;

import dev.harrier.lang.check.Constants.Known;
import dev.harrier.lang.check.Project.Use;
import dev.harrier.lang.function.Function;
import dev.harrier.lang.function.Function.BadArgument;
import dev.harrier.lang.function.Function.CallSite;
import dev.harrier.lang.function.Function.Preparation;
import dev.harrier.lang.function.Function.Problem;
import dev.harrier.lang.function.Parameter;
import dev.harrier.lang.program.JsonPath;
import dev.harrier.lang.source.Span;
import dev.harrier.lang.syntax.Tree;
import dev.harrier.lang.syntax.Tree.Argument;
import dev.harrier.lang.syntax.Tree.Call;
import dev.harrier.lang.type.Type;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Every call names a function, gives it the arguments it needs and no others, and constants that it
 * accepts.
 */
final class CallArguments {
  /** A keyword that functions with further keywords use themselves. */
  private static final String RESERVED = "extra_arguments";

  private final Project project;
  private final Findings findings;
  private final Constants constants;
  private final Map<Call, BoundCall> bound = new IdentityHashMap<>();
  private final Map<String, Map<String, Parameter>> parameters = new HashMap<>();

  private CallArguments(Project project, Findings findings) {
    this.project = project;
    this.findings = findings;
    this.constants = new Constants(project, findings);
  }

  /** Returns the calls in which nothing is wrong, by identity. */
  static Map<Call, BoundCall> check(Project project, Findings findings) {
    CallArguments check = new CallArguments(project, findings);
    for (Use use : project.uses) {
      check.call(use);
    }
    return check.bound;
  }

  private void call(Use use) {
    Call call = use.call();
    Function function = project.function(call);
    if (function == null) {
      unknown(call);
      return;
    }
    if (!keywords(call, function)) {
      return;
    }
    Map<String, Known> known = new LinkedHashMap<>();
    if (constants(use, function, known)) {
      construct(use, function, known);
    }
  }

  private void unknown(Call call) {
    if (call.function() instanceof Tree.Name name) {
      error("unknown function: `" + name.identifier() + "`", call.span(), "called here");
    } else {
      error(
          "only functions can be called",
          call.span(),
          "got `" + SourceText.of(call.function()) + "`, attributes aren't supported yet");
    }
  }

  private Map<String, Parameter> parameters(Function function) {
    return parameters.computeIfAbsent(
        function.name(),
        n ->
            function.parameters().stream()
                .collect(
                    Collectors.toMap(Parameter::name, p -> p, (a, b) -> a, LinkedHashMap::new)));
  }

  private boolean keywords(Call call, Function function) {
    Map<String, Parameter> expected = parameters(function);
    Set<String> given = new LinkedHashSet<>();
    boolean good = true;
    for (Argument argument : call.arguments()) {
      given.add(argument.name());
      if (argument.name().equals(RESERVED)) {
        error("kwargs is a reserved argument name", argument.value().span());
        good = false;
      } else if (!function.extraKeywords() && !expected.containsKey(argument.name())) {
        error(
            "unknown keyword argument: `" + argument.name() + "`",
            argument.value().span(),
            "valid keyword arguments are: " + names(new TreeSet<>(expected.keySet())));
        good = false;
      }
    }
    Set<String> missing = new TreeSet<>();
    for (Parameter parameter : function.parameters()) {
      if (parameter.required() && !given.contains(parameter.name())) {
        missing.add(parameter.name());
      }
    }
    if (!missing.isEmpty()) {
      error(
          missing.size() + " missing keyword argument(s)",
          call.span(),
          "the following keyword arguments were not provided: " + names(missing));
    }
    return good && missing.isEmpty();
  }

  private static String names(Set<String> names) {
    return names.stream().map(n -> "`" + n + "`").collect(Collectors.joining(", ", "[", "]"));
  }

  private boolean constants(Use use, Function function, Map<String, Known> known) {
    boolean good = true;
    for (Argument argument : use.call().arguments()) {
      Parameter parameter = parameters(function).get(argument.name());
      boolean counts = argument.value() == Project.argument(use.call(), argument.name());
      if (!counts
          || parameter == null
          || !parameter.constant()
          || FormChecks.ownCheck(function, parameter)) {
        continue;
      }
      Known constant = constants.resolve(argument.value(), parameter.type(), use.path());
      if (constant == null) {
        good = false;
      } else {
        known.put(parameter.name(), constant);
      }
    }
    return good;
  }

  private void construct(Use use, Function function, Map<String, Known> known) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (Parameter parameter : function.parameters()) {
      if (!parameter.constant() || FormChecks.ownCheck(function, parameter)) {
        continue;
      }
      Known constant = known.get(parameter.name());
      Object value = constant == null ? parameter.defaultValue() : constant.value();
      values.put(parameter.name(), converted(value, parameter.type()));
    }
    boolean good = new FormChecks(project, findings, use, known).check();
    JsonPath path = null;
    if (Forms.DYNAMIC.contains(function.name())) {
      path = path(function, known.get("path"));
      good &= path != null;
    }
    Object prepared = null;
    if (good && function.preparation() != null) {
      prepared = prepare(use, function.preparation(), values, known);
      good = prepared != null;
    }
    if (good) {
      bound.put(use.call(), new BoundCall(function, values, prepared, path));
    }
  }

  /** An int where a float is declared is that float. */
  private static @Nullable Object converted(@Nullable Object value, Type type) {
    return type == Type.FLOAT && value instanceof Number number && !(value instanceof Double)
        ? (Object) number.doubleValue()
        : value;
  }

  private @Nullable JsonPath path(Function function, @Nullable Known path) {
    if (path == null) {
      return null;
    }
    try {
      return JsonPath.parse(String.valueOf(path.value()));
    } catch (JsonPath.Malformed e) {
      error(
          "failed to validate argument `path` for `" + function.name() + "(...)`",
          path.literal().span(),
          "error: " + e.getMessage());
      return null;
    }
  }

  private @Nullable Object prepare(
      Use use,
      Preparation preparation,
      Map<String, @Nullable Object> values,
      Map<String, Known> known) {
    Set<String> given = new LinkedHashSet<>();
    use.call().arguments().forEach(argument -> given.add(argument.name()));
    CallSite site =
        new CallSite(
            use.assignedTo(), use.call().span().toString(), given, project.lists, project.strict());
    try {
      return preparation.prepare(values, site);
    } catch (BadArgument e) {
      for (Problem problem : e.problems()) {
        Known argument = problem.argument() == null ? null : known.get(problem.argument());
        Span span = argument == null ? use.call().span() : argument.literal().span();
        findings.error(Checks.CALL_ARGUMENTS, problem.message(), span, problem.hints(), List.of());
      }
      return null;
    }
  }

  private void error(String message, Span span, String... hints) {
    findings.error(Checks.CALL_ARGUMENTS, message, span, hints);
  }
}
