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
import java.math.BigDecimal;
import java.math.RoundingMode;
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

  private static final int BUCKETS_MAX = 10;

  /** Indentation that the reference leaves in the texts about bucket sizes. */
  private static final String INDENT = " ".repeat(20);

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

  /** Whether the parameter is constant in a way that these checks decide, not the general rule of constants. */
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
      case Forms.HAS_LABEL -> hasLabel();
      case Forms.EXPERIMENT_WHEN -> experimentWhen();
      default -> {
        if (Forms.EXPERIMENTS.contains(name)) {
          experiment();
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
    Expression value = Project.argument(call, name);
    if (value == null) {
      throw new AssertionError("checked before: " + name);
    }
    return value;
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
    if (!(argument("rules") instanceof ListLiteral list)) {
      return;
    }
    List<StringLiteral> items = new ArrayList<>();
    for (Expression item : list.items()) {
      if (item instanceof StringLiteral path) {
        items.add(path);
      }
    }
    List<String> paths = items.stream().map(StringLiteral::value).toList();
    List<String> sorted = paths.stream().sorted(FormChecks::byCodePoint).toList();
    if (!sorted.equals(paths)) {
      String fixed =
          sorted.stream().map(SourceText::quoted).collect(Collectors.joining(", ", "[", "]"));
      error(
          "import rules are not sorted",
          list.span(),
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
    Known status = known.get("status");
    if (status != null && !"added".equals(status.value()) && !"removed".equals(status.value())) {
      error(
          "unknown label status",
          status.literal().span(),
          "expected `added` or `removed`, got `" + status.value() + "`");
    }
  }

  private void experiment() {
    Known buckets = known.get("buckets");
    Known sizes = known.get("bucket_sizes");
    if (buckets != null
        && sizes != null
        && buckets.value() instanceof List<?> names
        && sizes.value() instanceof List<?> numbers) {
      buckets(buckets.literal().span(), names);
      if (names.size() != numbers.size()) {
        error(
            "buckets and bucket_sizes must have the same number of elements",
            sizes.literal().span());
      }
      if (!names.isEmpty()) {
        sizes(sizes.literal().span(), numbers, names.size());
      }
    }
    notNegative("version");
    notNegative("revision");
    if (use.role() != Role.ASSIGNED) {
      error(
          "an experiment must be assigned to a variable",
          call.span(),
          "assign it to a variable before using it, its name is the experiment's name");
    }
  }

  private void buckets(Span span, List<?> names) {
    if (names.isEmpty() || names.size() > BUCKETS_MAX) {
      error("number of experiment buckets must be between 1 and 10 inclusive", span);
    } else if (!names.contains("control")) {
      error("'control' must be one of the buckets", span);
    }
  }

  private void sizes(Span span, List<?> sizes, int buckets) {
    BigDecimal most =
        new BigDecimal(10_000 / buckets)
            .divide(new BigDecimal(100), 2, RoundingMode.UNNECESSARY)
            .stripTrailingZeros();
    boolean imprecise = false;
    for (Object size : sizes) {
      BigDecimal exact = new BigDecimal(size.toString());
      imprecise |= exact.stripTrailingZeros().scale() > 2;
      if (exact.compareTo(most) > 0) {
        tooLarge(span, size, most.toPlainString());
      }
    }
    if (imprecise) {
      error(
          "\n"
              + INDENT
              + "experiment bucket size precision is too high,\n"
              + INDENT
              + "the precision can be at most to the hundredth decimal place\n"
              + INDENT,
          span);
    }
  }

  private void tooLarge(Span span, Object size, String most) {
    error(
        "\n"
            + INDENT
            + size
            + " is over the\n"
            + INDENT
            + "current max of "
            + most
            + ".\n"
            + INDENT
            + "Either reduce the bucket size or reduce the number of buckets\n"
            + INDENT,
        span,
        "",
        INDENT + "max percentage size of each bucket is 100/(# of buckets) rounded",
        INDENT + "down to the nearest hundreth decimal place",
        INDENT);
  }

  private void notNegative(String parameter) {
    Known number = known.get(parameter);
    if (number != null && number.value() instanceof Number value && value.doubleValue() < 0) {
      error("experiment " + parameter + " must be zero or greater", number.literal().span());
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
