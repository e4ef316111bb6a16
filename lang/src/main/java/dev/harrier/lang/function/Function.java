package dev.harrier.lang.function;

import dev.harrier.lang.type.Type;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One function of the language: signature, documentation, cost, and code.
 *
 * <p>The code is one public static Java method, called directly by compiled rules and through its
 * handle by the interpreter. Its Java parameters are, in this order: an {@link EventContext} if
 * {@link #needsContext}; the object returned by {@link #preparation} if there is one; then one per
 * language parameter that is <em>not</em> constant (constants reach the code only through
 * preparation), and last, if {@link #extraKeywords}, a {@code Map<String, Object>} of the further
 * keywords in order (each a {@code List[bool]}: {@code ExperimentWhen} is the only such function).
 * Java types follow the declared type: {@code str} String, {@code int} long, {@code float} double,
 * {@code bool} boolean, {@code List[T]} {@code List<?>}, entities {@code EntityValue}, rules {@code
 * RuleValue}, time deltas {@code TimeDeltaValue}, experiments {@code ExperimentValue}; anything
 * that may be None, a union, a variable or Any: {@code @Nullable Object}. The same holds for the
 * result; an int result that may exceed 64 bits is declared {@code Object}. An int argument beyond
 * 64 bits is a counted {@code OverflowError} before the code is called, unless the Java parameter
 * is Object. The method throws {@link dev.harrier.lang.value.NodeFailure} and nothing else.
 *
 * @param name as authors write it
 * @param category section of the reference
 * @param doc first sentence what it returns, then details
 * @param parameters in order of documentation
 * @param returns null for a statement function, whose result cannot be used
 * @param pure same arguments and event, same result; false for functions that read or write state
 * @param writesState evaluated on every event in which its file runs, whether or not its value
 *     matters
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
     * @param constants values of all constant parameters by name, defaults filled in; called only
     *     when all of them are known. Their kind is right (a number, a text, a bool, a list of one
     *     kind), but a number may still be a float where an int is declared, which the type check
     *     reports
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
   * @param place {@code path:line:column} of the call, unique within the project
   * @param given names of the parameters that the call itself gives, a literal None included
   * @param lists the project's lists by name
   * @param strict whether the project's dialect is strict
   */
  public record CallSite(
      @Nullable String assignedTo,
      String place,
      Set<String> given,
      Map<String, ValueList> lists,
      boolean strict) {
    public CallSite {
      given = Collections.unmodifiableSet(new LinkedHashSet<>(given));
      lists = Collections.unmodifiableMap(new LinkedHashMap<>(lists));
    }
  }

  /** A call that cannot work: one problem or more, each to be shown as a diagnostic of its own. */
  public static final class BadArgument extends Exception {
    private final List<Problem> problems;

    /**
     * One problem; {@code argument} names the parameter at fault, or is null for the call itself.
     */
    public BadArgument(@Nullable String argument, String message, String... hints) {
      this(List.of(new Problem(argument, message, List.of(hints))));
    }

    public BadArgument(List<Problem> problems) {
      super(problems.get(0).message(), null, false, false);
      this.problems = List.copyOf(problems);
    }

    /** What is wrong, at least one, in the order of discovery. */
    public List<Problem> problems() {
      return problems;
    }

    /** Argument of the first problem. */
    public @Nullable String argument() {
      return problems.get(0).argument();
    }

    /** Hints of the first problem. */
    public List<String> hints() {
      return problems.get(0).hints();
    }
  }

  /**
   * One thing wrong with a call, shown at the argument's value (under a unary minus, at its
   * operand).
   *
   * @param argument name of the parameter at fault; null for the call itself
   */
  public record Problem(@Nullable String argument, String message, List<String> hints) {
    public Problem {
      hints = List.copyOf(hints);
    }
  }

  /**
   * A documented call.
   *
   * @param call source text of the call
   * @param result expected value in source form, or {@code fails} / {@code error} for a silent or
   *     counted failure
   */
  public record Example(String call, String result) {}

  /**
   * Whether the compiler itself gives the function its meaning; the code of such a form is never
   * called.
   */
  public boolean form() {
    return method.getName().equals("form");
  }
}
