package dev.harrier.lang.check;

import dev.harrier.lang.function.FeatureFunctions;
import dev.harrier.lang.function.Function;
import dev.harrier.lang.function.ModelCall;
import dev.harrier.lang.function.ModelFunctions;
import dev.harrier.lang.program.Term;
import dev.harrier.lang.source.Diagnostic.Related;
import dev.harrier.lang.source.Span;
import dev.harrier.lang.syntax.Tree;
import dev.harrier.lang.syntax.Tree.Call;
import dev.harrier.lang.syntax.Tree.Expression;
import dev.harrier.lang.syntax.Tree.Name;
import dev.harrier.lang.type.Compatibility;
import dev.harrier.lang.type.Compatibility.Fit;
import dev.harrier.lang.type.Type;
import dev.harrier.lang.type.TypeText;
import dev.harrier.rule.ModelReader.Unreadable;
import dev.harrier.rule.ScoringModel;
import dev.harrier.rule.ScoringModel.Input;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Scores of models. A model that cannot be read, an input that it knows and the rule does not give,
 * and one that the rule gives and it does not know, are errors here, so that no event finds out:
 * what an author means to be absent is named as {@code absent}.
 */
final class ModelForms {
  static final String SCORE = "ModelScore";
  private static final String ABOVE = "ModelAbove";
  private static final Type CONDITIONS = Type.listOf(Type.BOOL);

  private final Project project;
  private final Map<Call, BoundCall> calls;
  private final Definitions definitions;
  private final ExpressionTypes types;
  private final Findings findings;

  ModelForms(
      Project project,
      Map<Call, BoundCall> calls,
      Definitions definitions,
      ExpressionTypes types,
      Findings findings) {
    this.project = project;
    this.calls = calls;
    this.definitions = definitions;
    this.types = types;
    this.findings = findings;
  }

  static boolean isForm(@Nullable Function function) {
    return function != null && function.form() && function.category().equals("Model");
  }

  /** The call that the form stands for; null after saying why there is none. */
  @Nullable Term term(Call call, String name) {
    int before = findings.errors();
    Term term =
        switch (String.valueOf(Project.functionName(call))) {
          case SCORE -> score(call, name);
          case ABOVE -> above(call);
          default -> probability(call);
        };
    return findings.errors() > before ? null : term;
  }

  // Scores.

  private @Nullable Term score(Call call, String name) {
    String modelName = String.valueOf(bound(call).constants().get("model"));
    Term when = when(call);
    ScoringModel model = model(call, modelName);
    if (model == null) {
      return null;
    }
    List<Expression> given = given(call);
    List<String> columns = columns(call, given);
    List<Term> inputs = new ArrayList<>();
    for (int i = 0; i < Math.min(given.size(), columns.size()); i++) {
      inputs.add(input(given.get(i), columns.get(i), model));
    }
    List<Integer> places = places(call, model, columns);
    Span span = call.span();
    Term list = new Term.ListOf(Project.given(call, "inputs").span(), ANYTHING, inputs);
    return new Term.Call(
        span,
        Type.optional(Type.FLOAT),
        ModelFunctions.scoring(),
        List.of(when, list),
        List.of(),
        new ModelCall(name, modelName, model, places));
  }

  private static final Type ANYTHING = Type.listOf(Type.ANY);

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

  private @Nullable ScoringModel model(Call call, String name) {
    Span place = Project.given(call, "model").span();
    if (!project.models.has(name)) {
      String similar = Similar.to(name, project.models.names());
      String hint = "expected a file `" + ModelFiles.path(name) + "`";
      error(
          "unknown model `" + name + "`",
          place,
          similar == null ? hint : hint + "; did you mean `" + similar + "`?");
      return null;
    }
    try {
      ScoringModel model = project.models.model(name);
      String beyond = model.unreachable();
      if (beyond != null) {
        error("model `" + name + "` cannot be asked by rules", place, beyond);
      }
      return beyond == null ? model : null;
    } catch (Unreadable unreadable) {
      error("model `" + name + "` cannot be used", place, String.valueOf(unreadable.getMessage()));
      return null;
    }
  }

