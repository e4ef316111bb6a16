package dev.harrier.server.cli;

import dev.harrier.lang.function.Function;
import dev.harrier.lang.function.FunctionReference;
import dev.harrier.lang.function.Parameter;

/** One function as people read it on a terminal. */
final class FunctionText {
  private FunctionText() {}

  static String of(Function function) {
    StringBuilder text = new StringBuilder(FunctionReference.signature(function)).append('\n');
    text.append("  ").append(function.doc()).append('\n');
    for (Parameter parameter : function.parameters()) {
      text.append(
          "    %-18s %s%s\n"
              .formatted(
                  parameter.name(), parameter.doc(), parameter.constant() ? " (constant)" : ""));
    }
    function
        .examples()
        .forEach(
            example ->
                text.append("    >>> ")
                    .append(example.call())
                    .append("  →  ")
                    .append(example.result())
                    .append('\n'));
    return text.toString();
  }
}
