package dev.harrier.lang.function;

import dev.harrier.decision.Effect;
import dev.harrier.lang.type.Type;
import dev.harrier.lang.value.EntityValue;
import dev.harrier.lang.value.ExperimentValue;
import dev.harrier.lang.value.RuleValue;
import dev.harrier.lang.value.TimeDeltaValue;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Declares one function as a sentence, and ties it to its code.
 *
 * <pre>{@code
 * function("StringLength", Type.INT, "Returns the number of characters of a text.")
 *     .takes("s", Type.STR, "the text")
 *     .costs(5)
 *     .example("StringLength(s='día')", "3")
 *     .code(TextFunctions.class)
 * }</pre>
 *
 * <p>The code is the public static method of the function's name, first letter small. A method
 * whose Java types do not follow the declaration is an {@link AssertionError} as soon as the class
 * is loaded.
 */
final class FunctionBuilder {
  private final String name;
  private final @Nullable Type returns;
  private final String doc;
  private final List<Parameter> parameters = new ArrayList<>();
  private final List<Function.Example> examples = new ArrayList<>();
  private boolean pure = true;
  private boolean writesState;
  private boolean needsContext;
  private boolean extraKeywords;
  private int costNanos = 50;
  private Function.@Nullable Preparation preparation;

  private FunctionBuilder(String name, @Nullable Type returns, String doc) {
    this.name = name;
    this.returns = returns;
    this.doc = doc;
  }

  static FunctionBuilder function(String name, @Nullable Type returns, String doc) {
    return new FunctionBuilder(name, returns, doc);
  }

  FunctionBuilder takes(String parameter, Type type, String about) {
    parameters.add(new Parameter(parameter, type, false, true, null, about));
    return this;
  }

  FunctionBuilder optional(
      String parameter, Type type, @Nullable Object defaultValue, String about) {
    parameters.add(new Parameter(parameter, type, false, false, defaultValue, about));
    return this;
  }

  FunctionBuilder constant(String parameter, Type type, String about) {
    parameters.add(new Parameter(parameter, type, true, true, null, about));
    return this;
  }

  FunctionBuilder constant(
      String parameter, Type type, @Nullable Object defaultValue, String about) {
    parameters.add(new Parameter(parameter, type, true, false, defaultValue, about));
    return this;
  }

  FunctionBuilder extraKeywords() {
    extraKeywords = true;
    return this;
  }

  /** The code sees the event; its result still depends on nothing else. */
  FunctionBuilder readsEvent() {
    needsContext = true;
    return this;
  }

  /** The code reads facts that may differ between two evaluations of one event. */
  FunctionBuilder readsFacts() {
    needsContext = true;
    pure = false;
    return this;
  }

  FunctionBuilder writesState() {
    writesState = true;
    return readsFacts();
  }

  FunctionBuilder costs(int nanos) {
    costNanos = nanos;
    return this;
  }

  FunctionBuilder prepares(Function.Preparation how) {
    preparation = how;
    return this;
  }

  FunctionBuilder example(String call, String result) {
    examples.add(new Function.Example(call, result));
    return this;
  }

  /** A form that the compiler itself understands. */
  Function form() {
    return form(FormFunctions.class);
  }

  /** A form of a family that has its own section of the reference. */
  Function form(Class<?> owner) {
    return build(method(owner, "form"));
  }

  Function code(Class<?> owner) {
    return code(owner, name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1));
  }

  Function code(Class<?> owner, String methodName) {
    Method method = method(owner, methodName);
    checkTypes(method);
    return build(method);
  }

  private Function build(Method method) {
    try {
      return new Function(
          name,
          category(method.getDeclaringClass()),
          doc,
          parameters,
          returns,
          pure,
          writesState,
          needsContext,
          extraKeywords,
          costNanos,
          preparation,
          method,
          MethodHandles.publicLookup().unreflect(method),
          examples);
    } catch (IllegalAccessException e) {
      throw new AssertionError("code of `" + name + "` is not accessible", e);
    }
  }

  /** Section of the reference: the family's class without its last word. */
  private static String category(Class<?> family) {
    return family.getSimpleName().replace("Functions", "");
  }

  private Method method(Class<?> owner, String methodName) {
    List<Method> found =
        Arrays.stream(owner.getDeclaredMethods())
            .filter(m -> m.getName().equals(methodName))
            .filter(m -> Modifier.isPublic(m.getModifiers()) && Modifier.isStatic(m.getModifiers()))
            .toList();
    if (found.size() != 1) {
      throw new AssertionError(
          found.size() + " methods are the code of `" + name + "`, expected one: " + methodName);
    }
    return found.get(0);
  }

  private void checkTypes(Method method) {
    List<Class<?>> actual = List.of(method.getParameterTypes());
    List<Class<?>> expected = new ArrayList<>();
    if (needsContext) {
      expected.add(EventContext.class);
    }
    if (preparation != null) {
      expected.add(actual.get(expected.size()));
    }
    for (Parameter parameter : parameters) {
      if (!parameter.constant()) {
        expected.add(javaType(parameter.type(), actual, expected.size()));
      }
    }
    if (extraKeywords) {
      expected.add(Map.class);
    }
    if (!actual.equals(expected)) {
      throw new AssertionError("code of `" + name + "` takes " + actual + ", not " + expected);
    }
    checkResult(method);
  }

  private void checkResult(Method method) {
    Class<?> actual = method.getReturnType();
    Class<?> expected = returns == null ? void.class : javaType(returns);
    if (actual != expected && !(returns == Type.INT && actual == Object.class)) {
      throw new AssertionError("code of `" + name + "` returns " + actual + ", not " + expected);
    }
  }

  /** An int may also be taken as Object by code that handles big ones. */
  private static Class<?> javaType(Type type, List<Class<?>> actual, int index) {
    boolean takesBigInts =
        type == Type.INT && index < actual.size() && actual.get(index) == Object.class;
    return takesBigInts ? Object.class : javaType(type);
  }

  private static Class<?> javaType(Type type) {
    return switch (type) {
      case Type.Any any -> Object.class;
      case Type.Union union -> Object.class;
      case Type.Variable variable -> Object.class;
      case Type.ListOf list -> List.class;
      case Type.EntityOf entity -> EntityValue.class;
      case Type.Simple simple ->
          switch (simple) {
            case STR -> String.class;
            case INT -> long.class;
            case FLOAT -> double.class;
            case BOOL -> boolean.class;
            case NONE -> Object.class;
          };
      case Type.Special special ->
          switch (special) {
            case RULE -> RuleValue.class;
            case EFFECT -> Effect.class;
            case TIME_DELTA -> TimeDeltaValue.class;
            case EXPERIMENT -> ExperimentValue.class;
          };
    };
  }
}
