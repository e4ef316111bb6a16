package dev.harrier.lang.function;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every function of the language, in the order of the reference. A new family is one line here. */
public final class StandardFunctions {
  private static final Map<String, Function> ALL = byName();

  private StandardFunctions() {}

  /** All functions by name, in order. */
  public static Map<String, Function> all() {
    return ALL;
  }

  /** All functions in order. */
  public static List<Function> list() {
    return List.copyOf(ALL.values());
  }

  private static List<List<Function>> families() {
    return List.of(
        FormFunctions.ALL,
        LabelFunctions.ALL,
        EnforceFunctions.ALL,
        ExperimentFunctions.ALL,
        TextFunctions.ALL,
        PhraseFunctions.ALL,
        RegexFunctions.ALL,
        CleanFunctions.ALL,
        UrlFunctions.ALL,
        EmailFunctions.ALL,
        NetworkFunctions.ALL,
        PhoneFunctions.ALL,
        HashFunctions.ALL,
        TimeFunctions.ALL,
        ListFunctions.ALL,
        ListMatchFunctions.ALL,
        FeatureFunctions.ALL,
        WindowFunctions.ALL,
        ModelFunctions.ALL,
        AtprotoFunctions.ALL);
  }

  private static Map<String, Function> byName() {
    List<Function> functions = new ArrayList<>();
    families().forEach(functions::addAll);
    Map<String, Function> byName = new LinkedHashMap<>();
    for (Function function : functions) {
      if (byName.put(function.name(), function) != null) {
        throw new AssertionError("two functions are named `" + function.name() + "`");
      }
    }
    return Collections.unmodifiableMap(byName);
  }
}
