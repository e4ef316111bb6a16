package dev.harrier.lang.check;

import dev.harrier.lang.function.Function;
import dev.harrier.lang.program.JsonPath;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call whose arguments fit its function, with its constants.
 *
 * @param constants values of the constant parameters, defaults included
 * @param prepared what the function's preparation returned; null if it has none
 * @param path the parsed path of {@code JsonData} and {@code EntityJson}; null for other calls
 */
record BoundCall(
    Function function,
    Map<String, @Nullable Object> constants,
    @Nullable Object prepared,
    @Nullable JsonPath path) {
  BoundCall {
    constants = Collections.unmodifiableMap(new LinkedHashMap<>(constants));
  }
}
