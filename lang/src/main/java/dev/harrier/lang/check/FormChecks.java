package dev.harrier.lang.check;

import dev.harrier.lang.check.Constants.Known;
import dev.harrier.lang.check.Project.Role;
import dev.harrier.lang.check.Project.Use;
import dev.harrier.lang.function.Function;
import dev.harrier.lang.function.Parameter;
import dev.harrier.lang.source.Diagnostic.Related;
import dev.harrier.lang.source.Span;
import dev.harrier.lang.syntax.Tree;
import dev.harrier.lang.syntax.Tree.Argument;
import dev.harrier.lang.syntax.Tree.Assign;
import dev.harrier.lang.syntax.Tree.Call;
import dev.harrier.lang.syntax.Tree.Expression;
import dev.harrier.lang.syntax.Tree.ListLiteral;
import dev.harrier.lang.syntax.Tree.Name;
import dev.harrier.lang.syntax.Tree.StringLiteral;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a call of one of the language's own forms must be like, beyond its keywords. */
final class FormChecks {
  private static final Pattern INTERPOLATION =
      Pattern.compile("\\{([^\\W\\d]\\w*)\\}", Pattern.UNICODE_CHARACTER_CLASS);

  private final Project project;
  private final Findings findings;
  private final Use use;
  private final Call call;
  private final Map<String, Known> known;
  private boolean good = true;

  FormChecks(Project project, Findings findings, Use use, Map<String, Known> known) {
    this.project = project;
    this.findings = findings;
    this.use = use;
    this.call = use.call();
    this.known = known;
  }

  /**
   * Whether the parameter is constant in a way that these checks decide, not the general rule of
   * constants.
   */
  static boolean ownCheck(Function function, Parameter parameter) {
    return function.name().equals(Forms.RULE) && parameter.name().equals("description")
        || function.name().equals(Forms.REQUIRE) && parameter.name().equals("rule");
  }

  /** Returns whether nothing is wrong. */
  boolean check() {
    String name = String.valueOf(Project.functionName(call));
    switch (name) {
      case Forms.RULE -> rule();
      case Forms.IMPORT -> imports();
      case Forms.REQUIRE -> require();
      case Forms.WHEN_RULES -> whenRules();
      case Forms.HAS_LABEL -> hasLabel();
      case Forms.EXPERIMENT_WHEN -> experimentWhen();
      default -> {
        if (Forms.EXPERIMENTS.contains(name)) {
          experiment();
        } else if (FeatureForms.isForm(project.function(call))) {
          feature(name);
        } else if (ModelForms.isForm(project.function(call))) {
          model(name);
        }
      }
    }
    return good;
  }

  private void error(String message, Span span, String... hints) {
    error(message, span, List.of(hints), List.of(), null);
  }

  private void error(
      String message,
      Span span,
      List<String> hints,
      List<Related> related,
      @Nullable String relatedMessage) {
    findings.error(Checks.CALL_ARGUMENTS, message, span, hints, related, relatedMessage);
    good = false;
  }

  private Expression argument(String name) {
    return Project.given(call, name);
  }

  private void rule() {
    if (use.role() != Role.ASSIGNED) {
      unassigned();
    } else if (use.statement() instanceof Assign assign && assign.target().local()) {
      error(
          "rules must be stored in non-local features",
          assign.target().span(),
          "rename `" + assign.target().identifier() + "` so that it does not start with `_`");
    }
    Expression description = argument("description");
    if (description instanceof StringLiteral text) {
      plainDescription(text);
    } else if (!(description instanceof Tree.FormatString)) {
      error(
          "argument `description` to `Rule` requires either a string literal or an f-string",
          description.span(),
          "got `"
              + Literals.nodeName(description)
              + "` node, expected `String` or `FormatString` literal");
    }
  }

  private void feature(String name) {
    if (use.role() != Role.ASSIGNED) {
      error(
          "`" + name + "(...)` must be assigned to a variable",
          call.span(),
          "its state is kept under that name:",
          "`SomeFeature = " + SourceText.of(call) + "`");
    } else if (use.statement() instanceof Assign assign && assign.target().local()) {
      error(
          "declared features must have a name that the whole project knows",
          assign.target().span(),
          "rename `" + assign.target().identifier() + "` so that it does not start with `_`");
    }
  }

  private void model(String name) {
    if (use.role() != Role.ASSIGNED) {
      error(
          "`" + name + "(...)` must be assigned to a variable",
          call.span(),
          "what the model says is told under that name:",
          "`SomeScore = " + SourceText.of(call) + "`");
    } else if (name.equals(ModelForms.SCORE)
        && use.statement() instanceof Assign assign
        && assign.target().local()) {
      error(
          "scores must have a name that the whole project knows",
          assign.target().span(),
          "rename `" + assign.target().identifier() + "` so that it does not start with `_`");
    }
  }

  private void unassigned() {
    List<String> hints = new ArrayList<>();
    hints.add("assign it to a variable before using it:");
    hints.add("`SomeRule = " + SourceText.of(call) + "`");
    if (use.role() == Role.NESTED) {
      hints.add("`" + SourceText.of(use.statement(), call, "SomeRule") + "`");
    }
    error("`Rule(...)` must be assigned to a variable", call.span(), hints, List.of(), null);
  }

  private void plainDescription(StringLiteral text) {
    List<String> found = new ArrayList<>();
    Matcher matcher = INTERPOLATION.matcher(text.value());
    while (matcher.find()) {
      found.add("`" + matcher.group(1) + "`");
    }
    if (!found.isEmpty()) {
      error(
          "variable interpolation attempted in non-format string",
          text.span(),
          "this string contains what looks like variable interpolation, but is not an f-string",
          "found: " + String.join(", ", found),
          "consider prefixing with `f`");
    }
  }

