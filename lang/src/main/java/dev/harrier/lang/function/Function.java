package dev.harrier.lang.function;

import dev.harrier.lang.type.Type;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One function of the language: signature, documentation, cost, and code.
 *
 * <p>The code is one public static Java method, called directly by compiled rules and through its handle by the interpreter. Its Java parameters are, in
 * this order: an {@link EventContext} if {@link #needsContext}; the object returned by {@link #preparation} if there is one; then one per language
 * parameter that is <em>not</em> constant (constants reach the code only through preparation), and last, if {@link #extraKeywords}, a {@code Map<String,
 * Object>} of the further keywords in order. Java types follow the declared type: {@code str} String, {@code int} long, {@code float} double, {@code
 * bool} boolean, {@code List[T]} {@code List<?>}, entities {@code EntityValue}, rules {@code RuleValue}, time deltas {@code TimeDeltaValue}, experiments
 * {@code ExperimentValue}; anything that may be None, a union, a variable or Any: {@code @Nullable Object}. The same holds for the result; an int result
 * that may exceed 64 bits is declared {@code Object}. An int argument beyond 64 bits is a counted {@code OverflowError} before the code is called, unless
 * the Java parameter is Object. The method throws {@link dev.harrier.lang.value.NodeFailure} and nothing else.
 *
 * @param name as authors write it
 * @param category section of the reference
 * @param doc first sentence what it returns, then details
 * @param parameters in order of documentation
 * @param returns null for a statement function, whose result cannot be used
 * @param pure same arguments and event, same result; false for functions that read or write state
 * @param writesState evaluated on every event in which its file runs, whether or not its value matters
 * @param needsContext whether the code takes the {@link EventContext}
 * @param extraKeywords whether further keywords are accepted (checked by the preparation)
 * @param costNanos rough cost of one call, for the planner
 * @param preparation run once per call site at check time; null if the function takes no constants
 * @param method the code
 * @param handle of {@code method}
 * @param examples each is checked by a test and shown in the reference
 */
public record Function(
    String name,
    String category,
    String doc,
    List<Parameter> parameters,
    @Nullable Type returns,
    boolean pure,
    boolean writesState,
    boolean needsContext,
    boolean extraKeywords,
    int costNanos,
    @Nullable Preparation preparation,
    Method method,
    MethodHandle handle,
    List<Example> examples) {
  public Function {
    parameters = List.copyOf(parameters);
    examples = List.copyOf(examples);
  }

  /** Turns a call's constants into what the code needs, or refuses them. */
  public interface Preparation {
    /**
     * @param constants values of the constant parameters that are known, by name, defaults filled in
     * @param site what is known of the call
     * @return the object that the code receives
     * @throws BadArgument the author's mistake, to be shown at the argument or the call
     */
    Object prepare(Map<String, @Nullable Object> constants, CallSite site) throws BadArgument;
  }

  /**
   * A call in the source, as a preparation sees it.
   *
   * @param assignedTo name that the call's result is directly assigned to; null if none
   * @param lists the project's lists by name
   * @param strict whether the project's dialect is strict
   */
  public record CallSite(
      @Nullable String assignedTo, Map<String, ValueList> lists, boolean strict) {}

  /** A call that cannot work; {@code argument} names the parameter at fault, or is null for the call itself. */
  public static final class BadArgument extends Exception {
    private final @Nullable String argument;
    private final List<String> hints;

    public BadArgument(@Nullable String argument, String message, String... hints) {
      super(message, null, false, false);
      this.argument = argument;
      this.hints = List.of(hints);
    }

    public @Nullable String argument() {
      return argument;
    }

    public List<String> hints() {
      return hints;
    }
  }

  /**
   * A documented call.
   *
   * @param call source text of the call
   * @param result expected value in source form, or {@code fails} / {@code error} for a silent or counted failure
   */
  public record Example(String call, String result) {}
}