  private List<Expression> given(Call call) {
    Expression inputs = Project.given(call, "inputs");
    if (inputs instanceof Tree.ListLiteral list && !list.items().isEmpty()) {
      return list.items();
    }
    error(
        "argument `inputs` to `ModelScore` must be a list of what the model reads",
        inputs.span(),
        "for example `inputs=[PostText, PostsHour]`");
    return List.of();
  }

  /** The model's names of what is given, as far as they can be told. */
  private List<String> columns(Call call, List<Expression> given) {
    List<String> stated = texts(call, "columns");
    if (!stated.isEmpty()) {
      if (stated.size() != given.size()) {
        error(
            "argument `columns` to `ModelScore` must name one input of the model for each of"
                + " `inputs`",
            Project.given(call, "columns").span(),
            "found " + stated.size() + " for " + given.size());
      }
      return stated;
    }
    List<String> names = new ArrayList<>();
    for (Expression expression : given) {
      if (expression instanceof Name name) {
        names.add(name.identifier());
      } else {
        error(
            "an input without a name needs `columns`",
            expression.span(),
            "`columns` tells for each of `inputs` which input of the model it is");
        return List.of();
      }
    }
    return names;
  }

  private List<String> texts(Call call, String parameter) {
    return bound(call).constants().get(parameter) instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of();
  }

  private Term input(Expression expression, String column, ScoringModel model) {
    Term term = types.type(expression);
    Input input = find(model, column);
    if (input == null) {
      String similar = Similar.to(column, model.inputs().stream().map(Input::name).toList());
      String hint = "it reads " + listed(model.inputs().stream().map(Input::name).toList());
      error(
          "the model has no input `" + column + "`",
          expression.span(),
          similar == null ? hint : hint + "; did you mean `" + similar + "`?");
      return term;
    }
    return present(typed(expression, term, input));
  }

  private Term typed(Expression expression, Term term, Input input) {
    Type present = Compatibility.withoutNone(term.type());
    if (present instanceof Type.EntityOf) {
      mismatch(expression, term, input, "an identifier is no input of a model");
      return term;
    }
    if (present == Type.Special.TIME_DELTA && input.kind() == ScoringModel.Kind.NUMBER) {
      return new Term.Unwrap(term.span(), Type.FLOAT, term);
    }
    Type expected = ModelFunctions.type(input.kind());
    if (types.fit(term, expected) == Fit.NONE) {
      String wanted = "expected `" + TypeText.of(expected) + "`";
      mismatch(expression, term, input, ExpressionTypes.has(term.type()) + ", " + wanted);
    }
    return types.as(term, expected);
  }

  private void mismatch(Expression expression, Term term, Input input, String hint) {
    findings.error(
        Checks.MODELS,
        "input `" + input.name() + "` of the model is a " + word(input),
        expression.span(),
        List.of(hint),
        types.origin(expression, term.type()));
  }

  private static String word(Input input) {
    return input.kind().name().toLowerCase(Locale.ROOT);
  }

  private static Term present(Term value) {
    return new Term.Call(
        value.span(), Type.ANY, ModelFunctions.present(), List.of(value), List.of(), null);
  }

  /** For each input of the model its place among those given; every one must be accounted for. */
  private List<Integer> places(Call call, ScoringModel model, List<String> columns) {
    List<String> absent = texts(call, "absent");
    for (String name : absent) {
      if (find(model, name) == null || index(columns, name) >= 0) {
        error(
            "`" + name + "` in `absent` must be an input of the model that is not given",
            Project.given(call, "absent").span());
      }
    }
    twice(call, columns);
    List<Integer> places = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (Input input : model.inputs()) {
      int place = index(columns, input.name());
      places.add(place);
      if (place < 0 && index(absent, input.name()) < 0) {
        missing.add(input.name());
      }
    }
    if (!missing.isEmpty() && !columns.isEmpty()) {
      error(
          "the model reads " + listed(missing) + ", which the rule does not give",
          Project.given(call, "inputs").span(),
          "give every input, or name in `absent` those that the event never has");
    }
    return places;
  }

