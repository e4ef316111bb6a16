package dev.harrier.lang.interpret;

import dev.harrier.lang.function.EventContext;
import dev.harrier.lang.function.Function;
import dev.harrier.lang.function.Parameter;
import dev.harrier.lang.program.Term;
import dev.harrier.lang.type.Type;
import dev.harrier.lang.value.Arithmetic;
import dev.harrier.lang.value.NodeFailure;
import dev.harrier.lang.value.Text;
import java.lang.invoke.MethodHandle;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Calls of standard functions through their handles. */
public final class Calls {
  private final Map<Function, MethodHandle> spread = new IdentityHashMap<>();

  /**
   * Calls a function.
   *
   * @param outcomes values of the arguments and then of the further keywords; a {@link NodeFailure}
   *     where one failed
   */
  @Nullable Object call(Term.Call call, @Nullable Object[] outcomes, EventContext context) {
    Function function = call.function();
    List<Parameter> parameters =
        function.parameters().stream().filter(parameter -> !parameter.constant()).toList();
    Class<?>[] accepted = function.method().getParameterTypes();
    List<@Nullable Object> arguments = new ArrayList<>();
    if (function.needsContext()) {
      arguments.add(context);
    }
    if (function.preparation() != null) {
      arguments.add(call.prepared());
    }
    for (int i = 0; i < parameters.size(); i++) {
      Object value = received(parameters.get(i).type(), outcomes[i]);
      arguments.add(passed(parameters.get(i), value, accepted[arguments.size()]));
    }
    if (function.extraKeywords()) {
      arguments.add(further(call.extraNames(), outcomes, parameters.size()));
    }
    return invoke(function, arguments.toArray());
  }

  private static Map<String, @Nullable Object> further(
      List<String> names, @Nullable Object[] outcomes, int from) {
    Map<String, @Nullable Object> further = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      further.put(names.get(i), received(Type.BOOL, outcomes[from + i]));
    }
    return Collections.unmodifiableMap(further);
  }

  /**
   * A failed argument is None where the parameter admits None; otherwise the call fails with it.
   */
  private static @Nullable Object received(Type type, @Nullable Object outcome) {
    if (outcome instanceof NodeFailure failure) {
      if (type.admitsNone()) {
        return null;
      }
      throw failure;
    }
    return outcome;
  }

  /**
   * The value in the Java type of the parameter. What the reference's code would stumble over is a
   * counted failure.
   */
  public static @Nullable Object passed(
      Parameter parameter, @Nullable Object value, Class<?> accepted) {
    if (value == null && (accepted == Object.class || parameter.type().admitsNone())) {
      return null;
    }
    if (accepted == long.class) {
      if (value instanceof BigInteger) {
        throw NodeFailure.counted(
            "OverflowError", "`" + parameter.name() + "` does not fit an int of 64 bits");
      }
      return checked(parameter, value, Long.class);
    }
    if (accepted == double.class) {
      return value != null && (value instanceof Double || Arithmetic.isInt(value))
          ? (Object) Arithmetic.real(value)
          : checked(parameter, value, Double.class);
    }
    return checked(parameter, value, accepted == boolean.class ? Boolean.class : accepted);
  }

  private static Object checked(Parameter parameter, @Nullable Object value, Class<?> accepted) {
    if (!accepted.isInstance(value)) {
      throw NodeFailure.counted(
          "TypeError", "`" + parameter.name() + "` cannot be `" + Text.typeName(value) + "`");
    }
    return value;
  }

  private @Nullable Object invoke(Function function, @Nullable Object[] arguments) {
    MethodHandle handle =
        spread.computeIfAbsent(
            function,
            f ->
                f.handle()
                    .asType(f.handle().type().generic())
                    .asSpreader(Object[].class, f.handle().type().parameterCount()));
    try {
      return handle.invokeExact(arguments);
    } catch (NodeFailure failure) {
      throw failure;
    } catch (Throwable fault) {
      throw new AssertionError(
          "`" + function.name() + "` may throw nothing but NodeFailure", fault);
    }
  }
}
