package dev.harrier.lang.check;

import dev.harrier.lang.check.Project.Use;
import dev.harrier.lang.function.Function;
import dev.harrier.lang.source.Span;

/** A function's result is used if it has one, and is not if it has none. */
final class CallResults {
  private CallResults() {}

  static void check(Project project, Findings findings) {
    for (Use use : project.uses) {
      Function function = project.function(use.call());
      if (function != null) {
        check(use, function, findings);
      }
    }
  }

  private static void check(Use use, Function function, Findings findings) {
    Span span = use.call().span();
    String name = function.name();
    switch (use.role()) {
      case STATEMENT -> {
        if (function.returns() != null) {
          findings.error(
              Checks.CALL_RESULTS,
              "you must use the result of this function call",
              span,
              "this must must not be used as a statement within the source root, e.g.:",
              "- `Foo = " + name + "(...)` is OK",
              "- `SomeOtherFunction(argument=" + name + "(...))` is OK",
              "- `" + name + "(...)` is not OK");
        }
      }
      case ASSIGNED -> {
        if (function.returns() == null) {
          findings.error(
              Checks.CALL_RESULTS,
              "you cannot store the result of this function call because it has no return value",
              span,
              "this cannot appear to the right of a `=`, e.g.:",
              "- `" + name + "(...)` is OK",
              "- `" + use.assignedTo() + " = " + name + "(...)` is not OK");
        }
      }
      case NESTED -> {
        if (function.returns() == null) {
          findings.error(
              Checks.CALL_RESULTS,
              "you cannot use the result of this function call because it has no return value",
              span,
              "this function has no result, and thus its result cannot be used:",
              "- `" + name + "(...)` is OK, however:",
              "- `Foo = Bar + " + name + "(...)` and",
              "- `Bar(qux=" + name + "(...))` are not OK");
        }
      }
    }
  }
}