  private void twice(Call call, List<String> columns) {
    for (int i = 0; i < columns.size(); i++) {
      if (index(columns, columns.get(i)) < i) {
        error(
            "input `" + columns.get(i) + "` of the model is given twice",
            Project.given(call, "inputs").span());
      }
    }
  }

  private static @Nullable Input find(ScoringModel model, String name) {
    for (Input input : model.inputs()) {
      if (folded(input.name()).equals(folded(name))) {
        return input;
      }
    }
    return null;
  }

  private static int index(List<String> names, String name) {
    return names.stream().map(ModelForms::folded).toList().indexOf(folded(name));
  }

  /** {@code PostsHour} and {@code posts_hour} are one. */
  private static String folded(String name) {
    return name.replace("_", "").toLowerCase(Locale.ROOT);
  }

  private static String listed(List<String> names) {
    return names.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
  }

  // What is made of scores.

  private @Nullable Term above(Call call) {
    ModelCall score = scored(call);
    Object given = bound(call).constants().get("precision");
    double precision = given instanceof Number number ? number.doubleValue() : 0;
    Span place = Project.given(call, "precision").span();
    if (!(precision > 0 && precision < 1)) {
      error("argument `precision` to `ModelAbove` must be above 0 and below 1", place);
      return null;
    }
    if (score == null || !trusted(score, call)) {
      return null;
    }
    OptionalDouble threshold = score.model().threshold(precision);
    if (threshold.isEmpty()) {
      error(
          "model `" + score.name() + "` does not reach this precision",
          place,
          "at no score was it measured to be surely right so often; see `metrics.json` and"
              + " `curve.json` of the model file");
      return null;
    }
    return call(call, Type.BOOL, ModelFunctions.above(), threshold.getAsDouble());
  }

  private @Nullable Term probability(Call call) {
    ModelCall score = scored(call);
    return score == null || !trusted(score, call)
        ? null
        : call(call, Type.optional(Type.FLOAT), ModelFunctions.probability(), score);
  }

  private Term call(Call call, Type type, Function function, Object prepared) {
    Term score = types.type(Project.given(call, "score"));
    return new Term.Call(call.span(), type, function, List.of(score), List.of(), prepared);
  }

  private boolean trusted(ModelCall score, Call call) {
    if (!score.model().trusted()) {
      error(
          "the probabilities of model `" + score.name() + "` are not to be trusted",
          Project.given(call, "score").span(),
          "its calibration was not good enough where it was measured: compare the score itself, or"
              + " train the model on more rows");
    }
    return score.model().trusted();
  }

  private @Nullable ModelCall scored(Call call) {
    Expression given = Project.given(call, "score");
    if (given instanceof Name
        && definitions.resolved(types.type(given)) instanceof Term.Call score) {
      ModelCall scored = ModelFunctions.scored(score.function(), score.prepared());
      if (scored != null) {
        return scored;
      }
    }
    error(
        "argument `score` to `"
            + Project.functionName(call)
            + "` must be the name of a `ModelScore`",
        given.span(),
        "for example `SpamScore`, where `SpamScore = ModelScore(...)`");
    return null;
  }

  private BoundCall bound(Call call) {
    BoundCall bound = calls.get(call);
    if (bound == null) {
      throw new AssertionError("checked before: call at " + call.span());
    }
    return bound;
  }

  private void error(String message, Span span, String... hints) {
    findings.error(Checks.MODELS, message, span, List.of(hints), List.<Related>of());
  }
}
