package dev.harrier.lang.function;

import static dev.harrier.lang.function.FunctionBuilder.function;
import static dev.harrier.lang.type.Type.ANY;
import static dev.harrier.lang.type.Type.BOOL;
import static dev.harrier.lang.type.Type.FLOAT;
import static dev.harrier.lang.type.Type.INT;
import static dev.harrier.lang.type.Type.STR;
import static dev.harrier.lang.type.Type.listOf;
import static dev.harrier.lang.type.Type.optional;

import dev.harrier.event.EntityKey;
import dev.harrier.feature.FeatureDeclaration;
import dev.harrier.feature.FeatureKey;
import dev.harrier.lang.type.Type;
import dev.harrier.lang.value.EntityValue;
import dev.harrier.lang.value.NodeFailure;
import dev.harrier.lang.value.Text;
import dev.harrier.lang.value.TimeDeltaValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Declared features: numbers and sets over one entity's past, the current event included.
 *
 * <p>Authors call the functions of {@link #ALL}, which are forms: their arguments declare what is
 * kept. The checks turn each such call into one of {@link #folding(Type)}, whose arguments are what
 * an event brings: for whom, whether the filter holds, and what is folded.
 */
public final class FeatureFunctions {
  private static final Type DELTA = Type.Special.TIME_DELTA;

  private static final String KEY =
      "an entity of the event, alone or followed by plain values: for whom the feature is kept";
  private static final String WINDOW = "constant length of the window, up to the event";
  private static final String WHEN =
      "conditions under which the event is folded; a failed one counts as false";
  private static final String LATENESS =
      "constant time by which an event may come late and still count where it belongs";

  static final List<Function> ALL =
      List.of(
          windowed(
                  "Count",
                  INT,
                  "Returns the number of events in a window of an entity's past, this one"
                      + " included.")
              .optional("when_all", listOf(BOOL), List.of(), WHEN)
              .constant("exact", BOOL, false, "whether every time is kept, at most 100,000 a key")
              .optional("allowed_lateness", DELTA, null, LATENESS)
              .writesState()
              .form(FeatureFunctions.class),
          windowed(
                  "CountUnique",
                  INT,
                  "Returns the number of distinct values in a window of an entity's past.")
              .takes("of", optional(ANY), "the value; an event on which it fails is not folded")
              .optional("when_all", listOf(BOOL), List.of(), WHEN)
              .optional("allowed_lateness", DELTA, null, LATENESS)
              .writesState()
              .form(FeatureFunctions.class),
          windowed("Sum", FLOAT, "Returns the sum of numbers in a window of an entity's past.")
              .takes("of", optional(FLOAT), "the number; an event on which it fails is not folded")
              .optional("when_all", listOf(BOOL), List.of(), WHEN)
              .constant("exact", BOOL, false, "whether every number is kept, at most 100,000 a key")
              .optional("allowed_lateness", DELTA, null, LATENESS)
              .writesState()
              .form(FeatureFunctions.class),
          function(
                  "Rate",
                  FLOAT,
                  "Returns the number of an entity's events, each counting less the older it is.")
              .takes("key", listOf(ANY), KEY)
              .takes("half_life", DELTA, "constant age at which an event counts one half")
              .optional("when_all", listOf(BOOL), List.of(), WHEN)
              .optional("allowed_lateness", DELTA, null, LATENESS)
              .writesState()
              .form(FeatureFunctions.class),
          windowed(
                  "TopK",
                  listOf(STR),
                  "Returns the most frequent values in a window of an entity's past, most frequent"
                      + " first.")
              .takes("of", optional(ANY), "the value; an event on which it fails is not folded")
              .constant("k", INT, "how many values, 1 to 100")
              .optional("when_all", listOf(BOOL), List.of(), WHEN)
              .optional("allowed_lateness", DELTA, null, LATENESS)
              .writesState()
              .form(FeatureFunctions.class),
          function(
                  "FirstSeen",
                  DELTA,
                  "Returns the time since an entity, or an entity with these values, was first seen;"
                      + " 0 seconds on the first event. Fails where it has not been seen.")
              .takes("key", listOf(ANY), KEY)
              .optional("when_all", listOf(BOOL), List.of(), WHEN)
              .writesState()
              .form(FeatureFunctions.class),
          function(
                  "Crossed",
                  BOOL,
                  "Returns whether a feature reaches a threshold with this event: true once a window"
                      + " of the feature.")
              .takes("value", FLOAT, "name of a `Count`, `CountUnique`, `Sum` or `Rate`")
              .constant("threshold", FLOAT, "what it has to reach")
              .writesState()
              .form(FeatureFunctions.class),
          function(
                  "Sequence",
                  BOOL,
                  "Returns whether this event completes the steps, in order, within a time.")
              .takes("steps", listOf(BOOL), "a condition a step, 2 to 63; a failed one is false")
              .takes("key", listOf(ANY), KEY)
              .takes("within", DELTA, "constant time from the first step to the last")
              .optional("allowed_lateness", DELTA, null, LATENESS)
              .writesState()
              .form(FeatureFunctions.class),
          function(
                  "ReadCount",
                  INT,
                  "Returns the value of a declared `Count` or `CountUnique` for any entity of the"
                      + " event, without adding to it.")
              .constant("counter", STR, "name of the feature")
              .takes("key", listOf(ANY), "for whom it is read: as the key of the feature")
              .readsFacts()
              .form(FeatureFunctions.class));

  private FeatureFunctions() {}

  private static FunctionBuilder windowed(String name, Type returns, String doc) {
    return function(name, returns, doc)
        .takes("key", listOf(ANY), KEY)
        .takes("window", DELTA, WINDOW);
  }

  /** The code of what the compiler itself understands. */
  public static void form() {
    throw new AssertionError("a form has no code");
  }

  // What calls become.

  /** Holds a key: no type of the language, and never None. */
  static final Type KEY_TYPE = new Type.Variable("K");

  private static final Function ALL_HOLD =
      function("AllHold", BOOL, "Returns whether all conditions of a list hold.")
          .takes("list", optional(listOf(BOOL)), "the conditions")
          .costs(10)
          .code(FeatureFunctions.class);

  private static final Function FEATURE_KEY =
      function("FeatureKey", ANY, "Returns for whom a feature is kept.")
          .takes("entity", new Type.Variable("E"), "the entity")
          .takes("rest", listOf(ANY), "the plain values")
          .costs(30)
          .code(FeatureFunctions.class);

  private static final Function FOLD_COUNT = fold("Count", INT, "foldCount");
  private static final Function FOLD_NUMBER = fold("Sum", FLOAT, "foldNumber");
  private static final Function FOLD_TEXTS = fold("TopK", listOf(STR), "foldTexts");
  private static final Function FOLD_BOOL = fold("Crossed", BOOL, "foldBool");
  private static final Function FOLD_TIME = fold("FirstSeen", DELTA, "foldTime");

  private static final Function READ_COUNT =
      function("ReadCount", INT, "Returns the value of a feature.")
          .takes("key", KEY_TYPE, "for whom")
          .readsFacts()
          .costs(150)
          .prepares(FeatureFunctions::declared)
          .code(FeatureFunctions.class);

  private static Function fold(String name, Type returns, String method) {
    return function(name, returns, "Returns the value of a feature after the event.")
        .takes("key", KEY_TYPE, "for whom")
        .takes("add", BOOL, "whether the event is folded")
        .takes("value", ANY, "what is folded")
        .writesState()
        .costs(200)
        .prepares(FeatureFunctions::declared)
        .code(FeatureFunctions.class, method);
  }

  /** The checks make the declaration: it is never prepared from constants. */
  static Object declared(
      java.util.Map<String, @Nullable Object> constants, Function.CallSite site) {
    throw new AssertionError("a declared feature is prepared by the checks");
  }

  /**
   * The function that folds an event into a feature whose value is of the given type, and returns
   * it. It takes the key, whether to fold, and what.
   */
  public static Function folding(Type returns) {
    if (returns == INT) {
      return FOLD_COUNT;
    } else if (returns == FLOAT) {
      return FOLD_NUMBER;
    } else if (returns == BOOL) {
      return FOLD_BOOL;
    }
    return returns == DELTA ? FOLD_TIME : FOLD_TEXTS;
  }

  /**
   * The function that makes a key of an entity and a list of plain values. It is pure, so that a
   * plan makes one key for all features of an entity.
   */
  public static Function keys() {
    return FEATURE_KEY;
  }

  /** Whether all conditions of a list hold; a list that failed does not. */
  public static Function all() {
    return ALL_HOLD;
  }

  /** The function that reads a count: it takes the key. */
  public static Function reading() {
    return READ_COUNT;
  }

  public static boolean allHold(@Nullable Object list) {
    return list instanceof List<?> conditions && conditions.stream().allMatch(Boolean.TRUE::equals);
  }

  public static long foldCount(
      EventContext context,
      FeatureDeclaration feature,
      Object key,
      boolean add,
      @Nullable Object value) {
    return count(fold(context, feature, key, add, value));
  }

  public static double foldNumber(
      EventContext context,
      FeatureDeclaration feature,
      Object key,
      boolean add,
      @Nullable Object value) {
    Object found = fold(context, feature, key, add, value);
    return found instanceof Number number ? number.doubleValue() : 0;
  }

  public static List<?> foldTexts(
      EventContext context,
      FeatureDeclaration feature,
      Object key,
      boolean add,
      @Nullable Object value) {
    Object found = fold(context, feature, key, add, value);
    return found instanceof List<?> texts ? texts : List.of();
  }

  public static boolean foldBool(
      EventContext context,
      FeatureDeclaration feature,
      Object key,
      boolean add,
      @Nullable Object value) {
    return Boolean.TRUE.equals(fold(context, feature, key, add, value));
  }

  public static TimeDeltaValue foldTime(
      EventContext context,
      FeatureDeclaration feature,
      Object key,
      boolean add,
      @Nullable Object value) {
    if (fold(context, feature, key, add, value) instanceof Long micros) {
      return new TimeDeltaValue(micros);
    }
    throw NodeFailure.SILENT;
  }

  public static long readCount(EventContext context, FeatureDeclaration feature, Object key) {
    long now = context.event().timeMicros();
    return count(context.facts().observe(feature, (FeatureKey) key, now, false, null));
  }

  private static long count(@Nullable Object found) {
    return found instanceof Number number ? number.longValue() : 0;
  }

  private static @Nullable Object fold(
      EventContext context,
      FeatureDeclaration feature,
      Object key,
      boolean add,
      @Nullable Object value) {
    Object folded = add ? Folded.by(feature.aggregate(), value) : null;
    boolean folds = add && folded != Folded.NOTHING;
    return context
        .facts()
        .observe(
            feature, (FeatureKey) key, context.event().timeMicros(), folds, folds ? folded : null);
  }

  /** An absent entity fails the feature, silently: there is nobody for whom to keep it. */
  public static Object featureKey(@Nullable Object entity, List<?> rest) {
    if (!(entity instanceof EntityValue value)) {
      throw NodeFailure.SILENT;
    }
    EntityKey of = value.key();
    return new FeatureKey(of, rest.isEmpty() ? "" : rest(rest));
  }

  /** The values one after the other, each with its length, so that no two lists look alike. */
  private static String rest(List<?> values) {
    StringBuilder text = new StringBuilder();
    for (Object value : values) {
      if (value == null) {
        text.append('-');
      } else {
        String plain = Text.str(value);
        text.append(plain.length()).append(':').append(plain);
      }
    }
    return text.toString();
  }
}