  private void imports() {
    Known rules = known.get("rules");
    if (rules == null) {
      return;
    }
    List<StringLiteral> items = project.importedBy(call);
    List<String> paths = items.stream().map(StringLiteral::value).toList();
    List<String> sorted = paths.stream().sorted(FormChecks::byCodePoint).toList();
    if (!sorted.equals(paths)) {
      String fixed =
          sorted.stream().map(SourceText::quoted).collect(Collectors.joining(", ", "[", "]"));
      error(
          "import rules are not sorted",
          rules.literal().span(),
          "sort imports lexicographically:",
          "`Import(rules=" + fixed + ")`");
    }
    Map<String, List<StringLiteral>> byPath = new LinkedHashMap<>();
    items.forEach(i -> byPath.computeIfAbsent(i.value(), p -> new ArrayList<>()).add(i));
    byPath.forEach(this::imported);
  }

  private void imported(String path, List<StringLiteral> places) {
    if (!project.units.containsKey(path)) {
      for (StringLiteral place : places) {
        error("imported file: " + path + " not found", place.span(), "import attempted here");
      }
    }
    if (places.size() > 1) {
      error(
          "import has a duplicated items for rule: " + path,
          places.getFirst().span(),
          List.of("first import attempted here"),
          places.stream().skip(1).map(p -> Findings.at(p.span())).toList(),
          (places.size() - 1) + " duplicate(s) found here");
    }
  }

  private static int byCodePoint(String a, String b) {
    return java.util.Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());
  }

  private void require() {
    Expression rule = argument("rule");
    if (rule instanceof StringLiteral path) {
      if (!project.units.containsKey(path.value())) {
        error(
            "required rule: `" + path.value() + "` not found",
            path.span(),
            "require attempted here");
      }
    } else if (rule instanceof Tree.FormatString format) {
      Glob glob = Glob.of(format.template());
      if (project.units.keySet().stream().noneMatch(glob::matches)) {
        error(
            "required rule: `" + format.template() + "` would never match any rule files",
            format.span(),
            "require attempted here, glob: `" + glob + "` matches no sources");
      }
    } else {
      error(
          "a literal string or format string is required here",
          rule.span(),
          "you can only use literal strings, for example:",
          "`Require(rule=\"hello.sml\")` or `Require(rule=f\"actions/{ActionName}.sml\")`");
    }
  }

  private void whenRules() {
    for (Settings.Problem problem : Settings.problems(known)) {
      error(problem.message(), problem.place().span(), problem.hint());
    }
  }

  private void hasLabel() {
    Known label = known.get("label");
    if (label != null && label.value() instanceof String name) {
      Map<String, Configuration.Label> labels = project.configuration.labels();
      if (!labels.containsKey(name)) {
        String similar = Similar.to(name, labels.keySet());
        String hint = "unknown label `" + name + "`";
        error(
            "unknown label",
            label.literal().span(),
            similar == null ? hint : hint + ", did you mean `" + similar + "`?");
      }
    }
  }

  private void experiment() {
    if (use.role() != Role.ASSIGNED) {
      error(
          "an experiment must be assigned to a variable",
          call.span(),
          "assign it to a variable before using it, its name is the experiment's name");
    }
  }

  private void experimentWhen() {
    Expression experiment = argument("experiment");
    if (!(experiment instanceof Name name)) {
      error(
          "an experiment must be given by its name",
          experiment.span(),
          "got `" + Literals.nodeName(experiment) + "` node, expected `Name`");
      return;
    }
    ListLiteral buckets = bucketsOf(name);
    if (buckets == null) {
      error("experiment '" + name.identifier() + "' not defined", name.span());
      return;
    }
    Set<String> expected = new LinkedHashSet<>();
    for (Expression bucket : buckets.items()) {
      if (bucket instanceof StringLiteral text) {
        expected.add(text.value());
      }
    }
    compare(name, expected, List.of(Findings.at(buckets.span())));
  }

  private void compare(Name experiment, Set<String> expected, List<Related> declared) {
    Set<String> missing = new LinkedHashSet<>(expected);
    for (Argument argument : call.arguments()) {
      if (argument.name().equals("experiment")) {
        continue;
      }
      missing.remove(argument.name());
      if (!expected.contains(argument.name())) {
        error(
            "unexpected bucket '"
                + argument.name()
                + "', this bucket must match a bucket defined in experiment '"
                + experiment.identifier()
                + "'",
            argument.value().span(),
            List.of(),
            declared,
            null);
      }
    }
    for (String bucket : missing) {
      error(
          "missing bucket '"
              + bucket
              + "' required from experiment '"
              + experiment.identifier()
              + "'",
          call.span(),
          List.of(),
          declared,
          null);
    }
  }

  private @Nullable ListLiteral bucketsOf(Name name) {
    Assign definition = project.definition(name, use.path());
    if (definition == null
        || !(definition.value() instanceof Call value)
        || !Forms.EXPERIMENTS.contains(String.valueOf(Project.functionName(value)))) {
      return null;
    }
    Expression buckets = Project.argument(value, "buckets");
    if (buckets instanceof Name constant) {
      Assign list = project.definition(constant, definition.span().path());
      buckets = list == null ? null : list.value();
    }
    return buckets instanceof ListLiteral list ? list : null;
  }
}
