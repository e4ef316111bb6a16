package dev.harrier.lang.function;

import static dev.harrier.lang.function.FunctionBuilder.function;
import static dev.harrier.lang.type.Type.ANY;
import static dev.harrier.lang.type.Type.BOOL;
import static dev.harrier.lang.type.Type.FLOAT;
import static dev.harrier.lang.type.Type.STR;
import static dev.harrier.lang.type.Type.listOf;
import static dev.harrier.lang.type.Type.optional;

import dev.harrier.lang.type.Type;
import dev.harrier.lang.value.NodeFailure;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The project's models, {@code models/NAME.model}, asked by rules.
 *
 * <p>As with declared features, authors call forms, which the checks turn into calls of {@link
 * #scoring}, {@link #above} and {@link #probability} once the model is read and its inputs are
 * found.
 */
public final class ModelFunctions {
  private static final String SCORE = "name of a `ModelScore`";

  static final List<Function> ALL =
      List.of(
          function(
                  "ModelScore",
                  optional(FLOAT),
                  "Returns the score that a model gives to the event: log-odds of a classifier. None"
                      + " if a condition does not hold. A counted failure if the model has no score"
                      + " for these inputs. The decision tells the score with its probability and its"
                      + " reasons.")
              .constant("model", STR, "name of the model: `models/NAME.model`")
              .takes(
                  "inputs",
                  listOf(ANY),
                  "what the model reads, named as its inputs are, in any case and order"
                      + " (`PostsHour` is `posts_hour`); a failed one is absent")
              .optional(
                  "when_all",
                  listOf(BOOL),
                  List.of(),
                  "conditions under which the event is scored; a failed one counts as false")
              .constant(
                  "columns",
                  listOf(STR),
                  List.of(),
                  "names of the model's inputs, one for each of `inputs`, where those are named"
                      + " otherwise")
              .constant(
                  "absent", listOf(STR), List.of(), "inputs of the model that the event never has")
              .costs(8_000)
              .form(ModelFunctions.class),
          function(
                  "ModelAbove",
                  BOOL,
                  "Returns whether a score is so high that, of all scores as high, surely at least"
                      + " this share were right where the model was measured. Fails where there is"
                      + " no score.")
              .takes("score", optional(FLOAT), SCORE)
              .constant("precision", FLOAT, "the share, above 0 and below 1")
              .form(ModelFunctions.class),
          function(
                  "ModelProbability",
                  optional(FLOAT),
                  "Returns the calibrated probability of a score; None where there is no score.")
              .takes("score", optional(FLOAT), SCORE)
              .form(ModelFunctions.class));

  private ModelFunctions() {}

  /** The code of what the compiler itself understands. */
  public static void form() {
    throw new AssertionError("a form has no code");
  }

  // What calls become.

  private static final Function PRESENT =
      function("Present", ANY, "Returns the value; None if it failed.")
          .takes("value", ANY, "the value")
          .costs(3)
          .code(ModelFunctions.class, "orNone");

  private static final Function MODEL_SCORE =
      function("ModelScore", optional(FLOAT), "Returns a model's score.")
          .takes("when", BOOL, "whether the event is scored")
          .takes("inputs", listOf(ANY), "what the model reads")
          .readsEvent()
          .costs(8_000)
          .prepares(ModelFunctions::checked)
          .code(ModelFunctions.class);

  private static final Function MODEL_ABOVE =
      function("ModelAbove", BOOL, "Returns whether a score reaches a threshold.")
          .takes("score", optional(FLOAT), SCORE)
          .prepares(ModelFunctions::checked)
          .costs(5)
          .code(ModelFunctions.class);

  private static final Function MODEL_PROBABILITY =
      function("ModelProbability", optional(FLOAT), "Returns the probability of a score.")
          .takes("score", optional(FLOAT), SCORE)
          .prepares(ModelFunctions::checked)
          .costs(50)
          .code(ModelFunctions.class);

  /** The checks read the model: none of these is prepared from constants. */
  static Object checked(Map<String, @Nullable Object> constants, Function.CallSite site) {
    throw new AssertionError("a model's score is prepared by the checks");
  }

  /** The function that gives a value, or None where it failed, so that a list of it does not. */
  public static Function present() {
    return PRESENT;
  }

  /**
   * The function that scores: it takes whether to, and the inputs; prepared is a {@link ModelCall}.
   */
  public static Function scoring() {
    return MODEL_SCORE;
  }

  /** The function that compares a score; prepared is the threshold. */
  public static Function above() {
    return MODEL_ABOVE;
  }

  /** The function that calibrates a score; prepared is the {@link ModelCall} that made it. */
  public static Function probability() {
    return MODEL_PROBABILITY;
  }

  /** The score that a term of this type and preparation is; null if it is none. */
  public static @Nullable ModelCall scored(Function function, @Nullable Object prepared) {
    return function == MODEL_SCORE && prepared instanceof ModelCall call ? call : null;
  }

  public static @Nullable Object orNone(@Nullable Object value) {
    return value;
  }

  public static @Nullable Object modelScore(
      EventContext context, ModelCall call, boolean when, List<?> inputs) {
    return when ? (Object) context.scoring().score(call, inputs, context.facts()) : null;
  }

  public static boolean modelAbove(Double threshold, @Nullable Object score) {
    if (score instanceof Double value) {
      return value >= threshold;
    }
    throw NodeFailure.SILENT;
  }

  public static @Nullable Object modelProbability(ModelCall call, @Nullable Object score) {
    if (!(score instanceof Double value)) {
      return null;
    }
    OptionalDouble probability = call.model().probability(value);
    return probability.isPresent() ? (Object) probability.getAsDouble() : null;
  }

  /** What may be given for an input. */
  public static Type type(dev.harrier.rule.ScoringModel.Kind kind) {
    return switch (kind) {
      case NUMBER -> new Type.Union(List.of(Type.INT, Type.FLOAT, Type.BOOL, Type.NONE));
      case FLAG -> optional(Type.BOOL);
      case CATEGORY, TEXT -> optional(Type.STR);
      case TIME -> new Type.Union(List.of(Type.INT, Type.FLOAT, Type.STR, Type.NONE));
    };
  }
}
